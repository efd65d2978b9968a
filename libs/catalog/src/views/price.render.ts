// A price as the API shows it. Its product is joined in whole for answers; webhooks and history show the id alone.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { PriceState, TierTable } from '../core/price.fields';
import { type CustomFieldsShown, renderCustomFields } from './custom-fields.render';
import type { renderProduct } from './product.render';

export type PriceResource = Resource<PriceState>;

export interface PriceJoins extends CustomFieldsShown {
  readonly product?: ReturnType<typeof renderProduct>;
}

const renderTiers = ({ mode, tiers }: TierTable) => ({
  mode,
  amount_atoms: tiers.map(({ upTo, unitAmountAtom, flatAmountAtom }) => ({
    units_upto: upTo,
    unit_amount_atom: unitAmountAtom,
    flat_amount_atom: flatAmountAtom,
  })),
});

export function renderPrice(resource: PriceResource, { ids }: Pick<RenderContext, 'ids'>, joined: PriceJoins = {}) {
  const { key, state } = resource;
  if (state.status === 'absent') throw new Error(`price ${key} was never created`);
  const { fields } = state;
  return {
    id: ids.format('price', key),
    account_id: resource.accountId,
    product_id: ids.format('prod', fields.productKey),
    name: fields.name,
    is_active: fields.isActive,
    unit_label: fields.unitLabel,
    currency: fields.currency,
    pricing_type: fields.pricingType,
    recurring_interval: fields.recurring?.interval ?? null,
    recurring_interval_count: fields.recurring?.count ?? null,
    auto_renew: fields.autoRenew,
    contract_term_multiple: fields.contractTermMultiple,
    trial_days: fields.trialDays,
    usage_type: fields.usageType,
    metered_id: fields.meteredId,
    billing_scheme: fields.billingScheme,
    unit_amount_atom: fields.unitAmountAtom,
    tier_amount_info: fields.tiers ? renderTiers(fields.tiers) : null,
    quantity_divisor: fields.quantityDivisor,
    prerequisite_price_ids: fields.prerequisitePriceKeys.map((one) => ids.format('price', one)),
    exclusive_customer_ids: fields.exclusiveCustomerKeys.map((one) => ids.format('cus', one)),
    metadata: fields.metadata,
    custom_fields: renderCustomFields(fields.customFields, joined),
    ...(joined.product ? { product: joined.product } : {}),
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}
