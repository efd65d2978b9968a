// In which order processors would be asked (payments.md §2): the tier's route, the session's, the account's default route, else the default
// processor and then the others in the order of connection. Resolved when the attempt starts; what is skipped, and why, is decided.
import { Injectable } from '@nestjs/common';
import { account, accountKeyOf } from '@tillstream/accounts';
import { Facts, isFault, ResourceReads } from '@tillstream/event-sourcing';
import { processor, processorRoute, type RouteStep } from '@tillstream/payments';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { Session } from '../../core/checkout-session.state';

const MAX_CONNECTED = 50;
const MAX_REMEMBERED = 10_000;
const charging = (processorKey: string): RouteStep => ({ processorKey, disposition: 'charge_and_setup' });

@Injectable()
export class PlanFacts {
  private readonly lastKnown = new Map<string, readonly string[]>();

  constructor(
    private readonly facts: Facts,
    private readonly reads: ResourceReads,
  ) {}

  async gather(accountId: string, session: Session): Promise<Pick<StartAttempt, 'routes' | 'processors'>> {
    const { state } = await this.facts.get(account, accountKeyOf(accountId), 'recent');
    const settings = state.status === 'present' ? state.fields : null;
    const fallback = await this.unrouted(accountId, settings?.defaultProcessorKey ?? null);
    const routes = await Promise.all(
      session.tiers.map(async ({ routeKey }, tier) => {
        const steps = await this.steps(accountId, routeKey ?? session.routeKey ?? settings?.defaultProcessorRouteKey ?? null);
        return { tier, steps: steps ?? fallback };
      }),
    );
    const keys = [...new Set(routes.flatMap((route) => route.steps.map((step) => step.processorKey)))];
    const found = await Promise.all(keys.map((key) => this.facts.get(processor, key, 'recent')));
    const processors = found.flatMap((one) =>
      one.state.status === 'present' && one.accountId === accountId ? [[one.key, one.state.fields] as const] : [],
    );
    return {
      routes,
      processors: Object.fromEntries(
        processors.map(([key, { enabled, currencies, minimumAtom }]) => [key, { enabled, currencies, minimumAtom }]),
      ),
    };
  }

  private async steps(accountId: string, routeKey: string | null): Promise<readonly RouteStep[] | null> {
    if (routeKey === null) return null;
    const route = await this.facts.get(processorRoute, routeKey, 'recent');
    return route.state.status === 'present' && route.accountId === accountId ? route.state.fields.steps : null;
  }

  /** Nobody named a route: the default processor first, then the others in the order of connection. */
  private async unrouted(accountId: string, defaultKey: string | null): Promise<readonly RouteStep[]> {
    const keys = [...(defaultKey === null ? [] : [defaultKey]), ...(await this.connected(accountId, defaultKey !== null))];
    return [...new Set(keys)].map(charging);
  }

  /**
   * While the lists are being rebuilt, the ones that were known last; without any memory of them, a default processor is enough. Where
   * there is neither, the Fault stands: not knowing a processor is no reason to say that there is none.
   */
  private async connected(accountId: string, hasDefault: boolean): Promise<readonly string[]> {
    try {
      const query = { accountId, category: processor.category, index: 'all', order: 'ascending' as const, offset: 0, limit: MAX_CONNECTED };
      const { items } = await this.reads.list(processor, query);
      const keys = items.map((item) => item.key);
      if (this.lastKnown.size >= MAX_REMEMBERED) this.lastKnown.clear();
      this.lastKnown.set(accountId, keys);
      return keys;
    } catch (error) {
      const known = this.lastKnown.get(accountId) ?? (hasDefault ? [] : undefined);
      if (known && isFault(error)) return known;
      throw error;
    }
  }
}
