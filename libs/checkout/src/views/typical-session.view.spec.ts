import { noCustomFields } from '@tillstream/catalog/core';
import { fold } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import type { CreateSession } from '../core/checkout-session.commands';
import { ada, END, monthly, NOW, terms } from '../testing/session-fixtures';
import { typicalSession } from './typical-session.view';

const sold = (of: ReturnType<typeof terms>) => ({ isActive: true, terms: of, exclusiveCustomerKeys: [], prerequisitePriceKeys: [] });
const wanted = (key: string) => ({ key, priceKey: key, quantity: 1, description: null });
const create: CreateSession = {
  type: 'CreateSession', now: NOW, mode: 'payment', successUrl: 'https://shop.example/thanks', returnUrl: 'https://shop.example/cart', customer: ada,
  expiresAt: END, tiers: [{ lineItems: [wanted('mug'), wanted('club')] }], threeDsMode: 'prefer_non_3ds', setupProcessorKeys: null,
  allowPromotionCodes: null, reference: null, supersede: false, customFields: noCustomFields, paramsForSub: null,
  references: { prices: { mug: sold(terms()), club: sold(monthly()) }, routes: [], processors: [], subscribedPriceKeys: [] },
  plan: {
    routes: [{ tier: 0, steps: [{ processorKey: 'alpha', disposition: 'charge_and_setup' }] }],
    processors: { alpha: { enabled: true, currencies: ['usd'], minimumAtom: 50 } },
  },
  urlRules: { allowLoopbackHttp: false, allowedHosts: [] },
}; // prettier-ignore

/** The names of each object in it, in their order. */
function namesIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return found;
  if (!Array.isArray(value)) found.add(Object.keys(value).join());
  for (const part of Object.values(value)) namesIn(part, found);
  return found;
}

it('the typical session has the very objects that a creation makes, each with its names in their order', () => {
  const decision = checkoutSession.decide(create, checkoutSession.initial);
  const made = fold(checkoutSession, 'accepted' in decision ? decision.accepted : []);
  expect(made.status).toBe('open');
  expect([...namesIn(typicalSession)].sort()).toEqual([...namesIn(made)].sort());
});
