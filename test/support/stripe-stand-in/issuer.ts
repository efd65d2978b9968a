// What the card's issuer does when an intent is confirmed: approves, declines or asks the buyer. One step, in which everything happens.
import { impossible, missing, Refusal } from './refusal';
import type { CardError, KnownCard } from './cards';
import type { World } from './world';
import type { IntentObject } from './store';

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation'];

export interface Presented {
  readonly paymentMethod: string | null;
  readonly returnUrl: string | null;
  readonly setupFutureUsage: string | null;
}

const isPayment = (intent: IntentObject): boolean => intent.object === 'payment_intent';

export function confirm(world: World, intent: IntentObject, presented: Presented): void {
  if (!CONFIRMABLE.includes(intent.status)) throw unexpected(intent);
  const { store } = world;
  const hidden = store.hiddenOf(intent.id);
  const method = usableMethod(world, intent, presented.paymentMethod ?? intent.payment_method);
  hidden.returnUrl = presented.returnUrl ?? hidden.returnUrl;
  intent.payment_method = method;
  if (presented.setupFutureUsage) intent.setup_future_usage = presented.setupFutureUsage;
  const card = store.behaviours.get(method) ?? { does: 'approves' };
  switch (card.does) {
    case 'challenges':
      if (hidden.authenticated) return approve(world, intent);
      return challenge(world, intent, card);
    case 'declines':
      if (card.saves && !isPayment(intent)) return approve(world, intent);
      return decline(world, intent, card.error ?? { code: 'card_declined', decline_code: 'generic_decline' });
    case 'hangs-in-processing':
      intent.status = 'processing';
      return;
    case 'approves':
      return approve(world, intent);
  }
}

export const unexpected = ({ object, status }: IntentObject): Refusal =>
  impossible(`${object}_unexpected_state`, `This ${object} could not be changed because it is ${status}.`);

/** A saved card only with its customer; one that was used without a customer never again. */
function usableMethod({ store }: World, intent: IntentObject, id: string | null): string {
  if (id === null) throw impossible('parameter_missing', 'there is no payment method', 'payment_method');
  const method = store.methods.get(id);
  if (!method) throw missing('payment_method', id);
  if (method.customer !== null && method.customer !== intent.customer)
    throw impossible('payment_intent_invalid_parameter', 'the card belongs to a customer', 'customer');
  if (store.spent.has(id) && intent.payment_method !== id) throw impossible('payment_method_unexpected_state', 'the card was used before');
  return id;
}

export function approve(world: World, intent: IntentObject): void {
  const method = world.store.methods.get(intent.payment_method ?? '');
  if (!method) throw missing('payment_method', intent.payment_method ?? '');
  const isKept = intent.customer !== null && (!isPayment(intent) || Boolean(intent.setup_future_usage));
  if (isKept) method.customer = intent.customer;
  else if (method.customer === null) world.store.spent.add(method.id);
  intent.next_action = null;
  intent.last_payment_error = null;
  intent.status = 'succeeded';
  if (isPayment(intent)) world.capture(intent, method);
  world.notices.tell(`${intent.object}.succeeded`, intent);
}

/** The card goes: it may not be tried again under this intent without being named again. */
export function decline(world: World, intent: IntentObject, error: CardError): void {
  const refusal = { type: 'card_error' as const, message: 'Your card was declined.', ...error };
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.next_action = null;
  if (isPayment(intent)) intent.last_payment_error = refusal;
  else intent.last_setup_error = refusal;
  world.notices.tell(isPayment(intent) ? 'payment_intent.payment_failed' : 'setup_intent.setup_failed', intent);
  throw new Refusal(402, refusal, true);
}

function challenge(world: World, intent: IntentObject, { needsScript }: KnownCard): void {
  const { returnUrl } = world.store.hiddenOf(intent.id);
  intent.status = 'requires_action';
  const url = `${world.url}/redirect/authenticate/${intent.id}`;
  intent.next_action =
    returnUrl === null || needsScript
      ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } }
      : { type: 'redirect_to_url', redirect_to_url: { url, return_url: returnUrl } };
  world.notices.tell(`${intent.object}.requires_action`, intent);
}

/** The buyer's answer to his bank. A set-up goes on by itself, a payment waits for its second confirmation. */
export function authenticate(world: World, intent: IntentObject, result: 'approve' | 'fail'): void {
  if (intent.status !== 'requires_action') throw unexpected(intent);
  if (result === 'fail') return decline(world, intent, { code: `${intent.object}_authentication_failure` });
  world.store.hiddenOf(intent.id).authenticated = true;
  intent.next_action = null;
  if (!isPayment(intent)) return approve(world, intent);
  intent.status = intent.confirmation_method === 'manual' ? 'requires_confirmation' : 'processing';
  if (intent.confirmation_method !== 'manual') approve(world, intent);
}
