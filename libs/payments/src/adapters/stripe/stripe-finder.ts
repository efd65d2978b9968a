// Finds a charge by our own id where nobody knows Stripe's. Stripe's search is up to an hour behind and not offered everywhere, its lists are
// not: so a search first, for what is older, and then the newest payments one by one, for what is younger than the search can know.
import type Stripe from 'stripe';
import type { ChargeRef } from '../../processor-adapter';
import { ask } from './stripe-fault';
import { WITH_CHARGE } from './stripe-outcome';

export type Found =
  | { readonly kind: 'found'; readonly intent: Stripe.PaymentIntent }
  | { readonly kind: 'none' }
  | { readonly kind: 'unsure'; readonly message: string };

/** Our id on everything that we make there. */
export const OUR_CHARGE = 'merchant_reference';
/** Marks what was made only to take the place of a charge that had never come (stripe-recovery.ts). */
export const IN_PLACE_OF = 'in_place_of_unseen';

const SEARCH_IS_BEHIND_S = 3_600;
const PAGE = 100;
/** Beyond this many payments an hour a search that is behind leaves us unsure, and we ask again later. */
const PAGES = 20;

export class StripeFinder {
  constructor(private readonly stripe: Stripe) {}

  async find({ merchantReference, reference }: ChargeRef): Promise<Found> {
    if (reference !== null) return this.retrieve(reference);
    const searched = await ask(() => this.stripe.paymentIntents.search({ query: `metadata['${OUR_CHARGE}']:'${merchantReference}'` }));
    // A search that is not offered (India) or refused finds nothing; the list tells then.
    const hit = searched.kind === 'answered' ? theRealOne(searched.value.data) : null;
    if (hit) return this.retrieve(hit.id);
    if (searched.kind === 'failed' && searched.fault.kind !== 'refused') return { kind: 'unsure', message: searched.fault.message };
    return this.amongTheNewest(merchantReference);
  }

  /** Anew, since what a search answers may be old. */
  async retrieve(reference: string): Promise<Found> {
    const asked = await ask(() => this.stripe.paymentIntents.retrieve(reference, WITH_CHARGE));
    return asked.kind === 'answered' ? { kind: 'found', intent: asked.value } : { kind: 'unsure', message: asked.fault.message };
  }

  /** The newest come first. An hour before the newest of them is at least an hour ago. */
  private async amongTheNewest(merchantReference: string): Promise<Found> {
    let oldestS = -Infinity;
    let after: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const from = after;
      const asked = await ask(() => this.stripe.paymentIntents.list({ limit: PAGE, ...(from ? { starting_after: from } : {}) }));
      if (asked.kind === 'failed') return { kind: 'unsure', message: asked.fault.message };
      const { data, has_more: hasMore } = asked.value;
      const hit = theRealOne(data.filter(({ metadata }) => metadata[OUR_CHARGE] === merchantReference));
      if (hit) return this.retrieve(hit.id);
      oldestS = Math.max(oldestS, (data[0]?.created ?? 0) - SEARCH_IS_BEHIND_S);
      const last = data.at(-1);
      if (!hasMore || !last || last.created < oldestS) return { kind: 'none' };
      after = last.id;
    }
    return { kind: 'unsure', message: 'too many payments in the last hour to look through' };
  }
}

/** One that took the place of a charge counts only where the charge itself is not to be found. */
const theRealOne = (intents: readonly Stripe.PaymentIntent[]): Stripe.PaymentIntent | null =>
  intents.find(({ metadata }) => metadata[IN_PLACE_OF] === undefined) ?? intents[0] ?? null;
