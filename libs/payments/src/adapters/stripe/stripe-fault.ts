// What a failed call of the library means, told apart by what is known of the money. Nothing of Stripe's sentences is passed on: they may
// repeat what was sent; the request's id leads to them in Stripe's own log.
import Stripe from 'stripe';
import { type Decline, declineOf } from './stripe-decline';
import { TransportFault } from './stripe-transport';

export type StripeFault = { readonly message: string } & (
  | { readonly kind: 'not-sent' | 'busy' | 'credentials' }
  | { readonly kind: 'declined'; readonly decline: Decline }
  /** The idempotency key was used before, with other words. */
  | { readonly kind: 'key-reused' }
  /** Not possible in the state in which the object is. */
  | { readonly kind: 'wrong-state' }
  /** Looked at and refused before anything was done. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Anything may have happened. */
  | { readonly kind: 'lost' }
);

export type Asked<T> = { readonly kind: 'answered'; readonly value: T } | { readonly kind: 'failed'; readonly fault: StripeFault };

export async function ask<T>(call: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { kind: 'answered', value: await call() };
  } catch (error) {
    return { kind: 'failed', fault: faultOf(error) };
  }
}

const WRONG_STATE = new Set(['payment_intent_unexpected_state', 'setup_intent_unexpected_state', 'intent_invalid_state']);

export function faultOf(error: unknown): StripeFault {
  if (!(error instanceof Stripe.errors.StripeError))
    return { kind: 'lost', message: `unreadable answer (${error instanceof Error ? error.name : typeof error})` };
  const message = sentence(error);
  if (error instanceof Stripe.errors.StripeConnectionError) return connectionFault(error);
  if (error.rawType === 'card_error') return { kind: 'declined', decline: declineOf(error), message };
  switch (error.statusCode) {
    case 401:
    case 403:
      return { kind: 'credentials', message };
    case 429:
      // A lock that was not to be had is a 429 as well: another request for the same object is under way then.
      return error.code === 'rate_limit' ? { kind: 'busy', message } : { kind: 'lost', message };
    case 400:
    case 402:
    case 404:
      return refusal(error, message);
    default:
      return { kind: 'lost', message };
  }
}

function refusal({ rawType, code = '', type }: Stripe.errors.StripeError, message: string): StripeFault {
  if (rawType === 'idempotency_error') return { kind: 'key-reused', message };
  if (WRONG_STATE.has(code)) return { kind: 'wrong-state', message };
  return rawType === 'invalid_request_error' ? { kind: 'refused', code: code || type, message } : { kind: 'lost', message };
}

function connectionFault({ detail }: Stripe.errors.StripeError): StripeFault {
  return detail instanceof TransportFault ? { kind: detail.kind, message: detail.message } : { kind: 'lost', message: 'no answer' };
}

const sentence = ({ statusCode, type, code, param, requestId }: Stripe.errors.StripeError): string =>
  [`status ${statusCode ?? 'unknown'}`, code ?? type, param && `at ${param}`, requestId && `request ${requestId}`]
    .filter(Boolean)
    .join(', ');
