// The official library, as we use it: one version of the API, no retries of its own, no telemetry, our own way onto the wire.
import Stripe from 'stripe';
import type { StripeCredentials } from './stripe-credentials';
import { StripeTransport } from './stripe-transport';

/** What the library's types describe; the account's own default version does not matter to us. */
export const STRIPE_API_VERSION = '2026-10-28.endive';
export const STRIPE_TIMEOUT_MS = 30_000;
/** Of each call that makes a card ready: up to three of them and the confirmation have to end before their process is taken for dead. */
export const READYING_TIMEOUT_MS = 3_000;
export const CONFIRMING_TIMEOUT_MS = 20_000;

export function stripeClient({ secretKey, apiBase }: StripeCredentials): Stripe {
  return new Stripe(secretKey, {
    apiVersion: STRIPE_API_VERSION,
    maxNetworkRetries: 0,
    timeout: STRIPE_TIMEOUT_MS,
    telemetry: false,
    httpClient: new StripeTransport(),
    ...(apiBase === null ? {} : standIn(new URL(apiBase))),
  });
}

function standIn({ hostname, port, protocol }: URL): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  const secure = protocol === 'https:';
  return { host: hostname, port: port || (secure ? '443' : '80'), protocol: secure ? 'https' : 'http' };
}
