// Intents and their charges (the contract's payment attempts) as requests name them and answers show them.
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { freeObject, nested, texts } from '../http/fields/compound.fields';
import { amountAtom, choice, dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { listQuery } from '../http/list/list-query.dto';

const INTENT_STATES = ['processing', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;
const CHARGE_STATES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;

export class IntentPath extends AccountPath {
  @identifier('pi', { description: 'The intent.' })
  intent_id!: string;
}

export const ListIntentsQuery = listQuery({
  filters: ['created_at', 'customer_id', 'status'],
  sorts: ['created_at'],
  search: 'for an exact id of an intent, its session or its customer',
});

export class IntentProcessorAnswer {
  @identifier('proc', { description: 'The processor.' })
  id!: string;

  @text({ max: 100, description: 'What people call it.', example: 'Alpha' })
  name!: string;
}

export class IntentAnswer {
  @identifier('pi', { description: 'Id of the intent.' })
  id!: string;

  @identifier('acc', { description: 'The account.' })
  account_id!: string;

  @identifier('cs', { description: 'The session.' })
  checkout_session_id!: string;

  @identifier('cus', { description: 'The customer.' })
  customer_id!: string;

  @amountAtom({ description: 'Of the tier last charged.', example: 2_000 })
  amount_atom!: number;

  @text({ min: 3, max: 3, description: 'ISO 4217, lower case.', example: 'usd' })
  currency!: string;

  @choice({ of: INTENT_STATES, description: 'Where it stands.', example: 'succeeded' })
  status!: string;

  @text({ max: 200, nullable: true, description: 'Always null: cards go to the hosted page only.', example: null })
  client_secret!: null;

  @dateTime({ nullable: true, description: 'When the money was taken.' })
  confirmed_at!: string | null;

  @freeObject({ nullable: true, description: 'Nothing yet.', example: {} })
  metadata!: JsonObject | null;

  @amountAtom({ nullable: true, description: 'Always 0: charges are captured at once.', example: 0 })
  amount_atom_capturable!: number | null;

  @amountAtom({ max: 9_007_199_254_740_991, nullable: true, description: 'What was taken, refunds not subtracted.', example: 2_000 })
  amount_atom_received!: number | null;

  @integer({ min: 1, max: 100, nullable: true, description: 'How many charges were asked for.', example: 1 })
  attempt_count!: number | null;

  @texts({ maxLength: 64, maxItems: 1, nullable: true, description: 'Always empty: there are no invoices.', example: [] })
  invoices!: string[] | null;

  @text({ max: 320, nullable: true, description: 'The customer’s e-mail; null once he is erased.', example: 'ada@example.com' })
  customer_email!: string | null;

  @identifier('pm', { nullable: true, description: 'The saved card that paid, or that was saved.' })
  payment_method!: string | null;

  @nested(() => IntentProcessorAnswer, {
    nullable: true,
    description: 'The processor last asked.',
  })
  processor!: IntentProcessorAnswer | null;

  @dateTime({ description: 'When the buyer pressed.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

export class PaymentAttemptAnswer {
  @identifier('pa', { description: 'Id of the charge.' })
  id!: string;

  @identifier('acc', { description: 'The account.' })
  account_id!: string;

  @identifier('pi', { description: 'The intent.' })
  payment_intent_id!: string;

  @identifier('pm', { description: 'The card. One that was not saved has an id too, under which nothing is found.' })
  payment_method_id!: string;

  @identifier('proc', { description: 'The processor.' })
  processor_id!: string;

  @identifier('cus', { description: 'The customer.' })
  customer_id!: string;

  @amountAtom({ description: 'What was asked for.', example: 2_000 })
  amount_atom!: number;

  @amountAtom({ description: 'Always 0: fees are not known here.', example: 0 })
  provider_type_fee_amount_atom!: number;

  @text({ min: 3, max: 3, description: 'ISO 4217, lower case.', example: 'usd' })
  currency!: string;

  @choice({ of: CHARGE_STATES, description: 'Where it stands; pending also when nobody knows.', example: 'succeeded' })
  status!: string;

  @text({ max: 100, nullable: true, description: 'The processor’s code.', example: 'do_not_honor' })
  failure_code!: string | null;

  @text({
    max: 200,
    nullable: true,
    description: 'Why it took no money, in words for a developer.',
    example: 'The card has not enough funds or is over its limit: only a cheaper tier is asked for after this.',
  })
  failure_message!: string | null;

  @flag({ nullable: true, description: 'Whether another processor may answer otherwise.', example: true })
  is_soft_decline!: boolean | null;

  @freeObject({
    nullable: true,
    description: 'reference, network_transaction_id, three_ds.',
    example: { reference: 'ch_1', network_transaction_id: null, three_ds: null },
  })
  processor_metadata!: JsonObject | null;

  @dateTime({ nullable: true, description: 'When the money was taken.' })
  captured_at!: string | null;

  @freeObject({ nullable: true, description: 'tier_index: 0 is the session’s own.', example: { tier_index: 0 } })
  metadata!: JsonObject | null;

  @amountAtom({ nullable: true, description: 'What has gone back.', example: 0 })
  refunded_amount_atom!: number | null;

  @flag({ nullable: true, description: 'Whether all of it has gone back.', example: false })
  refunded!: boolean | null;

  @dateTime({ description: 'When it was asked for.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}
