// What a merchant gives to connect a processor, held against what its provider needs: all that is missing, strange or wrong, with its place.
import type { Loc } from '@tillstream/event-sourcing';
import type { Provider } from '../core/processor';
import { malformedStripeCredentials, stripeForTryingOnly } from './stripe/stripe-credentials';

export interface CredentialFault {
  readonly code: 'credential-missing' | 'credential-not-of-provider' | 'credential-malformed' | 'credential-not-in-production';
  readonly loc: Loc;
}

type Given = Readonly<Record<string, string>>;

interface Needs {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly malformed: (given: Given) => readonly string[];
  /** Null: its money is real. */
  readonly forTryingOnly: (given: Given) => string | null;
}

const NEEDS: Readonly<Record<Provider, Needs>> = {
  // The provider itself is refused in production, whatever its credentials are.
  sandbox: { required: ['url', 'api_key'], optional: ['notice_secret'], malformed: () => [], forTryingOnly: () => null },
  stripe: {
    required: ['secret_key'],
    // The endpoint that it signs for can only be made once our address is known: it is given later.
    optional: ['webhook_secret', 'api_base'],
    malformed: malformedStripeCredentials,
    forTryingOnly: stripeForTryingOnly,
  },
};

export function credentialFaults(provider: Provider, given: Given, isProduction: boolean): readonly CredentialFault[] {
  const { required, optional, malformed, forTryingOnly } = NEEDS[provider];
  const fault = (code: CredentialFault['code']) => (field: string) => ({ code, loc: ['body', 'credentials', field] });
  const missing = required.filter((field) => given[field] === undefined);
  const foreign = Object.keys(given).filter((field) => ![...required, ...optional].includes(field));
  const wrong = malformed(given);
  const trying = isProduction && missing.length + wrong.length === 0 ? forTryingOnly(given) : null;
  return [
    ...missing.map(fault('credential-missing')),
    ...foreign.map(fault('credential-not-of-provider')),
    ...wrong.map(fault('credential-malformed')),
    ...(trying === null ? [] : [trying]).map(fault('credential-not-in-production')),
  ];
}
