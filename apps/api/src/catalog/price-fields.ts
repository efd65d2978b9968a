// From the names of a request to a price of the catalog, with what follows from what was left out.
import type { ChangeablePriceWish, PriceFields, PriceWish, TierTable } from '@tillstream/catalog';
import type { HttpEdge } from '../http/http-edge';
import type { CreatePriceBody, TierAmountBody, UpdatePriceBody } from './price.dto';
import { type Changed, changesOf } from '../http/changes';

type Terms = Omit<PriceFields, 'productKey' | 'prerequisitePriceKeys' | 'exclusiveCustomerKeys' | keyof ChangeablePriceWish>;
type ReferencesOf = Pick<PriceFields, 'productKey' | 'prerequisitePriceKeys' | 'exclusiveCustomerKeys'>;

export const newPriceOf = (body: CreatePriceBody, edge: HttpEdge): PriceWish => ({
  ...referencesOf(body, edge),
  ...termsOf(body),
  isActive: true,
  name: null,
  unitLabel: null,
  metadata: {},
  customFields: {},
  ...priceChangesOf(body),
});

const referencesOf = (body: CreatePriceBody, edge: HttpEdge): ReferencesOf => ({
  productKey: edge.reference('prod', body.product_id),
  prerequisitePriceKeys: (body.prerequisite_price_ids ?? []).map((id) => edge.reference('price', id)),
  exclusiveCustomerKeys: (body.exclusive_customer_ids ?? []).map((id) => edge.reference('cus', id)),
});

function termsOf(body: CreatePriceBody): Terms {
  const tiers = body.tier_amount_info ? tiersOf(body.tier_amount_info) : null;
  return {
    ...periodOf(body),
    currency: body.currency.toLowerCase(),
    usageType: body.usage_type ?? 'licensed',
    meteredId: body.metered_id ?? null,
    billingScheme: body.billing_scheme ?? (tiers ? 'tiered' : 'per_unit'),
    unitAmountAtom: body.unit_amount_atom ?? null,
    tiers,
    quantityDivisor: body.quantity_divisor ?? null,
  };
}

/** Who names an interval means a recurring price. */
function periodOf(
  body: CreatePriceBody,
): Pick<PriceFields, 'pricingType' | 'recurring' | 'autoRenew' | 'contractTermMultiple' | 'trialDays'> {
  const interval = body.recurring_interval ?? null;
  return {
    pricingType: body.pricing_type ?? (interval === null ? 'one_time' : 'recurring'),
    recurring: interval === null ? null : { interval, count: body.recurring_interval_count ?? 1 },
    autoRenew: body.auto_renew ?? null,
    contractTermMultiple: body.contract_term_multiple ?? null,
    trialDays: body.trial_days ?? 0,
  };
}

const tiersOf = ({ mode, amount_atoms }: TierAmountBody): TierTable => ({
  mode,
  tiers: amount_atoms.map(({ units_upto, unit_amount_atom, flat_amount_atom }) => ({
    upTo: units_upto ?? null,
    unitAmountAtom: unit_amount_atom ?? 0,
    flatAmountAtom: flat_amount_atom ?? null,
  })),
});

export const priceChangesOf = (body: UpdatePriceBody): Changed<ChangeablePriceWish> =>
  changesOf<ChangeablePriceWish>({
    isActive: [body.is_active, true],
    name: [body.name, null],
    unitLabel: [body.unit_label, null],
    metadata: [body.metadata, {}],
    customFields: [body.custom_fields, null],
  });
