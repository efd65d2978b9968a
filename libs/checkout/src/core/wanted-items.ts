// From the line items that a request asks for to the ones that a session holds: every guard runs, each fault says where.
import type { Loc } from '@tillstream/event-sourcing';
import type { References, WantedLineItem } from './checkout-session.commands';
import type { ReferenceFault } from './checkout-session.rejections';
import type { LineItem } from './line-item';

export interface SaleTo {
  readonly references: References;
  readonly customerKey: string | null;
  /** Keys of all prices that are, or are asked to be, in the session. */
  readonly priceKeys: readonly string[];
}

/** Null when the price may be sold; otherwise the first reason in the order of domain.md §5. */
export function saleFault(item: WantedLineItem, loc: Loc, sale: SaleTo): ReferenceFault | null {
  const at = [...loc, 'price_id'];
  const price = item.priceKey === null ? undefined : sale.references.prices[item.priceKey];
  if (!price) return { code: 'price-not-found', loc: at };
  if (!price.isActive) return { code: 'price-inactive', loc: at };
  const isExclusive = price.exclusiveCustomerKeys.length > 0;
  if (isExclusive && !(sale.customerKey !== null && price.exclusiveCustomerKeys.includes(sale.customerKey)))
    return { code: 'price-not-for-customer', loc: at };
  const held = [...sale.priceKeys, ...sale.references.subscribedPriceKeys];
  if (!price.prerequisitePriceKeys.every((key) => held.includes(key))) return { code: 'price-lacks-prerequisite', loc: at };
  return null;
}

/** For items without a fault. */
export function lineItemsOf(wanted: readonly WantedLineItem[], references: References, now: number): readonly LineItem[] {
  return wanted.flatMap(({ key, priceKey, quantity, description }) => {
    const price = priceKey === null ? undefined : references.prices[priceKey];
    return price && priceKey !== null ? [{ key, priceKey, quantity, description, terms: price.terms, addedAt: now }] : [];
  });
}
