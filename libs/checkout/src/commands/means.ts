// What a buyer pays with, in memory: a card that came out of the vault, or one that was saved.
import type { CardDetails } from '@tillstream/payments';

export type Means = { readonly kind: 'card'; readonly card: CardDetails } | { readonly kind: 'saved'; readonly paymentMethodKey: string };
