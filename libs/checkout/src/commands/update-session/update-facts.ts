// What the changes to a session refer to, gathered before the executor's loop.
import { Injectable } from '@nestjs/common';
import { Clock, type Freshness } from '@tillstream/event-sourcing';
import type { SessionChanges, UpdateSession } from '../../core/checkout-session.commands';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import type { ProcessorChoices } from '../../core/processor-choices';
import { PlanFacts } from '../plan-facts';
import { ReferenceFacts } from '../references';
import { SessionCustomFields } from '../session-custom-fields';
import { WantedPromotions } from '../wanted-promotions';

interface SessionToChange {
  readonly accountId: string;
  readonly sessionKey: string;
  readonly state: CheckoutSessionState;
}

@Injectable()
export class UpdateFacts {
  constructor(
    private readonly references: ReferenceFacts,
    private readonly fields: SessionCustomFields,
    private readonly promotions: WantedPromotions,
    private readonly plan: PlanFacts,
    private readonly clock: Clock,
  ) {}

  async gather({ accountId, sessionKey, state }: SessionToChange, changes: SessionChanges, freshness: Freshness): Promise<UpdateSession> {
    const { customFields: wish, coupon, code, ...rest } = changes;
    const customerKey = state.status === 'absent' ? null : (state.customer?.key ?? null);
    const at = { accountId, sessionKey, freshness, customerKey: () => Promise.resolve(customerKey) };
    const [{ routes }, customFields, promotion, plan] = await Promise.all([
      this.references.gather({ accountId, priceKeys: [], routeKeys: [changes.route?.key], processorKeys: [] }, freshness),
      wish === undefined ? undefined : this.fields.ofSession(wish, at),
      this.promotions.change({ ...(coupon && { coupon }), ...(code && { code }) }, { accountId, customerKey, freshness }),
      this.choices({ accountId, state }, changes, freshness),
    ]);
    return {
      type: 'UpdateSession',
      now: this.clock.now(),
      ...rest,
      routes,
      ...(customFields && { customFields }),
      ...(promotion && { promotion }),
      ...(plan && { plan }),
    };
  }

  /** By the route that the session would have; undefined where nothing changes that matters to it. */
  private async choices(
    { accountId, state }: Omit<SessionToChange, 'sessionKey'>,
    { route, coupon, code }: SessionChanges,
    freshness: Freshness,
  ): Promise<ProcessorChoices | undefined> {
    if (state.status === 'absent' || !(route ?? coupon ?? code)) return undefined;
    return this.plan.gather(accountId, { ...state, routeKey: route ? (route.key ?? null) : state.routeKey }, freshness);
  }
}
