// A price and a quantity, with the price's terms copied in when it was added: what happens to the price later changes nothing here.
import type { PriceTerms } from '@tillstream/catalog/core';
import type { Instant } from '@tillstream/event-sourcing';

export interface LineItem {
  /** 20 characters, derived from the command that added it. */
  readonly key: string;
  readonly priceKey: string;
  readonly quantity: number;
  readonly description: string | null;
  readonly terms: PriceTerms;
  readonly addedAt: Instant;
}

/** The line items that one charge is for. Tier 0 is the session's own; 1…10 are the fallbacks of cascade pricing. */
export interface Tier {
  readonly lineItems: readonly LineItem[];
  readonly routeKey: string | null;
}

export const MAX_LINE_ITEMS = 100;
export const MAX_FALLBACK_TIERS = 10;
export const MAX_QUANTITY = 999_999;
