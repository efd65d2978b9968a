// The session and the attempt as the buyer's browser is told of them. Whoever has the link can read all of it.
import type {
  AttemptAnswer, BuyerAction, BuyerAttempt, BuyerBrand, BuyerCustomer, BuyerPaymentMethod, BuyerSession, FailureMessageId, RenewalAnswer,
} from '@tillstream/checkout'; // prettier-ignore
import { failureMessageIds } from '@tillstream/checkout';
import { listOf, nested } from '../http/fields/compound.fields';
import { choice, dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { BuyerOfferAnswer } from './buyer-offer.dto';

const link = { max: 2_100, example: 'https://shop.example/cart' };

export class BuyerBrandAnswer implements BuyerBrand {
  @text({ min: 0, max: 200, description: 'The merchant.', example: 'Acme' })
  name!: string;

  @text({ max: 7, nullable: true, description: 'Color of the page.', example: '#1a2b3c' })
  color!: string | null;

  @text({ ...link, nullable: true, description: 'Of our own origin.' })
  logo_url!: string | null;

  @text({ max: 200, nullable: true, description: 'The company.', example: 'Acme Ltd' })
  legal_name!: string | null;

  @text({ ...link, nullable: true, description: 'The merchant’s privacy policy.' })
  privacy_policy_url!: string | null;

  @text({ ...link, nullable: true, description: 'The merchant’s terms.' })
  terms_of_service_url!: string | null;
}

export class BuyerCustomerAnswer implements BuyerCustomer {
  @text({ max: 254, nullable: true, description: 'First letter and domain.', example: 'a•••@example.com' })
  email_hint!: string | null;

  @text({ max: 300, nullable: true, description: 'His name.', example: 'Ada Lovelace' })
  name!: string | null;

  @text({ max: 2, nullable: true, description: 'ISO 3166.', example: 'GB' })
  country!: string | null;

  @text({ max: 20, nullable: true, description: 'Postal code.', example: 'W1S 1AA' })
  postal_code!: string | null;
}

export class BuyerPaymentMethodAnswer implements BuyerPaymentMethod {
  @identifier('pm', { description: 'Id of the saved card.' })
  id!: string;

  @text({ max: 30, description: 'Brand of the card.', example: 'visa' })
  brand!: string;

  @text({ min: 4, max: 4, description: 'Its last digits.', example: '4242' })
  last_four!: string;

  @integer({ min: 1, max: 12, description: 'Month in which it expires.', example: 12 })
  exp_month!: number;

  @integer({ min: 2_000, max: 9_999, description: 'Year in which it expires.', example: 2_044 })
  exp_year!: number;
}

export class BuyerActionAnswer implements BuyerAction {
  @choice({ of: ['challenge'], description: 'What the buyer has to do.', example: 'challenge' })
  type!: 'challenge';

  @integer({ min: 1, max: 2, description: 'Which challenge of the attempt.', example: 1 })
  number!: number;

  @text({ ...link, description: 'The bank’s page, for a frame.' })
  url!: string;

  @dateTime({ description: 'Until when.' })
  expires_at!: string;
}

export class BuyerAttemptAnswer implements BuyerAttempt {
  @identifier('ca', { description: 'Id of the attempt.' })
  id!: string;

  @integer({ min: 1, max: 1_000, description: 'As the browser chose it.', example: 1 })
  number!: number;

  @choice({
    of: ['created', 'processing', 'requires_action', 'unresolved', 'succeeded', 'failed'],
    description: 'Where it stands.',
    example: 'succeeded',
  })
  state!: BuyerAttempt['state'];

  @choice({ of: failureMessageIds, nullable: true, description: 'Why it failed.', example: 'card-declined' })
  message_id!: FailureMessageId | null;

  @text({ max: 500, nullable: true, description: 'The same in words.', example: 'The card was declined.' })
  message_for_customer!: string | null;

  @nested(() => BuyerActionAnswer, { nullable: true, description: 'Set exactly in requires_action.' })
  action!: BuyerActionAnswer | null;

  @integer({ min: 1, max: 10, nullable: true, description: 'The tier to go on with, if its terms are agreed to.', example: 1 })
  offered_tier!: number | null;
}

export class BuyerSessionAnswer extends BuyerOfferAnswer implements BuyerSession {
  @identifier('cs', { description: 'Id of the session.' })
  id!: string;

  @integer({ min: 0, max: 1_000_000, description: 'The newest answer has the highest.', example: 4 })
  revision!: number;

  @flag({ description: 'Whether money moves.', example: false })
  livemode!: boolean;

  @choice({ of: ['payment', 'setup'], description: 'Pay, or only save a card.', example: 'payment' })
  mode!: BuyerSession['mode'];

  @choice({ of: ['open', 'success', 'expired'], description: 'Where it stands.', example: 'open' })
  state!: BuyerSession['state'];

  @flag({ description: 'Also true for an open session whose time is over.', example: false })
  is_expired!: boolean;

  @choice({
    of: ['none', 'processing', 'requires_action', 'unresolved', 'paid', 'partially_refunded', 'refunded'],
    description: 'Where the payment stands.',
    example: 'none',
  })
  payment_state!: BuyerSession['payment_state'];

  @dateTime({ description: 'The server’s time of this answer.' })
  now!: string;

  @dateTime({ description: 'The end of the session.' })
  expires_at!: string;

  @text({ ...link, description: 'Where the buyer goes after success.' })
  success_url!: string;

  @text({ ...link, description: 'Where "Back" leads.' })
  return_url!: string;

  @nested(() => BuyerBrandAnswer, { description: 'The merchant.' })
  brand!: BuyerBrandAnswer;

  @nested(() => BuyerCustomerAnswer, { nullable: true, description: 'Only where the merchant named one.' })
  customer!: BuyerCustomerAnswer | null;

  @flag({ description: 'The page asks for an e-mail.', example: true })
  email_required!: boolean;

  @listOf(() => BuyerPaymentMethodAnswer, { maxItems: 100, description: 'Only of a customer that the merchant named.' })
  saved_payment_methods!: BuyerPaymentMethodAnswer[];

  @choice({ of: ['attempts', 'cards'], nullable: true, description: 'The limit against card testing that was reached.', example: null })
  attempt_limit_reached!: BuyerSession['attempt_limit_reached'];

  @nested(() => BuyerAttemptAnswer, { nullable: true, description: 'The newest.' })
  attempt!: BuyerAttemptAnswer | null;

  @integer({ min: 0, max: 10, nullable: true, description: 'The tier that was paid.', example: 0 })
  charged_tier!: number | null;

  @flag({ description: 'An expired session may be answered by a new one.', example: false })
  allow_renewal!: boolean;

  @choice({ of: ['prefer_non_3ds', 'first_3ds_wins'], description: 'How challenges are dealt with.', example: 'prefer_non_3ds' })
  three_ds!: BuyerSession['three_ds'];
}

export class AttemptAnswerDto implements AttemptAnswer {
  @nested(() => BuyerAttemptAnswer, { description: 'The attempt.' })
  attempt!: BuyerAttemptAnswer;

  @nested(() => BuyerSessionAnswer, { description: 'The session after it.' })
  session!: BuyerSessionAnswer;
}

export class RenewalAnswerDto implements RenewalAnswer {
  @text({ ...link, description: 'The page of the fresh session.' })
  url!: string;
}
