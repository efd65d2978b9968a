// Attempts, intents, charges, saved cards and refunds as the contract types them.
import { z } from 'zod';
import { atom, count, currency, id, maybe, object, stamps, text, time } from './words';

const attemptState = z.enum(['created', 'processing', 'requires_action', 'unresolved', 'succeeded', 'failed']);
const callStatus = z.enum(['not_attempted', 'skipped', 'processing', 'requires_action', 'succeeded', 'failed', 'unknown']);

const processorAttempt = z.object({
  processor_id: id('proc'),
  processor_name: text,
  disposition: z.enum(['charge_and_setup', 'setup_only']),
  charge_status: callStatus,
  charge_error_message: maybe(text),
  setup_status: callStatus,
  setup_error_message: maybe(text),
  payment_attempt_id: maybe(id('pa')),
  payment_method_id: maybe(id('pm')),
});

export const checkoutAttempt = z.object({
  id: id('ca'),
  checkout_session_id: id('cs'),
  customer_id: maybe(id('cus')),
  payment_intent_id: maybe(id('pi')),
  state: attemptState,
  error_message_for_customer: maybe(text),
  error_message_for_debug: maybe(text),
  submitted_customer_info: object,
  fraud_metadata: z.object({ ip_address: maybe(text), browser_info: maybe(z.unknown()), processor_fraud_info: maybe(z.unknown()) }),
  attempt_metadata: maybe(object),
  invoice_id: z.null(),
  subscription_id: maybe(id('sub')),
  payment_method_id: maybe(id('pm')),
  card_checkout_attempt_id: maybe(id('cca')),
  card_checkout_attempt_state: maybe(text),
  processor_attempts: maybe(z.array(processorAttempt)),
  ...stamps,
});

export const checkoutAttemptDetails = z.object({
  checkout_attempt_id: id('ca'),
  checkout_session_id: id('cs'),
  payment_intent_id: maybe(id('pi')),
  state: attemptState,
  error_message_for_customer: maybe(text),
  error_message_for_debug: maybe(text),
  card_checkout_attempt_id: maybe(id('cca')),
  card_checkout_attempt_state: maybe(text),
  processor_attempts: z.array(processorAttempt.extend(stamps)),
});

export const stateTransitions = z.object({
  card_checkout_attempt_id: id('cca'),
  transitions: z
    .array(z.object({ id: text, from_state: text, to_state: text, context: maybe(object), created_at: time }))
    .refine((transitions) => transitions[0] === undefined || transitions[0].from_state === 'created'),
});

export const intent = z.object({
  id: id('pi'),
  account_id: id('acc'),
  customer_id: id('cus'),
  amount_atom: atom,
  currency,
  status: z.enum(['processing', 'requires_action', 'succeeded', 'failed', 'canceled']),
  client_secret: maybe(text),
  confirmed_at: maybe(time),
  metadata: maybe(object),
  amount_atom_capturable: maybe(atom),
  amount_atom_received: maybe(atom),
  attempt_count: maybe(count),
  invoices: maybe(z.array(z.unknown())),
  customer_email: maybe(text),
  payment_method: maybe(z.unknown()),
  processor: maybe(z.object({ id: id('proc'), name: text })),
  ...stamps,
});

export const paymentAttempt = z.object({
  id: id('pa'),
  account_id: id('acc'),
  payment_intent_id: id('pi'),
  payment_method_id: id('pm'),
  processor_id: id('proc'),
  customer_id: id('cus'),
  amount_atom: atom,
  provider_type_fee_amount_atom: atom,
  currency,
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  failure_code: maybe(text),
  failure_message: maybe(text),
  is_soft_decline: maybe(z.boolean()),
  processor_metadata: maybe(object),
  captured_at: maybe(time),
  metadata: maybe(object),
  refunded_amount_atom: maybe(atom),
  refunded: maybe(z.boolean()),
  ...stamps,
});

export const paymentMethod = z.object({
  id: id('pm'),
  account_id: id('acc'),
  customer_id: maybe(id('cus')),
  provider_type: z.literal('credit_card'),
  name: z.string().regex(/^.+ •••• \d{4}$/),
  is_active: z.boolean(),
  metadata: maybe(object),
  ...stamps,
});

export const refund = z.object({
  id: id('re'),
  account_id: id('acc'),
  charge_id: id('pa'),
  amount_atom: atom,
  currency,
  status: z.enum(['pending', 'succeeded', 'failed', 'requires_action', 'cancelled']),
  reason: maybe(text),
  processor_refund_id: maybe(text),
  failure_code: maybe(text),
  failure_message: maybe(text),
  processed_at: maybe(time),
  metadata: maybe(object),
  ...stamps,
});
