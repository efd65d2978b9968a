// In which order processors would be asked (payments.md §2): the tier's route, the session's, the account's default route, else the default
// processor and then the others in the order of connection. Resolved when the attempt starts; what is skipped, and why, is decided.
import { Injectable } from '@nestjs/common';
import { account, accountKeyOf } from '@tillstream/accounts';
import { Facts } from '@tillstream/event-sourcing';
import { processor, processorOrder, processorRoute, type RouteStep } from '@tillstream/payments';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { Session } from '../../core/checkout-session.state';

const charging = (processorKey: string): RouteStep => ({ processorKey, disposition: 'charge_and_setup' });

@Injectable()
export class PlanFacts {
  constructor(private readonly facts: Facts) {}

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
    const { state } = await this.facts.get(processorOrder, accountKeyOf(accountId), 'recent');
    return [...new Set([...(defaultKey === null ? [] : [defaultKey]), ...state.keys])].map(charging);
  }
}
