import { noCustomFields } from '@tillstream/catalog/core';
import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { CreateSession, PriceFact, WantedLineItem } from '../../core/checkout-session.commands';
import { ada, coupon, END, item, NOW, sessionCreated, spring, springFact, terms } from '../../testing/session-fixtures';
import type { PromotionFact } from '../../core/promotion';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const sold = (changes: Partial<PriceFact> = {}): PriceFact => ({
  isActive: true,
  terms: terms(),
  exclusiveCustomerKeys: [],
  prerequisitePriceKeys: [],
  ...changes,
});
const wanted = (key: string, priceKey: string | null = `price-of-${key}`): WantedLineItem => ({
  key,
  priceKey,
  quantity: 1,
  description: null,
});
const prices = { 'price-of-mug': sold(), 'price-of-pen': sold() };
const alpha = { enabled: true, currencies: ['usd'], minimumAtom: 50 };
const plan = (processor: typeof alpha): CreateSession['plan'] => ({
  routes: [0, 1].map((tier) => ({ tier, steps: [{ processorKey: 'alpha', disposition: 'charge_and_setup' as const }] })),
  processors: { alpha: processor },
});
const create = (changes: Partial<CreateSession> = {}): CreateSession => ({
  type: 'CreateSession', now: NOW, mode: 'payment', successUrl: 'https://shop.example/thanks', returnUrl: 'https://shop.example/cart', customer: ada,
  expiresAt: END, tiers: [{ lineItems: [wanted('mug')] }], threeDsMode: 'prefer_non_3ds', setupProcessorKeys: null, allowPromotionCodes: null, reference: null,
  supersede: false, customFields: noCustomFields, paramsForSub: null,
  references: { prices, routes: ['route'], processors: [], subscribedPriceKeys: [] }, plan: plan(alpha), urlRules: { allowLoopbackHttp: false, allowedHosts: [] }, ...changes,
}); // prettier-ignore
const references = (changes: Partial<CreateSession['references']>): CreateSession['references'] => ({ ...create().references, ...changes });

