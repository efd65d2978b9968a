// The session that the simulation is about: one mug, or a card to be saved; one customer.
import { noCustomFields } from '@tillstream/catalog';
import { type CommandContext, derivedCommandId } from '@tillstream/event-sourcing';
import type { CreateSession, SessionMode, StartAttempt } from '@tillstream/checkout';

const terms = {
  productKey: 'p', productName: 'Mug', name: null, currency: 'usd', pricingType: 'one_time' as const, recurring: null, autoRenew: null,
  contractTermMultiple: null, trialDays: 0, usageType: 'licensed' as const, billingScheme: 'per_unit' as const, unitAmountAtom: 2_000, tiers: null,
  quantityDivisor: null,
}; // prettier-ignore

export const createdSession = (now: number, lifeMs: number, mode: SessionMode): CreateSession => ({
  type: 'CreateSession', now, mode, successUrl: 'https://shop.example/a', returnUrl: 'https://shop.example/b',
  customer: { key: 'ada', email: { k: 'k', c: 'c', h: 'h' }, emailKey: 'e' }, expiresAt: now + lifeMs,
  tiers: [{ lineItems: mode === 'setup' ? [] : [{ key: 'l', priceKey: 'mug', quantity: 1, description: null }] }], threeDsMode: 'prefer_non_3ds', setupProcessorKeys: null,
  allowPromotionCodes: null, reference: null, supersede: false, customFields: noCustomFields, paramsForSub: null,
  references: { prices: { mug: { isActive: true, terms, exclusiveCustomerKeys: [], prerequisitePriceKeys: [] } }, routes: [], processors: [], subscribedPriceKeys: [] },
  plan: { routes: [{ tier: 0, steps: [{ processorKey: 'alpha', disposition: 'charge_and_setup' }] }], processors: { alpha: { enabled: true, currencies: [], minimumAtom: 0 } } },
  urlRules: { allowLoopbackHttp: false, allowedHosts: [] },
}); // prettier-ignore

/** One press with a new card, at any of these processors. */
export function startedAttempt(
  press: Pick<StartAttempt, 'now' | 'attemptKey' | 'number' | 'offerId' | 'chargeKey'>,
  processorKeys: readonly string[],
): StartAttempt {
  const steps = processorKeys.map((processorKey) => ({ processorKey, disposition: 'charge_and_setup' as const }));
  const processors = Object.fromEntries(processorKeys.map((key) => [key, { enabled: true, currencies: [], minimumAtom: 0 }]));
  return {
    type: 'StartAttempt', ...press, card: null, paymentMethod: null, saveCard: false, customer: null, firstTier: 0, acceptedTiers: [0], mandateTextId: null,
    locale: null, routes: [{ tier: 0, steps }], processors, promotion: null, subscriptionKeys: [],
  }; // prettier-ignore
}

export function contextOf(cause: string): CommandContext {
  const commandId = derivedCommandId(cause, 'simulation');
  return {
    commandId, requestHash: cause, requestId: null, accountId: 'acc_dev_1', actor: { kind: 'system', id: 'simulation' }, correlationId: commandId,
    causationId: commandId, net: null, reason: null,
  }; // prettier-ignore
}
