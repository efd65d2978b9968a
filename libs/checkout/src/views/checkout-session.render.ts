// A session as the API shows it: the one rendering that serves reads, `as_of`, history, webhooks and replay.
import { type CustomFieldsShown, type OpenCustomField, renderCustomFields } from '@tillstream/catalog/core';
import { sealedForSubscription } from '@tillstream/subscriptions/core';
import { isoTime, isoTimeOrNull, type RenderContext, type Resource, streamName } from '@tillstream/event-sourcing';
import type { TierAmounts } from '../core/amounts';
import { isPastEnd } from '../core/attempt';
import type { CheckoutSessionState, Session } from '../core/checkout-session.state';
import type { LineItem } from '../core/line-item';
import { offerId } from '../core/offer';
import { sealedForSession } from '../core/sealed-custom-field';
import { cascadeStatus } from './cascade-status.render';
import { renderRecurring } from './recurring.render';
import { paymentStateWord } from '../core/session-words';

export type CheckoutSessionResource = Resource<CheckoutSessionState>;

export interface SessionRenderContext extends RenderContext, CustomFieldsShown {
  /** Made from the key alone: the link works for as long as the master key is there. */
  readonly links: { of(sessionKey: string): string; url(sessionKey: string): string };
  readonly expandCustomFields?: boolean;
}

const HOUR_MS = 3_600_000;

/** Null before the session exists. */
export function renderCheckoutSession(resource: CheckoutSessionResource, context: SessionRenderContext) {
  const { state } = resource;
  if (state.status === 'absent') return null;
  const { ids, links, now, open } = context;
  const opened =
    (placeOf: typeof sealedForSession): OpenCustomField =>
    (sealed, fieldKey) =>
      open(sealed, placeOf(resource.key, fieldKey));
  return {
    id: ids.format('cs', resource.key),
    account_id: resource.accountId,
    secure_token: links.of(resource.key),
    url: links.url(resource.key),
    mode: state.mode,
    state: state.status,
    completed: state.status === 'success',
    is_expired: isPastEnd(state, now),
    payment_state: paymentStateWord(state),
    attempt_limit_reached: state.limitReached,
    expires_in_hours: Math.ceil((state.expiresAt - resource.createdAt) / HOUR_MS),
    expires_at: isoTime(state.expiresAt),
    success_url: state.successUrl,
    return_url: state.returnUrl,
    card_tokenization_mode: 'direct' as const,
    ...renderCustomer(resource.key, state, context),
    line_items: (state.tiers[0]?.lineItems ?? []).map((item) => renderLineItem(item, context)),
    coupon_id: state.promotion && ids.format('coup', state.promotion.couponKey),
    promotion_code: state.promotion?.code ?? null,
    card_checkout_settings: { three_ds_mode: state.threeDsMode },
    cascade_status: cascadeStatus(state),
    ...renderChoices(state, context, opened(sealedForSubscription)),
    custom_fields: context.expandCustomFields === false ? null : renderCustomFields(state.customFields, context, opened(sealedForSession)),
    amounts: renderAmounts(state),
    offer_id: offerId(state),
    subscription_ids: (state.completed?.subscriptionKeys ?? []).map((key) => ids.format('sub', key)),
    payment_intent_id: intentId(state, context),
    reference: state.reference,
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
    completed_at: isoTimeOrNull(state.completed?.at),
    expired_at: isoTimeOrNull(state.expired?.at),
    revision: resource.revision,
  };
}

/** Opened from the session's own stream: webhooks and history need no other. */
function renderCustomer(sessionKey: string, { customer }: Session, { ids, open }: SessionRenderContext) {
  if (!customer) return { customer_id: null, customer_email: null };
  const place = { stream: streamName('checkoutSession', sessionKey), field: 'customerEmail' };
  return { customer_id: ids.format('cus', customer.key), customer_email: open(customer.email, place) };
}

/** What the merchant chose, as it was sent. */
function renderChoices(state: Session, context: SessionRenderContext, openCustomField: OpenCustomField) {
  const { ids } = context;
  const routeId = (key: string | null) => (key === null ? null : ids.format('proute', key));
  const setups = state.setupProcessorKeys?.map((key) => ids.format('proc', key));
  return {
    cascade_tiers: state.tiers.slice(1).map(({ lineItems, routeKey }) => ({
      line_items: lineItems.map(({ priceKey, quantity, description }) => ({
        price_id: ids.format('price', priceKey),
        quantity,
        description,
      })),
      processor_route_id: routeId(routeKey),
    })),
    processor_route_id: routeId(state.routeKey),
    setup_preferences: setups ? { processors: setups } : null,
    params_for_sub: state.paramsForSub
      ? { custom_fields: renderCustomFields(state.paramsForSub.customFields, context, openCustomField) }
      : null,
  };
}

export const renderLineItem = (item: LineItem, { ids }: Pick<RenderContext, 'ids'>) => ({
  id: ids.format('li', item.key),
  product_id: ids.format('prod', item.terms.productKey),
  price_id: ids.format('price', item.priceKey),
  quantity: item.quantity,
  description: item.description,
  created_at: isoTime(item.addedAt),
  updated_at: isoTime(item.addedAt),
});

/** The charged tier's amounts once one was charged, the session's own before. */
function renderAmounts(state: Session) {
  const tier: TierAmounts | undefined = state.amounts.tiers[state.completed?.tier ?? 0];
  return {
    currency: state.amounts.currency,
    subtotal_atom: tier?.subtotalAtom ?? 0,
    discount_atom: tier?.discountAtom ?? 0,
    total_atom: tier?.totalAtom ?? 0,
    recurring: (tier?.recurring ?? []).map(renderRecurring),
  };
}

/** The paying one, else the latest that asked for money. An intent has its attempt's 20 characters. */
function intentId(state: Session, { ids }: Pick<RenderContext, 'ids'>): string | null {
  const paying = state.attempts.find((attempt) => attempt.key === state.completed?.attemptKey && attempt.charges.length > 0);
  const attempt = paying ?? state.attempts.findLast((one) => one.charges.length > 0);
  return attempt ? ids.format('pi', attempt.key) : null;
}
