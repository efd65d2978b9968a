// What writing down an outcome may need beside the outcome: gathered before the executor's loop, the same for whoever settles a charge.
import { Injectable } from '@nestjs/common';
import { account, accountKeyOf, initialSettings, type LatePaymentRule } from '@tillstream/accounts';
import { type DomainEvent, Facts, type Freshness, Ids, isPassing, type Resource, type StreamType } from '@tillstream/event-sourcing';
import { customer } from '@tillstream/catalog';
import { findCharge, isOver } from '../core/attempt';
import type { Attempt, CheckoutSessionState } from '../core/checkout-session.state';
import { refusalToCompleteLate, type SettlementFacts } from '../core/late-success';
import { checkoutSession } from './checkout-session.decider';
import { LateSlots } from './late-slots';
import { lateRefundKeyOf, nextChargeKeyOf, subscriptionKeysOf } from './session-ids';

type FinishedSettlement = Pick<SettlementFacts, 'holdsSlot'> & { readonly chargeKey: string };

@Injectable()
export class Settlements {
  constructor(
    private readonly facts: Facts,
    private readonly ids: Ids,
    private readonly slots: LateSlots,
  ) {}

  /** @param isApproved what is to be written down: only then a slot may have to be regained. */
  async gather(
    session: Resource<CheckoutSessionState>,
    { chargeKey, isApproved }: { readonly chargeKey: string; readonly isApproved: boolean },
  ): Promise<SettlementFacts & { readonly nextChargeKey: string }> {
    const { key, accountId, state } = session;
    const latePayment = await this.latePayment(accountId);
    return {
      subscriptionKeys: subscriptionKeysOf(this.ids, key, state),
      latePayment,
      holdsSlot: isApproved && (await this.holdsSlot(session, chargeKey, latePayment)),
      isBuyerErased: isApproved && (await this.isBuyerErased(state, chargeKey)),
      lateRefundKey: lateRefundKeyOf(this.ids, chargeKey),
      // After the attempt's last one, not after this: one that was put aside may be followed twice, and no two charges may share an id.
      nextChargeKey: nextChargeKeyOf(this.ids, attemptOf(state, chargeKey)?.charges.at(-1)?.key ?? chargeKey),
    };
  }

  /** Once the decision has fallen: a slot that was regained for it, and that it did not need, goes back. */
  async finish(after: Resource<CheckoutSessionState>, { chargeKey, holdsSlot }: FinishedSettlement): Promise<void> {
    const attempt = holdsSlot ? attemptOf(after.state, chargeKey) : null;
    if (attempt?.succeededAt === null) await this.slots.giveBack(after, attempt);
  }

  /** As far as anybody can say now: he is not erased while he pays, so this is of money that comes late. */
  private async isBuyerErased(session: CheckoutSessionState, chargeKey: string): Promise<boolean> {
    if (session.status === 'absent' || session.customer === null) return false;
    const { key } = session.customer;
    const attempt = attemptOf(session, chargeKey);
    const state =
      (await this.stateOf(customer, key, attempt && isOver(attempt) ? 'fresh' : 'recent')) ?? (await this.stateOf(customer, key, Infinity));
    return state?.status === 'deleted';
  }

  /** Writing an outcome down never fails for this: when the store does not answer, what was known of the account last is good enough. */
  private async latePayment(accountId: string): Promise<LatePaymentRule> {
    const key = accountKeyOf(accountId);
    const state = (await this.stateOf(account, key, 'recent')) ?? (await this.stateOf(account, key, Infinity));
    return state?.status === 'present' ? state.fields.latePayment : initialSettings.latePayment;
  }

  /** Null: nobody can say now. */
  private async stateOf<State, Event extends DomainEvent>(
    type: StreamType<State, Event>,
    key: string,
    freshness: Freshness,
  ): Promise<State | null> {
    try {
      return (await this.facts.get(type, key, freshness)).state;
    } catch (error) {
      if (isPassing(error)) return null;
      throw error;
    }
  }

  /** Asked for only where the money would complete the session, as it is now: this process may have been frozen for long. */
  private async holdsSlot(
    { key, state: known }: Resource<CheckoutSessionState>,
    chargeKey: string,
    rule: LatePaymentRule,
  ): Promise<boolean> {
    if (!attemptOf(known, chargeKey)?.promotion?.reserves) return false; // it needs none
    const session = await this.facts.get(checkoutSession, key, 'fresh');
    const attempt = attemptOf(session.state, chargeKey);
    if (session.state.status === 'absent' || !attempt || !isOver(attempt)) return false; // in time: it never let go of its slot
    return refusalToCompleteLate(session.state, attempt, rule) === null && this.slots.regain(session, attempt);
  }
}

const attemptOf = (state: CheckoutSessionState, chargeKey: string): Attempt | null =>
  state.status === 'absent' ? null : (findCharge(state, chargeKey)?.attempt ?? null);
