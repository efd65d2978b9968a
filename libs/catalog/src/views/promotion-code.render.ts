// A promotion code as the API shows it. How often it was used is joined in for answers; webhooks and history do without.
import { isoTime, isoTimeOrNull, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import { decimalOf } from '../core/decimal-amount';
import type { PromotionCodeState, PromotionRestrictions } from '../core/promotion-code.fields';

export type PromotionCodeResource = Resource<PromotionCodeState>;

export function renderPromotionCode(resource: PromotionCodeResource, { ids }: Pick<RenderContext, 'ids'>) {
  const { key, state } = resource;
  if (state.status === 'absent') throw new Error(`promotion code ${key} was never created`);
  const { fields } = state;
  return {
    id: ids.format('promo', key),
    account_id: resource.accountId,
    coupon_id: ids.format('coup', fields.couponKey),
    code: fields.code,
    active: fields.isActive && state.status === 'present',
    max_redemptions: fields.maxRedemptions,
    expires_at: isoTimeOrNull(fields.expiresAt),
    restrictions: renderRestrictions(fields.restrictions),
    metadata: fields.metadata,
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}

const renderRestrictions = ({ firstTimeTransaction, minimumAmountAtom, minimumAmountCurrency }: PromotionRestrictions) => ({
  first_time_transaction: firstTimeTransaction,
  minimum_amount: minimumAmountAtom === null || minimumAmountCurrency === null ? null : decimalOf(minimumAmountAtom, minimumAmountCurrency),
  minimum_amount_currency: minimumAmountCurrency,
});
