// Prices as answers show them.
import type { JsonObject } from '@tillstream/event-sourcing';
import {
  BILLING_SCHEMES, type BillingScheme, type Interval, INTERVALS, PRICING_TYPES, type PricingType, TIER_MODES, type TierMode, USAGE_TYPES,
  type UsageType,
} from '@tillstream/catalog'; // prettier-ignore
import { freeObject, listOf, nested, texts } from '../http/fields/compound.fields';
import { amountAtom, choice, dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { described } from './price.described';
import { ProductAnswer } from './product.dto';

export class PriceTierAnswer {
  @integer({ ...described.units_upto, min: 1, max: 999_999_999, nullable: true })
  units_upto!: number | null;

  @amountAtom(described.unit_amount_atom)
  unit_amount_atom!: number;

  @amountAtom({ ...described.flat_amount_atom, nullable: true })
  flat_amount_atom!: number | null;
}

export class TierAmountAnswer {
  @choice({ ...described.mode, of: TIER_MODES })
  mode!: TierMode;

  @listOf(() => PriceTierAnswer, { ...described.amount_atoms, minItems: 1, maxItems: 100 })
  amount_atoms!: PriceTierAnswer[];
}

export class PriceAnswer {
  @identifier('price', { description: 'Id of the price.' })
  id!: string;

  @identifier('acc', { description: 'The account that it belongs to.' })
  account_id!: string;

  @identifier('prod', described.product_id)
  product_id!: string;

  @text({ ...described.name, nullable: true })
  name!: string | null;

  @flag(described.is_active)
  is_active!: boolean;

  @text({ ...described.unit_label, nullable: true })
  unit_label!: string | null;

  @text(described.currency)
  currency!: string;

  @choice({ ...described.pricing_type, of: PRICING_TYPES })
  pricing_type!: PricingType;

  @choice({ ...described.recurring_interval, of: INTERVALS, nullable: true })
  recurring_interval!: Interval | null;

  @integer({ ...described.recurring_interval_count, nullable: true })
  recurring_interval_count!: number | null;

  @flag({ ...described.auto_renew, nullable: true })
  auto_renew!: boolean | null;

  @integer({ ...described.contract_term_multiple, nullable: true })
  contract_term_multiple!: number | null;

  @integer(described.trial_days)
  trial_days!: number;

  @choice({ ...described.usage_type, of: USAGE_TYPES })
  usage_type!: UsageType;

  @text({ ...described.metered_id, nullable: true })
  metered_id!: string | null;

  @choice({ ...described.billing_scheme, of: BILLING_SCHEMES })
  billing_scheme!: BillingScheme;

  @amountAtom({ ...described.unit_amount_atom, nullable: true })
  unit_amount_atom!: number | null;

  @nested(() => TierAmountAnswer, { ...described.tier_amount_info, nullable: true })
  tier_amount_info!: TierAmountAnswer | null;

  @integer({ ...described.quantity_divisor, nullable: true })
  quantity_divisor!: number | null;

  @texts(described.prerequisite_price_ids)
  prerequisite_price_ids!: string[];

  @texts(described.exclusive_customer_ids)
  exclusive_customer_ids!: string[];

  @freeObject(described.metadata)
  metadata!: JsonObject;

  @freeObject({ ...described.custom_fields, nullable: true })
  custom_fields!: JsonObject | null;

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

export class PriceWithProductAnswer extends PriceAnswer {
  @nested(() => ProductAnswer, { description: 'The product that it is a price of.' })
  product!: ProductAnswer;
}

export const PriceList = listAnswerOf(PriceWithProductAnswer);
