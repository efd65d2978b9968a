import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { noCustomFields } from '../core/custom-fields';
import type { PriceFacts } from '../core/price.commands';
import type { PriceEvent, PriceFields, PriceTier } from '../core/price.fields';
import { priceDecider } from './price.decider';

const given = scenariosFor(priceDecider);
const fields: PriceFields = {
  productKey: 'p',
  name: null,
  isActive: true,
  unitLabel: null,
  currency: 'usd',
  pricingType: 'one_time',
  recurring: null,
  autoRenew: null,
  contractTermMultiple: null,
  trialDays: 0,
  usageType: 'licensed',
  meteredId: null,
  billingScheme: 'per_unit',
  unitAmountAtom: 1_000,
  tiers: null,
  quantityDivisor: null,
  prerequisitePriceKeys: [],
  exclusiveCustomerKeys: [],
  metadata: {},
  customFields: {},
};
const facts: PriceFacts = { productExists: true, prerequisitesExist: [], customersExist: [] };
const { customFields: _none, ...asked } = fields;
const create = (changes: Partial<typeof asked> = {}, found: Partial<PriceFacts> = {}) =>
  ({ type: 'CreatePrice', fields: { ...asked, ...changes }, customFields: noCustomFields, facts: { ...facts, ...found } }) as const;
const created = (changes: Partial<PriceFields> = {}): PriceEvent => ({ type: 'PriceCreated', data: { ...fields, ...changes } });
const monthly = { pricingType: 'recurring', recurring: { interval: 'month', count: 1 } } as const;
const tier = (upTo: number | null): PriceTier => ({ upTo, unitAmountAtom: 10, flatAmountAtom: null });
const tiered = (...tiers: PriceTier[]) => ({ billingScheme: 'tiered', unitAmountAtom: null, tiers: { mode: 'graduated', tiers } }) as const;
const upto = (index: number) => ['body', 'tier_amount_info', 'amount_atoms', index, 'units_upto'];

describe('create price', () => {
  it('once', () => given().when(create()).then(created()));
  it('free of charge', () =>
    given()
      .when(create({ unitAmountAtom: 0 }))
      .then(created({ unitAmountAtom: 0 })));
  it('recurring, with a trial and a term', () => {
    const terms = { ...monthly, autoRenew: true, contractTermMultiple: 12, trialDays: 14 };
    given().when(create(terms)).then(created(terms));
  });
  it('tiered', () =>
    given()
      .when(create(tiered(tier(10), tier(20), tier(null))))
      .then(created(tiered(tier(10), tier(20), tier(null)))));
  it('in a currency that exists', () =>
    given()
      .when(create({ currency: 'xxx' }))
      .rejected({ code: 'unknown-currency', loc: ['body', 'currency'] }));
  it('recurring only with an interval', () =>
    given()
      .when(create({ pricingType: 'recurring' }))
      .rejected({ code: 'interval-required', loc: ['body', 'recurring_interval'] }));
  it('one-time without anything that recurs', () =>
    given()
      .when(create({ recurring: monthly.recurring, trialDays: 1, usageType: 'metered', autoRenew: false, contractTermMultiple: 1 }))
      .rejected(
        ...['recurring_interval', 'auto_renew', 'contract_term_multiple', 'trial_days', 'usage_type'].map(
          (name) => ({ code: 'only-for-recurring', loc: ['body', name] }) as const,
        ),
      ));
  it('per unit only with an amount and without tiers', () =>
    given()
      .when(create({ unitAmountAtom: null, tiers: { mode: 'volume', tiers: [tier(null)] } }))
      .rejected(
        { code: 'unit-amount-required', loc: ['body', 'unit_amount_atom'] },
        { code: 'only-with-tiers', loc: ['body', 'tier_amount_info'] },
      ));
  it('tiered only with tiers and without an amount', () =>
    given()
      .when(create({ billingScheme: 'tiered' }))
      .rejected(
        { code: 'only-without-tiers', loc: ['body', 'unit_amount_atom'] },
        { code: 'tiers-required', loc: ['body', 'tier_amount_info'] },
      ));
  it('with tiers that rise', () =>
    given()
      .when(create(tiered(tier(10), tier(10), tier(null), tier(null))))
      .rejected({ code: 'tiers-not-rising', loc: upto(1) }, { code: 'tiers-not-rising', loc: upto(2) }));
  it('with a last tier that has no end', () =>
    given()
      .when(create(tiered(tier(10), tier(20))))
      .rejected({ code: 'last-tier-has-end', loc: upto(1) }));
  it('only for what exists, all faults at once', () =>
    given()
      .when(create({ currency: 'zzz' }, { productExists: false, prerequisitesExist: [true, false], customersExist: [false] }))
      .rejected(
        { code: 'product-not-found', loc: ['body', 'product_id'] },
        { code: 'price-not-found', loc: ['body', 'prerequisite_price_ids', 1] },
        { code: 'customer-not-found', loc: ['body', 'exclusive_customer_ids', 0] },
        { code: 'unknown-currency', loc: ['body', 'currency'] },
      ));
});

describe('change price', () => {
  it('switches it off', () =>
    given(created())
      .when({ type: 'ChangePrice', changes: { isActive: false } })
      .then({ type: 'PriceUpdated', data: { isActive: false } }));
  it('does nothing where nothing changes', () =>
    given(created())
      .when({ type: 'ChangePrice', changes: { isActive: true, name: null } })
      .nothing());
  it('needs a price', () => given().when({ type: 'ChangePrice', changes: {} }).rejected({ code: 'not-found' }));
});
