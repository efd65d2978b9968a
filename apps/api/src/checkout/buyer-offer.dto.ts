// What the buyer is asked to agree to, as his browser is told. It also comes beside the problem `amount-changed`.
import type { BuyerInterval, BuyerLineItem, BuyerOffer, BuyerPromotion, BuyerRecurring, BuyerTerms, BuyerTier } from '@tillstream/checkout';
import { listOf, nested } from '../http/fields/compound.fields';
import { amountAtom, choice, dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';

const INTERVALS = ['day', 'week', 'month', 'year'] as const;
const LARGEST = 9_007_199_254_740_991;

export class BuyerTermsAnswer implements BuyerTerms {
  @choice({ of: INTERVALS, description: 'Unit of the period.', example: 'month' })
  interval!: BuyerInterval;

  @integer({ min: 1, max: 1_000, description: 'Units per period.', example: 1 })
  interval_count!: number;

  @amountAtom({ max: LARGEST, description: 'Per period; 0 for what is billed by use alone.', example: 1_000 })
  amount_atom!: number;

  @integer({ min: 0, max: 10_000, description: 'Days without payment, every extension included.', example: 0 })
  trial_days!: number;

  @integer({ min: 1, max: 1_000, nullable: true, description: 'Periods in the contract’s term; null: no term.', example: 12 })
  contract_term_multiple!: number | null;

  @flag({ description: 'False: ends with its term.', example: true })
  auto_renew!: boolean;

  @flag({ description: 'What is used is billed on top.', example: false })
  metered!: boolean;
}

export class LaterAmountAnswer {
  @integer({ min: 0, max: 100_000, description: 'Payments after today’s until the amount changes.', example: 2 })
  after_payments!: number;

  @amountAtom({ max: LARGEST, description: 'From then on.', example: 1_000 })
  amount_atom!: number;
}

export class BuyerRecurringAnswer extends BuyerTermsAnswer implements BuyerRecurring {
  @dateTime({ description: 'The first charge after today’s.' })
  first_charge_at!: string;

  @nested(() => LaterAmountAnswer, { nullable: true, description: 'A discount that ends.' })
  later!: LaterAmountAnswer | null;
}

export class BuyerLineItemAnswer implements BuyerLineItem {
  @identifier('li', { description: 'Id of the line item.' })
  id!: string;

  @text({ min: 0, max: 200, description: 'The product.', example: 'Gold plan' })
  name!: string;

  @text({ min: 0, max: 500, nullable: true, description: 'The merchant’s words.', example: 'Blue, size M' })
  description!: string | null;

  @integer({ min: 1, max: 999_999, description: 'How many.', example: 1 })
  quantity!: number;

  @amountAtom({ max: LARGEST, description: 'Due now, before the discount; 0 on trial.', example: 2_000 })
  amount_atom!: number;

  @nested(() => BuyerTermsAnswer, { nullable: true, description: 'What recurs.' })
  recurring!: BuyerTermsAnswer | null;
}

export class BuyerTierAnswer implements BuyerTier {
  @integer({ min: 0, max: 10, description: '0: the session’s own; 1…10: fallbacks.', example: 0 })
  index!: number;

  @text({ min: 0, max: 3, description: 'ISO 4217, lower case.', example: 'usd' })
  currency!: string;

  @integer({ min: 0, max: 4, description: 'Decimal places of the currency.', example: 2 })
  currency_exponent!: number;

  @amountAtom({ max: LARGEST, description: 'Charged now.', example: 2_000 })
  due_now_atom!: number;

  @amountAtom({ max: LARGEST, description: 'Of what is due now, before the discount.', example: 2_000 })
  subtotal_atom!: number;

  @amountAtom({ max: LARGEST, description: 'Taken off.', example: 0 })
  discount_atom!: number;

  @listOf(() => BuyerLineItemAnswer, { maxItems: 100, description: 'What is bought.' })
  line_items!: BuyerLineItemAnswer[];

  @listOf(() => BuyerRecurringAnswer, { maxItems: 100, description: 'One entry per subscription that will be made.' })
  recurring!: BuyerRecurringAnswer[];

  @flag({ description: 'Worse terms than tier 0: charged only after a press of the button with these terms on it.', example: false })
  needs_consent!: boolean;
}

export class BuyerPromotionAnswer implements BuyerPromotion {
  @flag({ description: 'The buyer may type a code.', example: true })
  allowed!: boolean;

  @text({ max: 100, nullable: true, description: 'The code.', example: 'SPRING' })
  code!: string | null;

  @text({ max: 200, nullable: true, description: 'The coupon’s name.', example: 'Spring sale' })
  label!: string | null;

  @flag({ description: 'The buyer typed it himself, so he may take it away again.', example: false })
  removable!: boolean;
}

export class BuyerOfferAnswer implements BuyerOffer {
  @text({
    max: 40,
    nullable: true,
    description: 'Null while there is nothing to pay for.',
    example: 'off_0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f',
  })
  offer_id!: string | null;

  @listOf(() => BuyerTierAnswer, { maxItems: 11, description: 'Tier 0 and the fallbacks, each as it would be charged.' })
  tiers!: BuyerTierAnswer[];

  @flag({ description: 'Something is due now.', example: true })
  payment_required!: boolean;

  @nested(() => BuyerPromotionAnswer, { description: 'The discount.' })
  promotion!: BuyerPromotionAnswer;
}
