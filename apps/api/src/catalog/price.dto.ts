// Prices as requests name them.
import type { JsonObject } from '@tillstream/event-sourcing';
import {
  BILLING_SCHEMES, type BillingScheme, type Interval, INTERVALS, PRICING_TYPES, type PricingType, TIER_MODES, type TierMode, USAGE_TYPES,
  type UsageType,
} from '@tillstream/catalog'; // prettier-ignore
import { AccountPath } from '../accounts/account.dto';
import { freeObject, listOf, nested, texts } from '../http/fields/compound.fields';
import { goesWith } from '../http/fields/field';
import { amountAtom, choice, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { listQuery } from '../http/list/list-query.dto';
import { PageQuery } from '../http/list/page-query.dto';
import { expandable } from './expand';
import { described } from './price.described';

export class PricePath extends AccountPath {
  @identifier('price', { description: 'The price.' })
  price_id!: string;
}

export class PriceTierBody {
  @integer({ ...described.units_upto, min: 1, max: 999_999_999, optional: true })
  units_upto?: number | null;

  @amountAtom({ ...described.unit_amount_atom, optional: true })
  unit_amount_atom?: number | null;

  @amountAtom({ ...described.flat_amount_atom, optional: true })
  flat_amount_atom?: number | null;
}

export class TierAmountBody {
  @choice({ ...described.mode, of: TIER_MODES })
  mode!: TierMode;

  @listOf(() => PriceTierBody, { ...described.amount_atoms, minItems: 1, maxItems: 100 })
  amount_atoms!: PriceTierBody[];
}

export class UpdatePriceBody {
  @flag({ ...described.is_active, optional: true })
  is_active?: boolean | null;

  @text({ ...described.name, optional: true })
  name?: string | null;

  @text({ ...described.unit_label, optional: true })
  unit_label?: string | null;

  @freeObject({ ...described.metadata, optional: true })
  metadata?: JsonObject | null;

  @freeObject({ ...described.custom_fields, optional: true })
  custom_fields?: JsonObject | null;
}

export class CreatePriceBody extends UpdatePriceBody {
  @identifier('prod', described.product_id)
  product_id!: string;

  @text(described.currency)
  currency!: string;

  @choice({ ...described.pricing_type, of: PRICING_TYPES, optional: true })
  pricing_type?: PricingType | null;

  @choice({ ...described.recurring_interval, of: INTERVALS, optional: true })
  recurring_interval?: Interval | null;

  @goesWith('recurring_interval')
  @integer({ ...described.recurring_interval_count, optional: true })
  recurring_interval_count?: number | null;

  @flag({ ...described.auto_renew, optional: true })
  auto_renew?: boolean | null;

  @integer({ ...described.contract_term_multiple, optional: true })
  contract_term_multiple?: number | null;

  @integer({ ...described.trial_days, optional: true })
  trial_days?: number | null;

  @choice({ ...described.usage_type, of: USAGE_TYPES, optional: true })
  usage_type?: UsageType | null;

  @text({ ...described.metered_id, optional: true })
  metered_id?: string | null;

  @choice({ ...described.billing_scheme, of: BILLING_SCHEMES, optional: true })
  billing_scheme?: BillingScheme | null;

  @amountAtom({ ...described.unit_amount_atom, optional: true })
  unit_amount_atom?: number | null;

  @nested(() => TierAmountBody, { ...described.tier_amount_info, optional: true })
  tier_amount_info?: TierAmountBody | null;

  @integer({ ...described.quantity_divisor, optional: true })
  quantity_divisor?: number | null;

  @texts({ ...described.prerequisite_price_ids, optional: true })
  prerequisite_price_ids?: string[] | null;

  @texts({ ...described.exclusive_customer_ids, optional: true })
  exclusive_customer_ids?: string[] | null;
}

const PriceListQuery = listQuery({
  filters: ['created_at', 'product_id', 'is_active', 'pricing_type', 'currency'],
  sorts: ['created_at'],
  search: 'an exact id',
});

export class ListPricesQueryDto extends PriceListQuery {
  @expandable()
  expand?: string[] | null;
}

export class ExpandedPageQuery extends PageQuery {
  @expandable()
  expand?: string[] | null;
}
