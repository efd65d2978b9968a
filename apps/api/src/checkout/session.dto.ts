// Checkout sessions as requests name them.
import { AccountPath } from '../accounts/account.dto';
import { freeObject, listOf, nested, texts } from '../http/fields/compound.fields';
import { choice, flag, identifier, integer, moment, text } from '../http/fields/scalar.fields';
import { Nothing, WriteHeaders } from '../http/request-shape';
import type { JsonObject } from '@tillstream/event-sourcing';

const THREE_DS_MODES = ['prefer_non_3ds', 'first_3ds_wins'] as const;
const MODES = ['payment', 'setup'] as const;
const EXPANDABLE = ['custom_fields', 'processor_attempts'] as const;

export class SessionPath extends AccountPath {
  @identifier('cs', { description: 'The checkout session.' })
  session_id!: string;
}

export const expandable = (): PropertyDecorator =>
  texts({
    of: EXPANDABLE,
    maxLength: 30,
    maxItems: EXPANDABLE.length,
    optional: true,
    description: 'What to show in full; repeatable or comma-separated.',
    example: ['custom_fields'],
  });

export class ExpandQuery {
  @expandable()
  expand?: string[] | null;
}

export class GetSessionQueryDto extends ExpandQuery {
  @moment({
    optional: true,
    description: 'The session as it was: digits are a revision, anything else an ISO time, inclusive.',
    example: '2031-05-04T10:20:30Z',
  })
  as_of?: string | null;
}

export class ReadSessionHeaders extends Nothing {
  @integer({
    min: 0,
    max: 1_000_000,
    optional: true,
    description: 'The answer is at least as new as this revision.',
    example: 3,
  })
  'Tillstream-Min-Revision'?: number;
}

export class ChangeSessionHeaders extends WriteHeaders {
  @text({ max: 40, optional: true, description: 'The ETag that the session must still have; 412 when it has changed.', example: '"3"' })
  'If-Match'?: string;
}

export class WantedLineItemBody {
  @identifier('price', { description: 'An active price of this account.' })
  price_id!: string;

  @integer({ min: 1, max: 999_999, optional: true, description: 'How many; 1 when absent.', example: 1 })
  quantity?: number | null;

  @text({ min: 0, max: 500, optional: true, description: 'Shown to the buyer beside the product.', example: 'Blue, size M' })
  description?: string | null;
}

export class CardCheckoutSettings {
  @choice({
    of: THREE_DS_MODES,
    optional: true,
    description: 'What to do when a processor asks for 3-D Secure; prefer_non_3ds when absent.',
    example: 'prefer_non_3ds',
  })
  three_ds_mode?: (typeof THREE_DS_MODES)[number] | null;
}

export class SetupPreferences {
  @texts({ maxLength: 64, maxItems: 20, optional: true, description: 'Processors at which the card shall be saved.', example: [] })
  processors?: string[] | null;
}

export class ParamsForSub {
  @freeObject({ optional: true, description: 'Custom fields of the subscription that the session creates.', example: {} })
  custom_fields?: JsonObject | null;
}

export class CascadeTierBody {
  @listOf(() => WantedLineItemBody, { minItems: 0, maxItems: 100, description: 'What is offered when the tiers before fail.' })
  line_items!: WantedLineItemBody[];

  @identifier('proute', { optional: true, description: 'The route of this tier; the session’s when absent.' })
  processor_route_id?: string | null;
}

const URL_EXAMPLE = 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}';

export class CreateSessionBody {
  @text({ max: 2_000, description: 'Where the buyer goes after success; {CHECKOUT_SESSION_ID} is filled in.', example: URL_EXAMPLE })
  success_url!: string;

  @text({ max: 2_000, description: 'Where "Back" leads; {CHECKOUT_SESSION_ID} is filled in.', example: 'https://shop.example/cart' })
  return_url!: string;

  @choice({ of: MODES, optional: true, description: 'payment (default), or setup: only save a card.', example: 'payment' })
  mode?: (typeof MODES)[number] | null;

  @identifier('cus', { optional: true, description: 'A customer of this account: details are filled in.' })
  customer_id?: string | null;

  @integer({
    min: 1,
    max: 720,
    optional: true,
    description: 'Life of the session in hours; the account’s setting when absent, else 24.',
    example: 24,
  })
  expires_in_hours?: number | null;

  @integer({ min: 1, max: 43_200, optional: true, description: 'Life of the session in minutes, in place of hours.', example: 30 })
  expires_in_minutes?: number | null;

  @listOf(() => WantedLineItemBody, { maxItems: 100, optional: true, description: 'What is sold.' })
  line_items?: WantedLineItemBody[] | null;

  @identifier('coup', { optional: true, description: 'A coupon of this account, applied by its id.' })
  coupon_id?: string | null;

  @text({
    max: 100,
    optional: true,
    description: 'A promotion code of this account, compared without case; beside coupon_id it must be one of that coupon.',
    example: 'SPRING',
  })
  promotion_code?: string | null;

  @nested(() => CardCheckoutSettings, { optional: true, description: 'How cards are handled.' })
  card_checkout_settings?: CardCheckoutSettings | null;

  @identifier('proute', { optional: true, description: 'The processor route; the account’s default when absent.' })
  processor_route_id?: string | null;

  @nested(() => SetupPreferences, { optional: true, description: 'Where the card is saved.' })
  setup_preferences?: SetupPreferences | null;

  @listOf(() => CascadeTierBody, { maxItems: 10, optional: true, description: 'Cascade pricing: fallback tiers, in order.' })
  cascade_line_items?: CascadeTierBody[] | null;

  @flag({ optional: true, description: 'Whether the buyer may type a promotion code; the account’s setting when absent.', example: false })
  allow_promotion_codes?: boolean | null;

  @text({ max: 200, optional: true, description: 'Your own word for the order; found by filter and search.', example: 'order-1001' })
  reference?: string | null;

  @flag({
    optional: true,
    description: 'Expire the earlier open session that was created so with this reference; one with a payment in flight refuses with 409.',
    example: false,
  })
  supersede?: boolean | null;

  @freeObject({ optional: true, description: 'Values of custom fields defined for checkout_session.', example: {} })
  custom_fields?: JsonObject | null;

  @nested(() => ParamsForSub, { optional: true, description: 'For the subscriptions that the session creates.' })
  params_for_sub?: ParamsForSub | null;
}

export class UpdateSessionBody {
  @identifier('proute', { optional: true, description: 'The processor route of the next attempt; null clears it.' })
  processor_route_id?: string | null;

  @freeObject({ optional: true, description: 'Values of custom fields: what is not named stays, null deletes a value.', example: {} })
  custom_fields?: JsonObject | null;
  @identifier('coup', { optional: true, description: 'A coupon in place of the present discount; null takes the discount away.' })
  coupon_id?: string | null;

  @text({
    max: 100,
    optional: true,
    description: 'A promotion code in place of the present discount; null takes a discount away that came by a code.',
    example: 'SPRING',
  })
  promotion_code?: string | null;
}
