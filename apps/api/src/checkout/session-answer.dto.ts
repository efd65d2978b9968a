// Checkout sessions as answers show them, field by field as the contract has it.
import { freeObject, listOf, nested, texts } from '../http/fields/compound.fields';
import { choice, dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import type { JsonObject } from '@tillstream/event-sourcing';
import { CascadeStatusAnswer, CascadeTierAnswer } from './cascade-answer.dto';
import { SessionAmountsAnswer } from './session-amounts.dto';

const PAYMENT_STATES = ['none', 'processing', 'requires_action', 'unresolved', 'paid', 'partially_refunded', 'refunded'] as const;

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

export class SetupPreferencesAnswer {
  @texts({ maxLength: 64, maxItems: 50, description: 'Processors that the card is saved at.', example: ['proc_dev_4fGh2KpQ9sTvXyZa1bC3'] })
  processors!: string[];
}

export class ParamsForSubAnswer {
  @freeObject({ description: 'Values of custom fields of subscriptions.', example: {} })
  custom_fields!: JsonObject;
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

  @choice({
    of: ['attempts', 'cards'],
    nullable: true,
    description:
      'The limit against card testing that its buyer ran into: attempts (nobody can pay here any more) or cards (no further card can be tried).',
    example: null,
  })
  attempt_limit_reached!: string | null;

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

  @listOf(() => LineItemAnswer, { maxItems: 100, description: 'What is sold.' })
  line_items!: LineItemAnswer[];

  @identifier('coup', { nullable: true, description: 'The coupon applied.' })
  coupon_id!: string | null;

  @text({ max: 100, nullable: true, description: 'The promotion code applied.', example: 'SPRING' })
  promotion_code!: string | null;

  @nested(() => CardSettingsAnswer, { description: 'How cards are handled.' })
  card_checkout_settings!: CardSettingsAnswer;

  @nested(() => CascadeStatusAnswer, { nullable: true, description: 'What cascade pricing has come to; null without fallback tiers.' })
  cascade_status!: CascadeStatusAnswer | null;

  @listOf(() => CascadeTierAnswer, { maxItems: 10, description: 'Fallback tiers as they were sent.' })
  cascade_tiers!: CascadeTierAnswer[];

  @identifier('proute', { nullable: true, description: 'The session’s own route.' })
  processor_route_id!: string | null;

  @nested(() => SetupPreferencesAnswer, { nullable: true, description: 'Where the card is saved.' })
  setup_preferences!: SetupPreferencesAnswer | null;

  @freeObject({ nullable: true, description: 'Null unless expanded.', example: {} })
  custom_fields!: JsonObject | null;

  @nested(() => ParamsForSubAnswer, { nullable: true, description: 'For the subscription that the session creates.' })
  params_for_sub!: ParamsForSubAnswer | null;

  @nested(() => SessionAmountsAnswer, { description: 'What is owed.' })
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
