// A completed session owes one subscription per group of equal recurring terms. Run inline right after the completion, and by the reactor
// as its backstop: the keys stand in the event, so that twice is once.
import type { CustomFields, DiscountDuration } from '@tillstream/catalog/core';
import type { Effect, Process } from '@tillstream/event-sourcing';
import type { SubscriptionItem } from '@tillstream/subscriptions/core';
import { findAttempt, findCharge } from '../../core/attempt';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionState, Session } from '../../core/checkout-session.state';
import { firstPlace } from '../../core/next-charge';
import type { RecurringAmount } from '../../core/recurring-amounts';
import { methodOf, savedAt } from '../../core/saved-card';

/** The part of the session's discount that goes along with one group of equal terms. */
interface GoingAlong {
  readonly couponKey: string;
  readonly promotionCode: string | null;
  readonly amountAtom: number;
  readonly duration: DiscountDuration;
  readonly durationInMonths: number | null;
}

export interface CreateSubscriptionEffect extends Effect {
  readonly type: 'CreateSubscription';
  readonly data: {
    readonly key: string;
    readonly sessionKey: string;
    readonly customerKey: string;
    readonly currency: string;
    readonly items: readonly SubscriptionItem[];
    readonly interval: 'day' | 'week' | 'month' | 'year';
    readonly intervalCount: number;
    readonly trialDays: number;
    readonly startedAt: number;
    readonly paymentMethodKey: string | null;
    readonly processorKey: string | null;
    readonly collectionMethod: 'charge_automatically' | 'send_invoice';
    readonly discount: GoingAlong | null;
    readonly customFields: CustomFields;
  };
}

export const createSubscriptions: Process<CheckoutSessionState, CheckoutSessionEvent, CreateSubscriptionEffect> = {
  name: 'create-subscriptions',
  category: 'checkoutSession',
  on: ['SessionCompleted'],
  react(_event, { key: sessionKey, state }) {
    if (state.status === 'absent' || !state.completed?.customerKey) return [];
    const { completed, amounts, tiers } = state;
    const customerKey = completed.customerKey ?? '';
    const lineItems = tiers[completed.tier]?.lineItems ?? [];
    return (amounts.tiers[completed.tier]?.recurring ?? []).flatMap((group, index): readonly CreateSubscriptionEffect[] => {
      const key = completed.subscriptionKeys[index];
      if (key === undefined) return [];
      const items = lineItems
        .filter((item) => group.lineKeys.includes(item.key))
        .map(({ key: itemKey, priceKey, quantity, terms }) => ({ key: itemKey, priceKey, quantity, terms }));
      const { interval, intervalCount, trialDays } = group;
      const data = {
        key, sessionKey, customerKey, items, interval, intervalCount, trialDays,
        currency: amounts.currency ?? '',
        startedAt: completed.at,
        ...paidBy(state, completed.attemptKey),
        collectionMethod: completed.how === 'manual' ? ('send_invoice' as const) : ('charge_automatically' as const),
        discount: goingAlong(state, group),
        customFields: state.paramsForSub?.customFields ?? {},
      }; // prettier-ignore
      return [{ type: 'CreateSubscription', data }];
    });
  },
};

const goingAlong = ({ promotion }: Session, { discount }: RecurringAmount): GoingAlong | null =>
  promotion && discount && { couponKey: promotion.couponKey, promotionCode: promotion.code, ...discount };

/** The saved card behind the attempt, and the processor that charged or saved it; where it did neither now, the first that knows the card. */
function paidBy(session: Session, attemptKey: string) {
  const attempt = findAttempt(session, attemptKey);
  const method = attempt && methodOf(attempt);
  if (!attempt || !method) return { paymentMethodKey: null, processorKey: null };
  const charged = session.completed?.chargeKey ? findCharge(session, session.completed.chargeKey)?.charge.processorKey : undefined;
  return { paymentMethodKey: method, processorKey: charged ?? savedAt(attempt)[0] ?? firstPlace(attempt.plan, [0])?.processorKey ?? null };
}
