// The official library, as we use it: one version of the API, no retries of its own, no telemetry, our own way onto the wire.
import Stripe from 'stripe';
import type { StripeCredentials } from './stripe-credentials';
import { StripeTransport } from './stripe-transport';

/** What the library's types describe; the account's own default version does not matter to us. */
export const STRIPE_API_VERSION = '2026-10-28.endive';
export const STRIPE_TIMEOUT_MS = 30_000;

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
