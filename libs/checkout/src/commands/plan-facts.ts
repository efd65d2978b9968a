// In which order processors would be asked (payments.md §2): the tier's route, the session's, the account's default route, else the default
// processor and then the others in the order of connection. Resolved when the attempt starts, and once before, when the session is made;
// what is skipped, and why, is decided.
import { Injectable } from '@nestjs/common';
import { account, accountKeyOf } from '@tillstream/accounts';
import { Facts, type Freshness } from '@tillstream/event-sourcing';
import { processor, ProcessorHealth, processorOrder, processorRoute, type RouteStep } from '@tillstream/payments';
import type { ProcessorChoices } from '../core/processor-choices';

/** What a session says of its routes. */
interface Routed {
  readonly routeKey: string | null;
  /** Where the card shall be saved; absent where that does not matter. */
  readonly setupProcessorKeys?: readonly string[] | null;
  readonly tiers: readonly { readonly routeKey: string | null }[];
}

interface Asked {
  readonly accountId: string;
  readonly freshness: Freshness;
}

/** Where there is no session yet. */
export const NO_CHOICES: ProcessorChoices = { routes: [], processors: {} };

const charging = (processorKey: string): RouteStep => ({ processorKey, disposition: 'charge_and_setup' });

@Injectable()
export class PlanFacts {
  constructor(
    private readonly facts: Facts,
    private readonly health: ProcessorHealth,
  ) {}

  /** For an attempt that starts now: who is at rest is passed over. */
  async ofPress(accountId: string, session: Routed): Promise<ProcessorChoices> {
    const choices = await this.gather(accountId, session, 'recent');
    return { ...choices, resting: await this.health.resting(Object.keys(choices.processors)) };
  }

  async gather(accountId: string, session: Routed, freshness: Freshness): Promise<ProcessorChoices> {
    const { state } = await this.facts.get(account, accountKeyOf(accountId), freshness);
    const settings = state.status === 'present' ? state.fields : null;
    const fallback = await this.unrouted({ accountId, freshness }, settings?.defaultProcessorKey ?? null);
    const routes = await Promise.all(
      session.tiers.map(async ({ routeKey }, tier) => {
        const steps = await this.steps(
          { accountId, freshness },
          routeKey ?? session.routeKey ?? settings?.defaultProcessorRouteKey ?? null,
        );
        return { tier, steps: steps ?? fallback };
      }),
    );
    const routed = routes.flatMap((route) => route.steps.map((step) => step.processorKey));
    const keys = [...new Set([...routed, ...(session.setupProcessorKeys ?? [])])];
    const found = await Promise.all(keys.map((key) => this.facts.get(processor, key, freshness)));
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

  private async steps({ accountId, freshness }: Asked, routeKey: string | null): Promise<readonly RouteStep[] | null> {
    if (routeKey === null) return null;
    const route = await this.facts.get(processorRoute, routeKey, freshness);
    return route.state.status === 'present' && route.accountId === accountId ? route.state.fields.steps : null;
  }

  /** Nobody named a route: the default processor first, then the others in the order of connection. */
  private async unrouted({ accountId, freshness }: Asked, defaultKey: string | null): Promise<readonly RouteStep[]> {
    const { state } = await this.facts.get(processorOrder, accountKeyOf(accountId), freshness);
    return [...new Set([...(defaultKey === null ? [] : [defaultKey]), ...state.keys])].map(charging);
  }
}
