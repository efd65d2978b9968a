import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { amountsOf } from '../../core/amounts';
import type { AddLineItem } from '../../core/checkout-session.commands';
import { attemptStarted, chargeRequested, END, item, NOW, sessionCreated, terms } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const created = sessionCreated();
const price = { isActive: true, terms: terms({ unitAmountAtom: 500 }), exclusiveCustomerKeys: [], prerequisitePriceKeys: [] };
const pen = item('pen', { terms: price.terms });
const anybody = (terms: object = {}) => ({
  routes: [{ tier: 0, steps: [{ processorKey: 'alpha', disposition: 'charge_and_setup' as const }] }],
  processors: { alpha: { enabled: true, currencies: [], minimumAtom: 0, ...terms } },
});
const add = (changes: Partial<AddLineItem> = {}): AddLineItem => ({
  type: 'AddLineItem', now: NOW, lineItem: { key: 'pen', priceKey: 'price-of-pen', quantity: 1, description: null },
  references: { prices: { 'price-of-pen': price }, routes: [], processors: [], subscribedPriceKeys: [] },
  plan: anybody(), ...changes,
}); // prettier-ignore

describe('add a line item', () => {
  it('adds it with the amounts that are owed then', () =>
    given(created)
      .when(add())
      .then({
        type: 'LineItemAdded',
        data: { lineItem: pen, amounts: amountsOf([{ lineItems: [item('mug'), pen], routeKey: null }], null) },
      }));
  it('refuses another currency', () =>
    given(created)
      .when(add({ references: { ...add().references, prices: { 'price-of-pen': { ...price, terms: terms({ currency: 'eur' }) } } } }))
      .rejected({ code: 'currency-differs', loc: ['body', 'price_id'] }));
  it('refuses what nobody could charge then', () => {
    given(created)
      .when(add({ plan: anybody({ minimumAtom: 2_501 }) }))
      .rejected({ code: 'no-processor-for-amount', loc: ['body', 'price_id'] });
    given(created)
      .when(add({ plan: { ...anybody(), processors: {} } }))
      .rejected({ code: 'no-processor-for-amount', loc: ['body', 'price_id'] });
    given(created)
      .when(add({ plan: anybody({ minimumAtom: 2_500 }) }))
      .then({
        type: 'LineItemAdded',
        data: { lineItem: pen, amounts: amountsOf([{ lineItems: [item('mug'), pen], routeKey: null }], null) },
      });
  });
  it('refuses an unknown price', () =>
    given(created)
      .when(add({ lineItem: { ...add().lineItem, priceKey: null } }))
      .rejected({ code: 'price-not-found', loc: ['body', 'price_id'] }));
  it('refuses while a payment is in progress', () =>
    given(created, attemptStarted(), chargeRequested()).when(add()).rejected({ code: 'payment-in-progress' }));
  it('refuses after the end', () =>
    given(created)
      .when(add({ now: END }))
      .rejected({ code: 'session-expired' }));
});
