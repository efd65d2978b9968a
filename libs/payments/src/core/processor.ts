// A connected payment company. Its credentials are stored encrypted and never shown again.
import { plainResource } from '@tillstream/event-sourcing';

export const PROVIDERS = ['sandbox', 'stripe'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** What the secret of its notices is called among the credentials of each. */
export const NOTICE_SECRET: Readonly<Record<Provider, string>> = { sandbox: 'notice_secret', stripe: 'webhook_secret' };

export interface ProcessorFields {
  readonly name: string;
  readonly provider: Provider;
  /** Encrypted JSON of the provider's credentials (vault/credential-box.ts). */
  readonly credentials: string;
  /** Lower-case codes it accepts; empty: any. */
  readonly currencies: readonly string[];
  /** Smallest charge in minor units, whatever the currency. */
  readonly minimumAtom: number;
  readonly enabled: boolean;
}

export const processor = plainResource<ProcessorFields, 'Processor'>('processor', 'Processor');

/** Why a processor of the plan is not asked; recorded with the attempt. */
export type SkipReason = 'disabled' | 'unhealthy' | 'currency' | 'below-minimum' | 'card-not-saved-here' | 'setup-only' | 'fraud-rule';

export function skipReason(
  fields: Pick<ProcessorFields, 'enabled' | 'currencies' | 'minimumAtom'>,
  charge: { readonly currency: string; readonly amountAtom: number },
): SkipReason | null {
  if (!fields.enabled) return 'disabled';
  if (fields.currencies.length > 0 && !fields.currencies.includes(charge.currency)) return 'currency';
  if (charge.amountAtom < fields.minimumAtom) return 'below-minimum';
  return null;
}
