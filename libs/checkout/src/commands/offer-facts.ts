// What a new session would offer, as it stands elsewhere now: the prices that it sells, the discount on them, and the processors that could
// charge for them.
import { Injectable } from '@nestjs/common';
import type { Freshness } from '@tillstream/event-sourcing';
import type { CreateSession } from '../core/checkout-session.commands';
import type { CreateSessionPayload } from '../core/wanted-session';
import { PlanFacts } from './plan-facts';
import { ReferenceFacts } from './references';
import { WantedPromotions } from './wanted-promotions';

@Injectable()
export class OfferFacts {
  constructor(
    private readonly references: ReferenceFacts,
    private readonly promotions: WantedPromotions,
    private readonly plan: PlanFacts,
  ) {}

  async gather(
    accountId: string,
    { tiers, setupProcessorKeys, promotion: named, customerKey = null }: CreateSessionPayload,
    freshness: Freshness,
  ): Promise<Pick<CreateSession, 'references' | 'promotion' | 'plan'>> {
    const routeKeys = tiers.map((tier) => tier.routeKey);
    const routed = { routeKey: routeKeys[0] ?? null, tiers: routeKeys.map((routeKey) => ({ routeKey: routeKey ?? null })) };
    const [references, promotion, plan] = await Promise.all([
      this.references.gather(
        {
          accountId,
          customerKey,
          priceKeys: tiers.flatMap((tier) => tier.lineItems.map((item) => item.priceKey)),
          routeKeys,
          processorKeys: setupProcessorKeys ?? [],
        },
        freshness,
      ),
      this.promotions.find(named, { accountId, customerKey, freshness }),
      this.plan.gather(accountId, routed, freshness),
    ]);
    return { references, plan, ...(promotion && { promotion }) };
  }
}
