// What a merchant gives to connect Stripe: looked at for its shape before it is stored, and never shown again.
export interface StripeCredentials {
  /** `sk_…` or a restricted `rk_…`; says by itself whether money is real. */
  readonly secretKey: string;
  /** `whsec_…` of the endpoint that Stripe sends its notices to. Empty until the merchant has made one, which needs our address first. */
  readonly webhookSecret: string;
  /** Null: Stripe itself. Anything else stands in for it. */
  readonly apiBase: string | null;
}

export type StripeCredentialField = 'secret_key' | 'webhook_secret' | 'api_base';

const SECRET_KEY = /^(sk|rk)_(test|live)_[A-Za-z0-9_]{8,200}$/;
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/=_-]{8,200}$/;

/** The given fields that cannot be what they should be, in the order in which they are asked for. */
export function malformedStripeCredentials(given: Readonly<Record<string, string>>): readonly StripeCredentialField[] {
  const isWrong: Readonly<Record<StripeCredentialField, boolean>> = {
    secret_key: !SECRET_KEY.test(given.secret_key ?? ''),
    webhook_secret: !WEBHOOK_SECRET.test(given.webhook_secret ?? ''),
    api_base: !mayStandIn(given.api_base ?? ''),
  };
  return (Object.keys(isWrong) as StripeCredentialField[]).filter((field) => given[field] !== undefined && isWrong[field]);
}

/** Its money is not real, or it is not Stripe who would be given the cards. */
export const stripeForTryingOnly = (given: Readonly<Record<string, string>>): StripeCredentialField | null => {
  if (/^(sk|rk)_test_/.test(given.secret_key ?? '')) return 'secret_key';
  return given.api_base === undefined ? null : 'api_base';
};

export const stripeCredentials = (given: Readonly<Record<string, string>>): StripeCredentials => ({
  secretKey: given.secret_key ?? '',
  webhookSecret: given.webhook_secret ?? '',
  apiBase: given.api_base ?? null,
});

/** Card numbers go there: only under TLS, or to this machine. An origin and nothing else, since paths are Stripe's own. */
function mayStandIn(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.origin !== text.replace(/\/$/, '') || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
