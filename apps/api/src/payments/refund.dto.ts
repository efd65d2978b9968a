// Refunds as requests name them and answers show them.
import { REFUND_REASONS, type RefundReason } from '@tillstream/checkout';
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { freeObject } from '../http/fields/compound.fields';
import { amountAtom, choice, dateTime, flag, identifier, text } from '../http/fields/scalar.fields';

export class RefundPath extends AccountPath {
  @identifier('re', { description: 'The refund.' })
  refund_id!: string;
}

export class ChargePath extends AccountPath {
  @identifier('pa', { description: 'The payment attempt that was charged.' })
  payment_attempt_id!: string;
}

export class CreateRefundBody {
  @identifier('pa', { description: 'The payment attempt whose money goes back.' })
  payment_attempt_external_id!: string;

  @amountAtom({ min: 1, optional: true, description: 'How much; what is left when absent.', example: 500 })
  amount_atom?: number | null;

  @text({
    min: 3,
    max: 3,
    pattern: { matches: /^[A-Za-z]{3}$/, says: 'must be a currency of three letters' },
    optional: true,
    description: 'Of the charge; refused when it is another.',
    example: 'usd',
  })
  currency?: string | null;

  @choice({ of: REFUND_REASONS, optional: true, description: 'Why.', example: 'requested_by_customer' })
  reason?: RefundReason | null;

  @freeObject({ optional: true, description: 'Your own words.', example: { ticket: '4711' } })
  metadata?: JsonObject | null;

  @flag({ optional: true, description: 'You gave it back yourself: it is recorded, and no processor is asked.', example: false })
  refunded_out_of_band?: boolean | null;
}

export class RefundAnswer {
  @identifier('re', { description: 'Id of the refund.' })
  id!: string;

  @identifier('acc', { description: 'The account.' })
  account_id!: string;

  @identifier('pa', { description: 'The payment attempt whose money goes back.' })
  charge_id!: string;

  @amountAtom({ description: 'How much.', example: 500 })
  amount_atom!: number;

  @text({ min: 3, max: 3, description: 'ISO 4217, lower case.', example: 'usd' })
  currency!: string;

  @choice({
    of: ['pending', 'succeeded', 'failed', 'requires_action', 'cancelled'],
    description: 'Where it stands. A pending one counts; a failed one can be asked for again.',
    example: 'succeeded',
  })
  status!: string;

  @choice({ of: REFUND_REASONS, nullable: true, description: 'Why.', example: 'requested_by_customer' })
  reason!: string | null;

  @text({ max: 200, nullable: true, description: 'The processor’s own id of it.', example: 're_1' })
  processor_refund_id!: string | null;

  @text({ max: 100, nullable: true, description: 'Why it failed.', example: 'refund_failed' })
  failure_code!: string | null;

  @text({ max: 500, nullable: true, description: 'The same in words.', example: 'The bank sent the money back.' })
  failure_message!: string | null;

  @dateTime({ nullable: true, description: 'When the processor had the last word.' })
  processed_at!: string | null;

  @freeObject({ nullable: true, description: 'Your own words.', example: { ticket: '4711' } })
  metadata!: JsonObject | null;

  @dateTime({ description: 'When it was asked for.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}
