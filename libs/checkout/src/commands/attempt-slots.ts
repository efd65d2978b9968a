// Between the start of an attempt and the first call to anybody: where coupon or code has a limit, a slot is reserved, and only then the
// attempt goes on. A crash in here leaves an attempt that nobody runs: the session's timer ends it, and its end gives the slot back.
import { Injectable } from '@nestjs/common';
import { CouponSlots, type SlotAnswer } from '@tillstream/catalog';
import { causedBy, Clock, Executor, Ids, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { findAttempt } from '../core/attempt';
import { attemptPromotion, limitsOf, slotOfAttempt, waitsForSlot } from '../core/attempt-promotion';
import type { ContinueAttempt } from '../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import type { Attempt, CheckoutSessionState } from '../core/checkout-session.state';
import type { AttemptPromotion } from '../core/promotion';
import { checkoutSession } from './checkout-session.decider';
import { PromotionFacts } from './promotion-facts';
import { firstChargeKeyOf, subscriptionKeysOf } from './session-ids';

type SessionResource = Resource<CheckoutSessionState>;

export interface Begun {
  readonly resource: SessionResource;
  readonly events: readonly RecordedEvent<CheckoutSessionEvent>[];
}

@Injectable()
export class AttemptSlots {
  constructor(
    private readonly slots: CouponSlots,
    private readonly promotions: PromotionFacts,
    private readonly executor: Executor,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** What an attempt that starts now would have to hold. */
  async promotionOf({ accountId, state }: SessionResource): Promise<AttemptPromotion | null> {
    if (state.status === 'absent' || state.promotion === null) return null;
    return attemptPromotion(state.promotion, await this.promotions.ofPromotion(accountId, state.promotion));
  }

  /** The attempt as it goes on once it has its slot, or as it ended without one; one that needs none comes back as it is. */
  async goOn(begun: Begun): Promise<Begun> {
    const started = begun.events.find((event) => event.type === 'AttemptStarted');
    const attempt = started && attemptOf(begun.resource, started);
    if (!started || !attempt?.promotion || !waitsForSlot(attempt)) return begun;
    const { key, accountId, state } = begun.resource;
    const slot = await this.reserve({ key, accountId }, { ...attempt, promotion: attempt.promotion }, started);
    const command: ContinueAttempt = {
      type: 'ContinueAttempt',
      now: this.clock.now(),
      attemptKey: attempt.key,
      slot,
      chargeKey: firstChargeKeyOf(this.ids, attempt.key),
      subscriptionKeys: subscriptionKeysOf(this.ids, key, state),
    };
    const outcome = await this.executor.run(checkoutSession, { key, context: causedBy(started, 'continue-attempt') }, command);
    return { resource: outcome.resource, events: [...begun.events, ...(outcome.kind === 'accepted' ? outcome.events : [])] };
  }

  /** Throws a Fault when nobody knows: the attempt is then the timer's. */
  private async reserve(
    { key, accountId }: Pick<SessionResource, 'key' | 'accountId'>,
    attempt: Attempt & { readonly promotion: AttemptPromotion },
    started: RecordedEvent,
  ): Promise<ContinueAttempt['slot']> {
    const { couponKey, promotionCodeKey } = attempt.promotion;
    const limits = limitsOf(await this.promotions.ofPromotion(accountId, attempt.promotion));
    const of = { couponKey, context: causedBy(started, 'reserve-slot') };
    const wish = { slot: slotOfAttempt(key, attempt), promotionCodeKey, limits, attemptStartedAt: attempt.startedAt };
    return slotWord(await this.slots.reserve(of, wish));
  }
}

function slotWord(answer: SlotAnswer): ContinueAttempt['slot'] {
  if (answer.kind === 'accepted') return 'held';
  return answer.reason.code === 'promotion-exhausted' ? 'promotion-exhausted' : 'closed';
}

const attemptOf = ({ state }: SessionResource, { data }: RecordedEvent): Attempt | null =>
  state.status === 'absent' ? null : findAttempt(state, (data as { readonly attemptKey: string }).attemptKey);
