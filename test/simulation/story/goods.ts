// What the merchant of every story sells, and through whom. Made once by the real commands, in calm weather, and laid into each world.
import { account, initialSettings, INSTALLATION, type LatePaymentRule } from '@tillstream/accounts';
import {
  CreateCouponCommand, CreateCustomerCommand, CreatePriceCommand, CreateProductCommand, CreatePromotionCodeCommand, nobodyYet, type PriceWish,
} from '@tillstream/catalog'; // prettier-ignore
import { type EventStore, Executor, type RecordedEvent } from '@tillstream/event-sourcing';
import { InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import { processor, processorOrder, processorRoute } from '@tillstream/payments';
import type { Container } from '../service/container';
import { ACCOUNT_KEY, contextOf, IDS } from '../service/ground';

export const PROCESSORS = ['alpha', 'beta', 'gamma'] as const;

/** In cents, and per month from the second on where it recurs. */
const PRICES = {
  mug: { atom: 2_000, monthly: false },
  /** Cheaper than the mug: charged without asking again. */
  cup: { atom: 1_500, monthly: false },
  /** Dearer: only by a press of its own. */
  jug: { atom: 3_000, monthly: false },
  lid: { atom: 300, monthly: false },
  club: { atom: 1_000, monthly: true },
  'club-cheaper': { atom: 800, monthly: true },
  /** Due now is less, and every month more: worse terms. */
  'club-dearer-later': { atom: 1_200, monthly: true },
} as const;
export type Goods = keyof typeof PRICES;

export const priceKeyOf = (goods: Goods): string => IDS.derivedKey('price', contextOf(`price ${goods}`).commandId);
export const COUPON_KEY = IDS.derivedKey('coupon', contextOf('coupon').commandId);
export const CUSTOMER_KEY = IDS.derivedKey('customer', contextOf('customer').commandId);
export const CODE = 'SPRING';

export interface Terms {
  readonly latePayment: LatePaymentRule;
  readonly uses: number;
}

type Made = readonly (readonly [stream: string, events: readonly RecordedEvent[]])[];
const made = new Map<string, Promise<Made>>();

/** Runs commands over a store, in calm weather. */
type Furnish = (store: EventStore, work: (container: Container) => Promise<void>) => Promise<void>;

/** Lays everything into an empty store. */
export async function layOut(store: EventStore, terms: Terms, furnish: Furnish): Promise<void> {
  const name = JSON.stringify(terms);
  const known = made.get(name) ?? make(terms, furnish);
  made.set(name, known);
  for (const [stream, events] of await known) await store.append(stream, -1, events);
}

async function make(terms: Terms, furnish: Furnish): Promise<Made> {
  const store = new InMemoryEventStore();
  await furnish(store, (container) => furnished(container, terms));
  return [...Map.groupBy(store.events, ({ stream }) => stream)];
}

async function furnished(container: Container, terms: Terms): Promise<void> {
  await openAccount(container, terms.latePayment);
  await connect(container);
  const product = contextOf('product');
  const plain = { isActive: true, description: null, metadata: {}, customFields: {} };
  await container.execute(new CreateProductCommand(product, { ...plain, name: 'Things', defaultPriceKey: null }));
  for (const goods of Object.keys(PRICES) as Goods[])
    await container.execute(
      new CreatePriceCommand(contextOf(`price ${goods}`), priceWish(goods, IDS.derivedKey('product', product.commandId))),
    );
  await container.execute(new CreateCustomerCommand(contextOf('customer'), { ...nobodyYet, email: 'ada@example.com' }));
  await promote(container, terms.uses);
}

async function openAccount(container: Container, latePayment: LatePaymentRule): Promise<void> {
  const fields = {
    ...initialSettings, name: 'Shop', organizationId: 'o', description: null, accountType: 'standard', defaultProcessorRouteKey: 'route', defaultProcessorKey: null,
    latePayment, allowPromotionCodes: true,
  }; // prettier-ignore
  const context = { ...contextOf('open account'), accountId: INSTALLATION };
  await container.get(Executor).run(account, { key: ACCOUNT_KEY, context }, { type: 'Create', fields });
}

async function connect(container: Container): Promise<void> {
  const executor = container.get(Executor);
  for (const key of PROCESSORS) {
    const list = { type: 'ListProcessor', processorKey: key } as const;
    await executor.run(processorOrder, { key: ACCOUNT_KEY, context: contextOf(`list ${key}`) }, list);
    const fields = { name: key, provider: 'sandbox' as const, credentials: '{}', currencies: [], minimumAtom: 0, enabled: true };
    await executor.run(processor, { key, context: contextOf(`connect ${key}`) }, { type: 'Create', fields });
  }
  const steps = PROCESSORS.map((processorKey) => ({ processorKey, disposition: 'charge_and_setup' as const }));
  const fields = { name: 'All', description: null, steps };
  await executor.run(processorRoute, { key: 'route', context: contextOf('route') }, { type: 'Create', fields });
}

async function promote(container: Container, uses: number): Promise<void> {
  const terms = {
    discountType: 'percent_off', amountAtomOff: null, percentOff: 10, trialDaysOff: null, currency: null, duration: 'once', durationInMonths: null, productKeys: [],
  } as const; // prettier-ignore
  const fields = { ...terms, name: 'Spring', isActive: true, maxRedemptions: uses, validFrom: null, validUntil: null, metadata: {} };
  await container.execute(new CreateCouponCommand(contextOf('coupon'), { fields, validityPeriodDays: null }));
  const restrictions = { firstTimeTransaction: false, minimumAmount: null, minimumAmountCurrency: null };
  const code = { couponKey: COUPON_KEY, code: CODE, isActive: true, maxRedemptions: null, expiresAt: null, restrictions, metadata: {} };
  await container.execute(new CreatePromotionCodeCommand(contextOf('code'), code));
}

function priceWish(goods: Goods, productKey: string): PriceWish {
  const { atom, monthly } = PRICES[goods];
  return {
    productKey, name: goods, isActive: true, unitLabel: null, currency: 'usd', pricingType: monthly ? 'recurring' : 'one_time',
    recurring: monthly ? { interval: 'month', count: 1 } : null, autoRenew: null, contractTermMultiple: null, trialDays: 0, usageType: 'licensed',
    meteredId: null, billingScheme: 'per_unit', unitAmountAtom: atom, tiers: null, quantityDivisor: null, prerequisitePriceKeys: [],
    exclusiveCustomerKeys: [], metadata: {}, customFields: {},
  }; // prettier-ignore
}
