// What may be kept of a card once it has been read: brand, last four, expiry, and a keyed fingerprint that means nothing elsewhere.
import { keyedHash, type Keyring } from '@tillstream/event-sourcing';
import { cardBrandOf } from '../card-number';
import type { CardDetails, CardSummary } from '../core/card';

export function summarise(card: CardDetails, keyring: Keyring, accountId: string): CardSummary {
  return {
    brand: cardBrandOf(card.number) ?? 'unknown',
    lastFour: card.number.slice(-4),
    expMonth: card.expMonth,
    expYear: card.expYear,
    funding: null, // only the processor's answer can tell
    country: null,
    fingerprint: keyedHash(keyring.derive(`card-fingerprint/v1/${accountId}`), card.number),
  };
}
