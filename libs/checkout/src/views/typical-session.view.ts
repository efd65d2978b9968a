// A session as most are while they are open: what the names of its fields are learned from, so that documents need not hold them.
import type { PriceTerms } from '@tillstream/catalog/core';
import { amountsOf } from '../core/amounts';
import { type CheckoutSessionState, evolve, initial } from '../core/checkout-session.state';
import type { Tier } from '../core/line-item';

const once: PriceTerms = {
  productKey: '', productName: '', name: null, currency: 'usd', pricingType: 'one_time', recurring: null, autoRenew: null,
  contractTermMultiple: null, trialDays: 0, usageType: 'licensed', billingScheme: 'per_unit', unitAmountAtom: 1, tiers: null, quantityDivisor: null,
}; // prettier-ignore
const monthly: PriceTerms = { ...once, pricingType: 'recurring', recurring: { interval: 'month', count: 1 } };
const tiers: readonly Tier[] = [
  {
    lineItems: [once, monthly].map((terms) => ({ key: '', priceKey: '', quantity: 1, description: null, terms, addedAt: 0 })),
    routeKey: null,
  },
];

/** In the order in which the decision writes its fields: an object whose names stand in another order is kept with them. */
export const typicalSession: CheckoutSessionState = evolve(initial, {
  type: 'SessionCreated',
  data: {
    mode: 'payment', successUrl: '', returnUrl: '', customer: { key: '', emailKey: '', email: { k: '', c: '', h: '' } }, expiresAt: 0, tiers, routeKey: null,
    threeDsMode: 'prefer_non_3ds', setupProcessorKeys: null, customFields: {}, paramsForSub: null, allowPromotionCodes: null, reference: null,
    supersede: false, promotion: null, amounts: amountsOf(tiers, null),
  },
}); // prettier-ignore
