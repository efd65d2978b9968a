// Checkout sessions as answers show them, field by field as the contract has it.
import { freeObject, listOf, nested, texts } from '../http/fields/compound.fields';
import { amountAtom, choice, dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import type { JsonObject } from '@tillstream/event-sourcing';

const PAYMENT_STATES = ['none', 'processing', 'requires_action', 'unresolved', 'paid', 'partially_refunded', 'refunded'] as const;
const LARGEST = 9_007_199_254_740_991;

export class LineItemAnswer {
  @identifier('li', { description: 'Id of the line item.' })
  id!: string;

  @identifier('prod', { description: 'The product.' })
  product_id!: string;

  @identifier('price', { description: 'The price; its terms were copied when the item was added.' })
  price_id!: string;

  @integer({ min: 1, max: 999_999, description: 'How many.', example: 1 })
  quantity!: number;

  @text({ min: 0, max: 500, nullable: true, description: 'Shown to the buyer beside the product.', example: 'Blue, size M' })
  description!: string | null;

  @dateTime({ description: 'When it was added.' })
  created_at!: string;

  @dateTime({ description: 'When it was added.' })
  updated_at!: string;
}

export class RecurringDiscountAnswer {
  @amountAtom({ max: LARGEST, description: 'Taken off each payment that it holds for.', example: 100 })
  amount_atom!: number;

  @choice({
    of: ['once', 'repeating', 'forever'],
    description: 'once: the first paid period; repeating: so many months from the first paid period on.',
    example: 'repeating',
  })
  duration!: string;

  @integer({ min: 1, max: 1_000, nullable: true, description: 'Months, where it is repeating.', example: 3 })
  duration_in_months!: number | null;
}

export class RecurringAmountAnswer {
  @choice({ of: ['day', 'week', 'month', 'year'], description: 'Unit of the period.', example: 'month' })
  interval!: string;

  @integer({ min: 1, max: 1_000, description: 'Units per period.', example: 1 })
  interval_count!: number;

  @amountAtom({ max: LARGEST, description: 'Per period, before the discount.', example: 1_000 })
  amount_atom!: number;

  @nested(() => RecurringDiscountAnswer, { nullable: true, description: 'The discount that goes along after today.', example: {} })
  discount!: RecurringDiscountAnswer | null;

  @integer({ min: 0, max: 10_000, description: 'Days before the first paid period, every extension included.', example: 0 })
  trial_days!: number;

  @integer({ min: 1, max: 10_000, nullable: true, description: 'Periods that the buyer is bound for.', example: 12 })
  contract_term_multiple!: number | null;

  @flag({ nullable: true, description: 'Whether it goes on after the term.', example: true })
  auto_renew!: boolean | null;
}

export class SessionAmountsAnswer {
  @text({ min: 3, max: 3, nullable: true, description: 'ISO 4217, lower case; null without line items.', example: 'usd' })
  currency!: string | null;

  @amountAtom({ max: LARGEST, description: 'Due now, before the discount.', example: 2_000 })
  subtotal_atom!: number;

  @amountAtom({ max: LARGEST, description: 'Taken off what is due now.', example: 0 })
  discount_atom!: number;

  @amountAtom({ max: LARGEST, description: 'Due now.', example: 2_000 })
  total_atom!: number;

  @listOf(() => RecurringAmountAnswer, { maxItems: 100, description: 'What recurs, one entry per group of equal terms.', example: [] })
  recurring!: RecurringAmountAnswer[];
}

export class CardSettingsAnswer {
  @choice({
    of: ['prefer_non_3ds', 'first_3ds_wins'],
    description: 'What happens when a processor asks for 3-D Secure.',
    example: 'prefer_non_3ds',
  })
  three_ds_mode!: string;
}

export class SessionAnswer {
  @identifier('cs', { description: 'Id of the session.' })
  id!: string;

  @identifier('acc', { description: 'The account.' })
  account_id!: string;

  @text({
    max: 60,
    mayLookLikeCard: true,
    description: 'The secret of the hosted page.',
    example: '4fGh2KpQ9sTvXyZa1bC31Zx0-cV9bN8mQ7wE6rT5yU4iO3pA',
  })
  secure_token!: string;

  @text({
    max: 2_000,
    mayLookLikeCard: true,
    description: 'The hosted page.',
    example: 'https://pay.example/checkout/4fGh2KpQ9sTvXyZa1bC31Zx0',
  })
  url!: string;

  @choice({ of: ['payment', 'setup'], description: 'What the session is for.', example: 'payment' })
  mode!: string;

  @choice({ of: ['open', 'success', 'expired'], description: 'Where it stands.', example: 'open' })
  state!: string;

  @flag({ description: 'Whether the state is success.', example: false })
  completed!: boolean;

  @flag({ description: 'Whether its time is over; also true before the expiry is written.', example: false })
  is_expired!: boolean;

  @choice({ of: PAYMENT_STATES, description: 'Where the payment stands.', example: 'none' })
  payment_state!: string;

  @integer({ min: 1, max: 720, description: 'Its life in hours, rounded up; expires_at is the truth.', example: 24 })
  expires_in_hours!: number;

  @dateTime({ description: 'When it ends.' })
  expires_at!: string;

  @text({ max: 2_000, description: 'As it was sent.', example: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}' })
  success_url!: string;

  @text({ max: 2_000, description: 'As it was sent.', example: 'https://shop.example/cart' })
  return_url!: string;

  @choice({ of: ['direct'], description: 'Cards go encrypted from the browser to our vault.', example: 'direct' })
  card_tokenization_mode!: string;

  @identifier('cus', { nullable: true, description: 'The customer, once known.' })
  customer_id!: string | null;

  @text({ max: 320, nullable: true, description: 'The customer’s e-mail, once known.', example: 'ada@example.com' })
  customer_email!: string | null;

  @listOf(() => LineItemAnswer, { maxItems: 100, description: 'What is sold.', example: [] })
  line_items!: LineItemAnswer[];

  @identifier('coup', { nullable: true, description: 'The coupon applied.' })
  coupon_id!: string | null;

  @text({ max: 100, nullable: true, description: 'The promotion code applied.', example: 'SPRING' })
  promotion_code!: string | null;

  @nested(() => CardSettingsAnswer, { description: 'How cards are handled.', example: {} })
  card_checkout_settings!: CardSettingsAnswer;

  @freeObject({ nullable: true, description: 'What cascade pricing has come to; null without fallback tiers.', example: {} })
  cascade_status!: JsonObject | null;

  @listOf(() => Object, { maxItems: 10, description: 'Fallback tiers as they were sent.', example: [] })
  cascade_tiers!: object[];

  @identifier('proute', { nullable: true, description: 'The session’s own route.' })
  processor_route_id!: string | null;

  @freeObject({ nullable: true, description: 'Where the card is saved.', example: {} })
  setup_preferences!: JsonObject | null;

  @freeObject({ nullable: true, description: 'Null unless expanded.', example: {} })
  custom_fields!: JsonObject | null;

  @freeObject({ nullable: true, description: 'For the subscription that the session creates.', example: {} })
  params_for_sub!: JsonObject | null;

  @nested(() => SessionAmountsAnswer, { description: 'What is owed.', example: {} })
  amounts!: SessionAmountsAnswer;

  @text({
    max: 40,
    nullable: true,
    description: 'Hash of what the buyer is asked to agree to.',
    example: 'off_0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f',
  })
  offer_id!: string | null;

  @texts({ maxLength: 64, maxItems: 100, description: 'The subscriptions that the completion created.', example: [] })
  subscription_ids!: string[];

  @identifier('pi', { nullable: true, description: 'The paying intent, else the latest.' })
  payment_intent_id!: string | null;

  @text({ max: 200, nullable: true, description: 'Your own word for the order.', example: 'order-1001' })
  reference!: string | null;

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;

  @dateTime({ nullable: true, description: 'When it became a success.' })
  completed_at!: string | null;

  @dateTime({ nullable: true, description: 'When it expired.' })
  expired_at!: string | null;

  @integer({ min: 0, max: 1_000_000, description: 'Counts the session’s events; its ETag.', example: 0 })
  revision!: number;
}
