// From the words of a request to those of the command: ids become keys; an id that is none of ours becomes null, and the decision says where.
import type { CreateSessionPayload, SessionChanges, WantedTierPayload } from '@tillstream/checkout';
import type { IdPrefix, Ids } from '@tillstream/event-sourcing';
import type { CreateSessionBody, UpdateSessionBody, WantedLineItemBody } from './session.dto';

const MINUTES_PER_HOUR = 60;

/** undefined: none given; null: none of ours. */
const keyOf = (ids: Ids, prefix: IdPrefix, id: string | null | undefined): string | null | undefined =>
  id === null || id === undefined ? undefined : ids.parse(prefix, id);

const lineItem = (ids: Ids, body: WantedLineItemBody): WantedTierPayload['lineItems'][number] => ({
  priceKey: ids.parse('price', body.price_id),
  quantity: body.quantity ?? 1,
  description: body.description ?? null,
});

function tier(ids: Ids, lineItems: readonly WantedLineItemBody[], routeId: string | null | undefined): WantedTierPayload {
  const routeKey = keyOf(ids, 'proute', routeId);
  return { lineItems: lineItems.map((item) => lineItem(ids, item)), ...(routeKey === undefined ? {} : { routeKey }) };
}

export const lineItemPayload = lineItem;

export function createSessionPayload(ids: Ids, body: CreateSessionBody): CreateSessionPayload {
  const customerKey = keyOf(ids, 'cus', body.customer_id);
  return {
    mode: body.mode ?? 'payment',
    successUrl: body.success_url,
    returnUrl: body.return_url,
    ...(customerKey === undefined ? {} : { customerKey }),
    lifeMinutes: lifeMinutes(body),
    isLifeGivenTwice: typeof body.expires_in_hours === 'number' && typeof body.expires_in_minutes === 'number',
    tiers: tiers(ids, body),
    threeDsMode: body.card_checkout_settings?.three_ds_mode ?? 'prefer_non_3ds',
    setupProcessorKeys: body.setup_preferences?.processors?.map((id) => ids.parse('proc', id)) ?? null,
    promotion: promotionPayload(ids, body),
    allowPromotionCodes: body.allow_promotion_codes ?? null,
    reference: body.reference ?? null,
    supersede: body.supersede ?? false,
    ...customFields(body),
  };
}

const customFields = ({
  custom_fields,
  params_for_sub,
}: CreateSessionBody): Pick<CreateSessionPayload, 'customFields' | 'paramsForSub'> => ({
  customFields: custom_fields ?? {},
  paramsForSub: params_for_sub ? { customFields: params_for_sub.custom_fields ?? {} } : null,
});

/** A field that was not sent stays as it is; null clears. */
export function sessionChanges(ids: Ids, body: UpdateSessionBody): SessionChanges {
  const { processor_route_id: routeId, coupon_id: couponId, promotion_code: code, custom_fields: customFields } = body;
  const named = (prefix: IdPrefix, id: string | null) => ({ key: id === null ? null : (ids.parse(prefix, id) ?? undefined) });
  return {
    ...(routeId === undefined ? {} : { route: named('proute', routeId) }),
    ...(couponId === undefined ? {} : { coupon: named('coup', couponId) }),
    ...(code === undefined ? {} : { code: { text: code } }),
    ...(customFields === undefined ? {} : { customFields }),
  };
}

function promotionPayload(ids: Ids, body: CreateSessionBody): CreateSessionPayload['promotion'] {
  const couponKey = keyOf(ids, 'coup', body.coupon_id);
  return {
    ...(couponKey === undefined ? {} : { couponKey }),
    ...(typeof body.promotion_code === 'string' ? { code: body.promotion_code } : {}),
  };
}

/** Null: as the account says. */
function lifeMinutes({ expires_in_minutes, expires_in_hours }: CreateSessionBody): number | null {
  if (typeof expires_in_minutes === 'number') return expires_in_minutes;
  return typeof expires_in_hours === 'number' ? expires_in_hours * MINUTES_PER_HOUR : null;
}

const tiers = (ids: Ids, body: CreateSessionBody): CreateSessionPayload['tiers'] => [
  tier(ids, body.line_items ?? [], body.processor_route_id),
  ...(body.cascade_line_items ?? []).map((fallback) => tier(ids, fallback.line_items, fallback.processor_route_id)),
];