describe('create a session', () => {
  it('copies the terms of its prices and writes what is owed', () => given().when(create()).then(sessionCreated()));

  it('holds values of custom fields with their definitions, its own and those of its subscriptions', () => {
    const color = { definitionKey: 'd1', dataType: 'text', isPersonal: false, min: null, max: null, options: null } as const;
    const seats = { definitionKey: 'd2', dataType: 'number', isPersonal: false, min: 1, max: null, options: null } as const;
    const paramsForSub = { customFields: { wish: { seats: 3 }, defined: { seats } } };
    given()
      .when(create({ customFields: { wish: { color: 'red' }, defined: { color } }, paramsForSub }))
      .then(
        sessionCreated(undefined, {
          customFields: { color: { definitionKey: 'd1', value: 'red' } },
          paramsForSub: { customFields: { seats: { definitionKey: 'd2', value: 3 } } },
        }),
      );
    given()
      .when(
        create({
          customFields: { wish: { color: 1 }, defined: { color } },
          paramsForSub: { customFields: { wish: { color: 'red' }, defined: {} } },
        }),
      )
      .rejected(
        { code: 'custom-field-wrong-type', loc: ['body', 'custom_fields', 'color'], dataType: 'text' },
        { code: 'custom-field-not-defined', loc: ['body', 'params_for_sub', 'custom_fields', 'color'] },
      );
  });

  it('holds its fallback tiers with their own routes', () => {
    const tiers = [
      { lineItems: [item('mug')], routeKey: null },
      { lineItems: [item('pen')], routeKey: 'route' },
    ];
    given()
      .when(create({ tiers: [{ lineItems: [wanted('mug')] }, { lineItems: [wanted('pen')], routeKey: 'route' }] }))
      .then(sessionCreated([], { tiers }));
  });

  it('reports all faults at once, each with its place', () =>
    given()
      .when(
        create({
          successUrl: 'shop.example',
          returnUrl: 'http://shop.example',
          customer: null,
          tiers: [{ lineItems: [wanted('mug', null), wanted('pen')], routeKey: null }, { lineItems: [] }],
          references: references({ prices: { 'price-of-pen': sold({ isActive: false }) } }),
        }),
      )
      .rejected(
        { code: 'url-not-absolute', loc: ['body', 'success_url'] },
        { code: 'url-not-https', loc: ['body', 'return_url'] },
        { code: 'customer-not-found', loc: ['body', 'customer_id'] },
        { code: 'price-not-found', loc: ['body', 'line_items', 0, 'price_id'] },
        { code: 'price-inactive', loc: ['body', 'line_items', 1, 'price_id'] },
        { code: 'fallback-tier-empty', loc: ['body', 'cascade_line_items', 0, 'line_items'] },
        { code: 'route-not-found', loc: ['body', 'processor_route_id'] },
      ));

  it('begins with the discount that the request names', () =>
    given()
      .when(create({ promotion: { byCoupon: false, byCode: true, fact: springFact() } }))
      .then(sessionCreated([item('mug')], { promotion: spring() })));

  it('says what is wrong with a code also where items are wrong, but not what hangs on the items', () => {
    const broken = { tiers: [{ lineItems: [wanted('mug', null)] }] } as const;
    const missing = { code: 'price-not-found', loc: ['body', 'line_items', 0, 'price_id'] } as const;
    const named = (fact: PromotionFact) => create({ ...broken, promotion: { byCoupon: false, byCode: true, fact } });
    given()
      .when(named(springFact({ isActive: false })))
      .rejected(missing, { code: 'promotion-inactive', loc: ['body', 'promotion_code'] });
    given()
      .when(named(springFact({ productKeys: ['other'] })))
      .rejected(missing);
  });

  it('is not refused as unchargeable where the discount leaves nothing to charge, but where it leaves too little', () => {
    const percent = (percentOff: number) => ({ byCoupon: true, byCode: false, fact: springFact({ percentOff }, 'none') });
    const byId = (percentOff: number) => spring({ promotionCodeKey: null, code: null, terms: coupon({ percentOff }) });
    given()
      .when(create({ promotion: percent(100) }))
      .then(sessionCreated([item('mug')], { promotion: byId(100) }));
    given()
      .when(create({ promotion: percent(99) }))
      .rejected({ code: 'no-processor-for-amount', loc: ['body', 'line_items'] });
  });

  it('sells an exclusive price to its customers only', () => {
    const exclusive = references({ prices: { 'price-of-mug': sold({ exclusiveCustomerKeys: ['bob'] }) } });
    given()
      .when(create({ references: exclusive }))
      .rejected({ code: 'price-not-for-customer', loc: ['body', 'line_items', 0, 'price_id'] });
  });

  it('sells an add-on only beside what it needs', () => {
    const addOn = { 'price-of-mug': sold({ prerequisitePriceKeys: ['price-of-pen'] }), 'price-of-pen': sold() };
    given()
      .when(create({ references: references({ prices: addOn }) }))
      .rejected({ code: 'price-lacks-prerequisite', loc: ['body', 'line_items', 0, 'price_id'] });
    given()
      .when(create({ references: references({ prices: addOn }), tiers: [{ lineItems: [wanted('mug'), wanted('pen')] }] }))
      .then(sessionCreated([item('mug'), item('pen')]));
  });

  it('has one currency over all tiers', () => {
    const euro = { 'price-of-mug': sold(), 'price-of-pen': sold({ terms: terms({ currency: 'eur' }) }) };
    given()
      .when(create({ references: references({ prices: euro }), tiers: [{ lineItems: [wanted('mug')] }, { lineItems: [wanted('pen')] }] }))
      .rejected({ code: 'currency-differs', loc: ['body', 'cascade_line_items', 0, 'line_items', 0, 'price_id'] });
  });

  it('refuses more than can be charged at once', () => {
    const dear = { 'price-of-mug': sold({ terms: terms({ unitAmountAtom: 100_000_000 }) }) };
    given()
      .when(create({ references: references({ prices: dear }) }))
      .rejected({ code: 'amount-too-large', loc: ['body', 'line_items'] });
  });

  describe('that somebody could charge', () => {
    const unchargeable = { code: 'no-processor-for-amount', loc: ['body', 'line_items'] } as const;
    it.each([
      ['is disabled', { ...alpha, enabled: false }],
      ['takes other currencies', { ...alpha, currencies: ['eur'] }],
      ['takes larger amounts', { ...alpha, minimumAtom: 2_001 }],
    ])('is refused when the one processor %s', (_, processor) =>
      given()
        .when(create({ plan: plan(processor) }))
        .rejected(unchargeable),
    );
    it('is refused when the route only saves cards, or names what is not connected', () => {
      const steps = [{ processorKey: 'alpha', disposition: 'setup_only' as const }];
      given()
        .when(create({ plan: { routes: [{ tier: 0, steps }], processors: { alpha } } }))
        .rejected(unchargeable);
      given()
        .when(create({ plan: { ...plan(alpha), processors: {} } }))
        .rejected(unchargeable);
    });
    it('is told for each tier, at its place', () => {
      const priced = { 'price-of-mug': sold(), 'price-of-pen': sold({ terms: terms({ unitAmountAtom: 49 }) }) };
      given()
        .when(
          create({ references: references({ prices: priced }), tiers: [{ lineItems: [wanted('mug')] }, { lineItems: [wanted('pen')] }] }),
        )
        .rejected({ code: 'no-processor-for-amount', loc: ['body', 'cascade_line_items', 0, 'line_items'] });
    });
    it('matters only where something is due', () => {
      const free = { 'price-of-mug': sold({ terms: terms({ unitAmountAtom: 0 }) }) };
      given()
        .when(create({ plan: { routes: [], processors: {} }, references: references({ prices: free }) }))
        .then(sessionCreated([item('mug', { terms: terms({ unitAmountAtom: 0 }) })]));
    });
    it('is not said of a tier that has another fault', () =>
      given()
        .when(create({ plan: { routes: [], processors: {} }, tiers: [{ lineItems: [wanted('mug'), wanted('cup')] }] }))
        .rejected({ code: 'price-not-found', loc: ['body', 'line_items', 1, 'price_id'] }));
  });

  it('takes no line items in mode setup', () =>
    given()
      .when(create({ mode: 'setup' }))
      .rejected({ code: 'setup-takes-no-items', loc: ['body', 'line_items'] }));

  it('takes no cascade in mode setup, and says so where it stands', () => {
    const cascade = { code: 'setup-takes-no-items', loc: ['body', 'cascade_line_items'] } as const;
    given()
      .when(create({ mode: 'setup', tiers: [{ lineItems: [] }, { lineItems: [wanted('mug')] }] }))
      .rejected(cascade);
    given()
      .when(create({ mode: 'setup', tiers: [{ lineItems: [wanted('mug')] }, { lineItems: [wanted('mug')] }] }))
      .rejected({ code: 'setup-takes-no-items', loc: ['body', 'line_items'] }, cascade);
  });

  it.each([
    ['http://localhost:3000/back', true, null],
    ['http://localhost:3000/back', false, 'url-not-https'],
    ['https://user:pw@shop.example/', true, 'url-has-user'],
    ['https://shop.example/?id={SESSION}', true, 'url-template-unknown'],
    ['https://shop.example/?id={CHECKOUT_SESSION_ID}', true, null],
    ['javascript:alert(1)', true, 'url-not-absolute'],
  ] as const)('judges the url %s (loopback allowed: %s): %s', (successUrl, allowLoopbackHttp, code) => {
    const when = given().when(create({ successUrl, urlRules: { allowLoopbackHttp, allowedHosts: [] } }));
    if (code === null) when.then(sessionCreated(undefined, { successUrl }));
    else when.rejected({ code, loc: ['body', 'success_url'] });
  });

  it('leads only to hosts that the account allows', () =>
    given()
      .when(create({ urlRules: { allowLoopbackHttp: false, allowedHosts: ['other.example'] } }))
      .rejected(
        { code: 'url-host-not-allowed', loc: ['body', 'success_url'] },
        { code: 'url-host-not-allowed', loc: ['body', 'return_url'] },
      ));
});
