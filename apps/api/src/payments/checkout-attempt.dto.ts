// Attempts as requests name them and answers show them, field by field as the contract has it.
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { freeObject, listOf, nested, texts } from '../http/fields/compound.fields';
import { choice, dateTime, identifier, integer, text } from '../http/fields/scalar.fields';
import { listQuery } from '../http/list/list-query.dto';

const ATTEMPT_STATES = ['created', 'processing', 'requires_action', 'unresolved', 'succeeded', 'failed'] as const;
const CALL_STATUSES = ['not_attempted', 'skipped', 'processing', 'requires_action', 'succeeded', 'failed', 'unknown'] as const;
const EXPANDABLE = ['custom_fields', 'processor_attempts'] as const;

const expand = (): PropertyDecorator =>
  texts({
    of: EXPANDABLE,
    maxLength: 30,
    maxItems: EXPANDABLE.length,
    optional: true,
    description: 'What to show that is null otherwise; repeatable or comma-separated.',
    example: ['processor_attempts'],
  });

export class CheckoutAttemptPath extends AccountPath {
  @identifier('ca', { description: 'The attempt.' })
  attempt_id!: string;
}

export class ExpandAttemptQuery {
  @expand()
  expand?: string[] | null;
}

export class ListCheckoutAttemptsQuery extends listQuery({
  filters: ['created_at', 'checkout_session_id', 'state'],
  sorts: ['created_at'],
  search: 'for an exact id of an attempt, its session or its customer',
}) {
  @expand()
  expand?: string[] | null;
}

export class ProcessorAttemptAnswer {
  @identifier('proc', { description: 'The processor.' })
  processor_id!: string;

  @text({ max: 100, description: 'What people call it.', example: 'Alpha' })
  processor_name!: string;

  @choice({ of: ['charge_and_setup', 'setup_only'], description: 'What it was there for.', example: 'charge_and_setup' })
  disposition!: string;

  @integer({ min: 0, max: 10, description: 'The tier that it was to be charged for; 0 is the session’s own.', example: 0 })
  tier_index!: number;

  @choice({ of: CALL_STATUSES, description: 'What became of the charge.', example: 'succeeded' })
  charge_status!: string;

  @text({ max: 700, nullable: true, description: 'Why it was not charged, for you.', example: 'do_not_honor' })
  charge_error_message!: string | null;

  @choice({ of: CALL_STATUSES, description: 'Whether the card was saved there.', example: 'not_attempted' })
  setup_status!: string;

  @text({ max: 200, nullable: true, description: 'Why the card was not saved, for you.', example: 'expired_card' })
  setup_error_message!: string | null;

  @identifier('pa', { nullable: true, description: 'The charge; null where none was asked for.' })
  payment_attempt_id!: string | null;

  @identifier('pm', { nullable: true, description: 'The card as it was saved there.' })
  payment_method_id!: string | null;
}

export class DetailedProcessorAttemptAnswer extends ProcessorAttemptAnswer {
  @dateTime({ description: 'When it was asked for.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

export class FraudMetadataAnswer {
  @text({ max: 50, nullable: true, description: 'Not kept: only the buyer’s network is, in the history.', example: '192.0.2.1' })
  ip_address!: string | null;

  @freeObject({ nullable: true, description: 'Not kept.', example: {} })
  browser_info!: JsonObject | null;

  @freeObject({ nullable: true, description: 'What the processor said of fraud.', example: {} })
  processor_fraud_info!: JsonObject | null;
}

/** What an attempt and its details have in common. */
class AttemptState {
  @identifier('cs', { description: 'The session.' })
  checkout_session_id!: string;

  @identifier('pi', { nullable: true, description: 'Its intent; null where nobody was asked for money.' })
  payment_intent_id!: string | null;

  @choice({ of: ATTEMPT_STATES, description: 'Where it stands.', example: 'succeeded' })
  state!: string;

  @text({ max: 500, nullable: true, description: 'What the buyer was told.', example: 'The card was declined.' })
  error_message_for_customer!: string | null;

  @text({
    max: 700,
    nullable: true,
    description: 'Why it failed, for you: the reason, and the code or the rule behind it.',
    example: 'declined: do_not_honor',
  })
  error_message_for_debug!: string | null;

  @identifier('cca', { nullable: true, description: 'Its card attempt, one to one; null where no card was needed.' })
  card_checkout_attempt_id!: string | null;

  @choice({ of: ATTEMPT_STATES, nullable: true, description: 'Where the card attempt stands.', example: 'succeeded' })
  card_checkout_attempt_state!: string | null;
}

export class CheckoutAttemptAnswer extends AttemptState {
  @identifier('ca', { description: 'Id of the attempt.' })
  id!: string;

  @identifier('cus', { nullable: true, description: 'The customer.' })
  customer_id!: string | null;

  @freeObject({ description: 'Empty: what the buyer typed is the customer’s.', example: {} })
  submitted_customer_info!: JsonObject;

  @nested(() => FraudMetadataAnswer, {
    description: 'What is known about who pressed.',
  })
  fraud_metadata!: FraudMetadataAnswer;

  @freeObject({
    nullable: true,
    description: 'The press: number, kind, offer_id, accepted_tiers, mandate_text_id, locale, save_card.',
    example: { number: 1, kind: 'card', accepted_tiers: [0] },
  })
  attempt_metadata!: JsonObject | null;

  @text({ max: 64, nullable: true, description: 'Always null: there are no invoices.', example: null })
  invoice_id!: null;

  @identifier('sub', { nullable: true, description: 'The first subscription that it created.' })
  subscription_id!: string | null;

  @identifier('pm', { nullable: true, description: 'The saved card that it paid with, or saved.' })
  payment_method_id!: string | null;

  @listOf(() => ProcessorAttemptAnswer, {
    maxItems: 1_000,
    nullable: true,
    description: 'One row per processor of the plan and per set-up elsewhere; null unless expanded.',
  })
  processor_attempts!: ProcessorAttemptAnswer[] | null;

  @dateTime({ description: 'When it was pressed.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

export class CheckoutAttemptDetailsAnswer extends AttemptState {
  @identifier('ca', { description: 'Id of the attempt.' })
  checkout_attempt_id!: string;

  @listOf(() => DetailedProcessorAttemptAnswer, {
    maxItems: 1_000,
    description: 'One row per processor of the plan and per set-up elsewhere.',
  })
  processor_attempts!: DetailedProcessorAttemptAnswer[];
}
