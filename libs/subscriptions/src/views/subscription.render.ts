// A subscription as the API shows it. Whole prices and the whole customer are joined in for answers; webhooks and history show their ids.
import { type CustomFieldsShown, renderCustomFields } from '@tillstream/catalog/core';
import { isoTime, isoTimeOrNull, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import { periodAt } from '../core/periods';
import { sealedForSubscription } from '../core/sealed-custom-field';
import type { SubscriptionItem } from '../core/subscription.events';
import { endedAt, type SubscriptionState } from '../core/subscription.state';

export type SubscriptionResource = Resource<SubscriptionState>;

/** Foreign resources, rendered, by key. */
export interface SubscriptionJoins extends CustomFieldsShown {
  readonly customer?: object;
  readonly prices?: Readonly<Record<string, object>>;
}

/** The API's word; by the clock, a trial ends and a cancelled period runs out without an event. */
export const subscriptionStateWord = (
  state: Extract<SubscriptionState, { status: 'present' }>,
  now: number,
): 'trialing' | 'active' | 'cancelled' => {
  if (endedAt(state, now) !== null) return 'cancelled';
  return state.trialEndsAt !== null && now < state.trialEndsAt ? 'trialing' : 'active';
};

/** Null before the subscription exists. */
export function renderSubscription(resource: SubscriptionResource, { ids, now, open }: RenderContext, joined: SubscriptionJoins = {}) {
  const { state } = resource;
  if (state.status === 'absent') return null;
  const ended = endedAt(state, now);
  const period = periodAt(state, ended === null ? now : ended - 1); // the last one, once it has ended
  const item = ({ key, priceKey, quantity, terms }: SubscriptionItem) => ({
    id: ids.format('si', key),
    price: joined.prices?.[priceKey] ?? ids.format('price', priceKey),
    quantity,
    is_active: ended === null,
    product_name: terms.productName,
  });
  return {
    id: ids.format('sub', resource.key),
    account_id: resource.accountId,
    state: subscriptionStateWord(state, now),
    currency: state.currency,
    description: null,
    current_period_start: isoTime(period.startsAt),
    current_period_end: isoTime(period.endsAt),
    trial_start: state.trialEndsAt === null ? null : isoTime(state.startedAt),
    trial_end: isoTimeOrNull(state.trialEndsAt),
    items: state.items.map(item),
    customer: joined.customer ?? ids.format('cus', state.customerKey),
    collection_method: state.collectionMethod,
    payment_method: state.paymentMethodKey === null ? null : ids.format('pm', state.paymentMethodKey),
    discount: state.discount && {
      coupon_id: ids.format('coup', state.discount.couponKey),
      promotion_code: state.discount.promotionCode,
      amount_atom: state.discount.amountAtom,
      duration: state.discount.duration,
      ends_at: isoTimeOrNull(state.discount.endsAt),
    },
    metadata: {},
    custom_fields: renderCustomFields(state.customFields, joined, (sealed, fieldKey) =>
      open(sealed, sealedForSubscription(state.sessionKey, fieldKey)),
    ),
    cancel_at_period_end: state.endsAt !== null,
    cancelled_at: isoTimeOrNull(ended),
    checkout_session_id: ids.format('cs', state.sessionKey),
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}
