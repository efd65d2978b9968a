// Facts of other streams may be a little old for an accept; before a refusal they are read again, and decided again.
import type { Freshness } from '@tillstream/event-sourcing';

export async function decideOnFacts<Facts, Outcome extends { readonly kind: 'accepted' | 'rejected' }>(
  gather: (freshness: Freshness) => Promise<Facts>,
  run: (facts: Facts) => Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await run(await gather('recent'));
  return outcome.kind === 'accepted' ? outcome : run(await gather('fresh'));
}
