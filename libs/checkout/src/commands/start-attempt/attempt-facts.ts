// The facts of a press of "Pay", gathered before the executor's loop: who buys, which processors would be asked, and the ids.
import { Injectable } from '@nestjs/common';
import { Clock, type CommandContext, Ids, type Resource } from '@tillstream/event-sourcing';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { SessionCustomer } from '../../core/checkout-session.events';
import type { CheckoutSessionState, Session } from '../../core/checkout-session.state';
import { present, refusalToBegin } from '../../core/guards';
import { lacksMandate, MANDATE_NOT_AGREED } from '../../core/mandate';
import { offerId } from '../../core/offer';
import type { ProcessorChoices } from '../../core/processor-choices';
import { promotionFault, type PromotionFact } from '../../core/promotion';
import { attemptKeyOf, firstChargeKeyOf, subscriptionKeysOf } from '../session-ids';
import type { CardRejection, OpenedCard } from './buyer-cards';
import { BuyerCustomers } from './buyer-customers';
import { PlanFacts } from '../plan-facts';
import { PromotionFacts } from '../promotion-facts';
import type { PressedPay } from './pressed-pay';
import { ScreeningFacts } from './screening-facts';

type SessionResource = Resource<CheckoutSessionState>;

@Injectable()
export class AttemptFacts {
  constructor(
    private readonly customers: BuyerCustomers,
    private readonly plans: PlanFacts,
    private readonly screening: ScreeningFacts,
    private readonly promotions: PromotionFacts,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  attemptKey(sessionKey: string, number: number): string {
    return attemptKeyOf(this.ids, sessionKey, number);
  }

  /** What would be refused anyway is refused before a customer is made; the decision checks it all again. */
  refusal(session: SessionResource, pressed: PressedPay): CheckoutSessionRejection | CardRejection | null {
    const refusal = refusalToBegin(session.state, this.clock.now());
    if (refusal) return refusal;
    const state = present(session.state);
    if (state.mode === 'payment' && (state.tiers[0]?.lineItems.length ?? 0) === 0) return { code: 'no-line-items' };
    if (pressed.offerId !== offerId(state)) return { code: 'amount-changed' };
    if (lacksMandate(state, { ...pressed, isSavedBefore: pressed.paymentMethodKey !== null })) return MANDATE_NOT_AGREED;
    const isKnown = state.customer !== null || pressed.buyer.email !== null;
    return isKnown ? null : { code: 'email-required', loc: ['body', 'customer', 'email'] };
  }

  /** Who would be asked, by what is known of everybody now: asked for while the card is opened. */
  plan({ accountId, state }: SessionResource): Promise<ProcessorChoices> {
    return this.plans.ofPress(accountId, present(state));
  }

  async gather(
    session: SessionResource,
    context: CommandContext,
    { pressed, opened, plan }: { readonly pressed: PressedPay; readonly opened: OpenedCard; readonly plan: ProcessorChoices },
  ): Promise<StartAttempt> {
    const state = present(session.state);
    const attemptKey = this.attemptKey(session.key, pressed.number);
    const means = presented(opened);
    const [customer, screening] = await Promise.all([
      state.customer ? null : this.customers.findOrCreate(session, context, pressed.buyer),
      this.screening.gather(session.accountId, means.card),
    ]);
    const promotion = await this.promotion(session.accountId, state, customer);
    return {
      type: 'StartAttempt',
      now: this.clock.now(),
      attemptKey,
      number: pressed.number,
      ...means,
      saveCard: pressed.saveCard,
      customer,
      offerId: pressed.offerId ?? '',
      firstTier: pressed.firstTier,
      acceptedTiers: pressed.acceptedTiers,
      mandateTextId: pressed.mandateTextId,
      locale: pressed.locale,
      ...plan,
      screening,
      promotion,
      chargeKey: firstChargeKeyOf(this.ids, attemptKey),
      subscriptionKeys: subscriptionKeysOf(this.ids, session.key, state),
    };
  }

  /** Before the buyer is refused what he was shown, it is looked at once more. */
  private async promotion(accountId: string, session: Session, found: SessionCustomer | null): Promise<PromotionFact | null> {
    if (session.promotion === null) return null;
    const customerKey = (session.customer ?? found)?.key ?? null;
    const recent = await this.promotions.ofPromotion(accountId, session.promotion, { customerKey, freshness: 'recent' });
    if (promotionFault(recent, session.tiers, this.clock.now()) === null) return recent;
    return this.promotions.ofPromotion(accountId, session.promotion, { customerKey, freshness: 'fresh' });
  }
}

function presented(opened: OpenedCard): Pick<StartAttempt, 'card' | 'paymentMethod'> {
  if (opened.kind === 'card') return { card: opened.summary, paymentMethod: null };
  if (opened.kind !== 'saved') return { card: null, paymentMethod: null };
  const { card, ...paymentMethod } = opened.method;
  return { card, paymentMethod };
}
