// The connected processors that a route's steps name: the ones that do not exist, or belong to somebody else, are absent from the answer.
import type { Facts, Freshness } from '@tillstream/event-sourcing';
import { processor } from '../core/processor';
import type { RouteStep } from '../core/processor-route';

export async function knownProcessors(
  facts: Facts,
  at: { readonly accountId: string; readonly freshness: Freshness },
  steps: readonly RouteStep[],
): Promise<ReadonlySet<string>> {
  const keys = [...new Set(steps.map((step) => step.processorKey))];
  const found = await Promise.all(keys.map((key) => facts.get(processor, key, at.freshness)));
  return new Set(found.filter((one) => one.state.status === 'present' && one.accountId === at.accountId).map((one) => one.key));
}
