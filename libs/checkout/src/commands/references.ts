// Gathers what a request refers to, before the executor's loop: prices with their products, routes and processors of this account.
import { Injectable } from '@nestjs/common';
import { price, priceTermsOf, product } from '@tillstream/catalog';
import { Facts, type Freshness } from '@tillstream/event-sourcing';
import { processor, processorRoute } from '@tillstream/payments';
import type { PriceFact, References } from '../core/checkout-session.commands';
import { SubscribedPrices } from './subscribed-prices';

export interface WantedReferences {
  readonly accountId: string;
  /** Whose subscriptions satisfy prerequisites; null or absent: nobody is known. */
  readonly customerKey?: string | null | undefined;
  readonly priceKeys: readonly (string | null)[];
  readonly routeKeys: readonly (string | null | undefined)[];
  readonly processorKeys: readonly (string | null)[];
}

const distinct = (keys: readonly (string | null | undefined)[]): readonly string[] => [
  ...new Set(keys.filter((key) => key !== null && key !== undefined)),
];

@Injectable()
export class ReferenceFacts {
  constructor(
    private readonly facts: Facts,
    private readonly subscribed: SubscribedPrices,
  ) {}

  async gather(wanted: WantedReferences, freshness: Freshness): Promise<References> {
    const { accountId } = wanted;
    const [prices, routes, processors] = await Promise.all([
      Promise.all(distinct(wanted.priceKeys).map(async (key) => [key, await this.price(accountId, key, freshness)] as const)),
      Promise.all(distinct(wanted.routeKeys).map((key) => this.facts.get(processorRoute, key, freshness))),
      Promise.all(distinct(wanted.processorKeys).map((key) => this.facts.get(processor, key, freshness))),
    ]);
    const ours = (one: { readonly accountId: string; readonly state: { readonly status: string } }) =>
      one.accountId === accountId && one.state.status === 'present';
    const sold = prices.flatMap(([key, fact]) => (fact ? [[key, fact] as const] : []));
    return {
      prices: Object.fromEntries(sold),
      routes: routes.filter(ours).map((one) => one.key),
      processors: processors.filter(ours).map((one) => one.key),
      subscribedPriceKeys: await this.subscribedPrices(wanted, sold, freshness),
    };
  }

  /** Looked up only where something is sold that needs something else. */
  private async subscribedPrices(
    { accountId, customerKey }: WantedReferences,
    sold: readonly (readonly [string, PriceFact])[],
    freshness: Freshness,
  ): Promise<readonly string[]> {
    const isConditional = sold.some(([, fact]) => fact.prerequisitePriceKeys.length > 0);
    return isConditional && customerKey ? this.subscribed.of(accountId, customerKey, freshness) : [];
  }

  private async price(accountId: string, key: string, freshness: Freshness): Promise<PriceFact | null> {
    const found = await this.facts.get(price, key, freshness);
    if (found.state.status !== 'present' || found.accountId !== accountId) return null;
    const { fields } = found.state;
    const sold = await this.facts.get(product, fields.productKey, freshness);
    if (sold.state.status !== 'present') return null;
    return {
      isActive: fields.isActive && sold.state.fields.isActive,
      terms: priceTermsOf(fields, sold.state.fields),
      exclusiveCustomerKeys: fields.exclusiveCustomerKeys,
      prerequisitePriceKeys: fields.prerequisitePriceKeys,
    };
  }
}
