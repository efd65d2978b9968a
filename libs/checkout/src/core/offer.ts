// Everything with a price that the buyer can be asked to agree to. Its id is a hash: another amount, period or term is another offer.
import { canonicalJson, sha256 } from '@tillstream/event-sourcing';
import type { Session } from './checkout-session.state';

/** `off_` and 32 hex characters; null while there is nothing to pay for. */
export function offerId(session: Pick<Session, 'amounts' | 'tiers'>): string | null {
  if (session.amounts.currency === null) return null;
  const tiers = session.amounts.tiers.map((tier, index) => ({
    totalAtom: tier.totalAtom,
    discountAtom: tier.discountAtom,
    recurring: tier.recurring.map(({ lineKeys: _lines, ...terms }) => terms),
    items: session.tiers[index]?.lineItems.map((item) => [item.key, item.quantity]) ?? [],
  }));
  return `off_${sha256(canonicalJson({ currency: session.amounts.currency, tiers })).slice(0, 32)}`;
}
