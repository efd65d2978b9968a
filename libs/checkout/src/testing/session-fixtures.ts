// Pieces of sessions that the specs of decisions are put together from.
import type { CouponTerms, PriceTerms } from '@tillstream/catalog/core';
import type { SavedCard } from '@tillstream/payments/core';
import { amountsOf } from '../core/amounts';
import type {
  ActionRequested,
  AttemptStarted,
  ChargeRequested,
  CheckoutSessionEvent,
  SessionCreated,
  SetupAttempted,
  TierAttempted,
} from '../core/checkout-session.events';
import type { LineItem } from '../core/line-item';
import { offerId } from '../core/offer';
import type { Promotion, PromotionFact } from '../core/promotion';

export const NOW = 1_000_000;
export const END = 2_000_000;

const oneTime: PriceTerms = {
  productKey: 'prod', productName: 'Mug', name: null, currency: 'usd', pricingType: 'one_time', recurring: null, autoRenew: null,
  contractTermMultiple: null, trialDays: 0, usageType: 'licensed', billingScheme: 'per_unit', unitAmountAtom: 2_000, tiers: null, quantityDivisor: null,
}; // prettier-ignore

export const terms = (changes: Partial<PriceTerms> = {}): PriceTerms => ({ ...oneTime, ...changes });
export const monthly = (changes: Partial<PriceTerms> = {}): PriceTerms =>
  terms({ pricingType: 'recurring', recurring: { interval: 'month', count: 1 }, unitAmountAtom: 1_000, productName: 'Club', ...changes });

export const item = (key: string, changes: Partial<LineItem> = {}): LineItem => ({
  key, priceKey: `price-of-${key}`, quantity: 1, description: null, terms: terms(), addedAt: NOW, ...changes,
}); // prettier-ignore

/** Ten percent off everything, once. */
export const coupon = (changes: Partial<CouponTerms> = {}): CouponTerms => ({
  discountType: 'percent_off', amountAtomOff: null, percentOff: 10, trialDaysOff: null, currency: null, duration: 'once', durationInMonths: null,
  productKeys: [], ...changes,
}); // prettier-ignore

/** As the merchant set it, by the code SPRING. */
export const spring = (changes: Partial<Promotion> = {}): Promotion => ({
  terms: coupon(), minimumAmountAtom: null, couponKey: 'coupon', couponName: 'Spring sale', promotionCodeKey: 'spring', code: 'SPRING', appliedBy: 'merchant',
  ...changes,
}); // prettier-ignore

type Fact = { readonly coupon: NonNullable<PromotionFact['coupon']>; readonly code: Exclude<PromotionFact['code'], 'none' | null> };

/** What is found for the code SPRING: everything that is right. `none`: asked for by the coupon's id; null: there is no such code. */
export function springFact(ofCoupon: Partial<Fact['coupon']> = {}, ofCode: Partial<Fact['code']> | 'none' | null = {}): PromotionFact {
  const found: Fact = {
    coupon: {
      ...coupon(), key: 'coupon', name: 'Spring sale', isActive: true, maxRedemptions: null, validFrom: null, validUntil: null, metadata: {},
      tally: { open: 0, confirmed: 0 },
    },
    code: {
      key: 'spring', couponKey: 'coupon', code: 'SPRING', isActive: true, maxRedemptions: null, expiresAt: null,
      restrictions: { firstTimeTransaction: false, minimumAmountAtom: null, minimumAmountCurrency: null }, metadata: {}, tally: { open: 0, confirmed: 0 },
    },
  }; // prettier-ignore
  const code = ofCode === null || ofCode === 'none' ? ofCode : { ...found.code, ...ofCode };
  return { coupon: { ...found.coupon, ...ofCoupon }, code, hasBoughtBefore: false };
}

export const sealedEmail = { k: 'ada', c: 'sealed', h: 'hash' };
export const ada = { key: 'ada', emailKey: 'hash-of-ada', email: sealedEmail };

export function sessionCreated(
  lineItems: readonly LineItem[] = [item('mug')],
  changes: Partial<SessionCreated> = {},
): { type: 'SessionCreated'; data: SessionCreated } {
  const tiers = changes.tiers ?? [{ lineItems, routeKey: null }];
  return {
    type: 'SessionCreated',
    data: {
      mode: 'payment', successUrl: 'https://shop.example/thanks', returnUrl: 'https://shop.example/cart', customer: ada, expiresAt: END, tiers,
      routeKey: null, threeDsMode: 'prefer_non_3ds', setupProcessorKeys: null, customFields: {}, paramsForSub: null, allowPromotionCodes: null,
      reference: null, supersede: false, promotion: null, amounts: amountsOf(tiers, changes.promotion ?? null), ...changes,
    },
  }; // prettier-ignore
}

export const offerOf = ({ data }: { readonly data: SessionCreated }): string => offerId(data) ?? '';

const card = { brand: 'visa', lastFour: '4242', expMonth: 1, expYear: 2040, funding: null, country: null, fingerprint: 'f' };

export function attemptStarted(changes: Partial<AttemptStarted> = {}): Extract<CheckoutSessionEvent, { type: 'AttemptStarted' }> {
  return {
    type: 'AttemptStarted',
    data: {
      attemptKey: 'attempt-1', number: 1, kind: 'card', card, paymentMethodKey: null, saveCard: false, offerId: 'off', acceptedTiers: [0], mandateTextId: null, locale: null, promotion: null, startedAt: NOW,
      plan: [{ tier: 0, amountAtom: 2_000, processors: [{ processorKey: 'alpha', skipped: null }, { processorKey: 'beta', skipped: null }] }],
      ...changes,
    },
  }; // prettier-ignore
}

export function chargeRequested(changes: Partial<ChargeRequested> = {}): Extract<CheckoutSessionEvent, { type: 'ChargeRequested' }> {
  const data = {
    attemptKey: 'attempt-1',
    chargeKey: 'charge-1',
    tier: 0,
    processorKey: 'alpha',
    amountAtom: 2_000,
    currency: 'usd',
    requestedAt: NOW,
  };
  return { type: 'ChargeRequested', data: { ...data, ...changes } };
}

export const savedCard = (changes: Partial<SavedCard> = {}): SavedCard => ({
  token: 'encrypted',
  networkTransactionId: 'net-1',
  funding: null,
  country: null,
  ...changes,
});

export function setupAttempted(changes: Partial<SetupAttempted> = {}): Extract<CheckoutSessionEvent, { type: 'SetupAttempted' }> {
  return {
    type: 'SetupAttempted',
    data: {
      attemptKey: 'attempt-1', processorKey: 'alpha', outcome: 'approved', category: null, code: null, reference: 'su-1', savedCard: savedCard(), latencyMs: 5, at: NOW + 5, ...changes,
    },
  }; // prettier-ignore
}

const approvedOutcome = {
  attemptKey: 'attempt-1', chargeKey: 'charge-1', outcome: 'approved', category: null, code: null, reference: 'ref-1', networkTransactionId: null,
  savedCard: null, threeDs: null, latencyMs: 5, at: NOW + 5,
} as const; // prettier-ignore

/** Of the fixtures' first charge. */
export const approved = (changes: Partial<TierAttempted> = {}): Extract<CheckoutSessionEvent, { type: 'TierAttempted' }> => ({
  type: 'TierAttempted',
  data: { ...approvedOutcome, ...changes },
});

/** Of the fixtures' first charge: its processor asks for a challenge. */
export const requiresAction = (changes: Partial<TierAttempted> = {}): Extract<CheckoutSessionEvent, { type: 'TierAttempted' }> =>
  approved({ outcome: 'requires_action', category: 'requires_action', actionUrl: 'sealed', ...changes });

/** It is shown to the buyer, who has ten minutes. */
export const actionRequested = (changes: Partial<ActionRequested> = {}): Extract<CheckoutSessionEvent, { type: 'ActionRequested' }> => ({
  type: 'ActionRequested',
  data: {
    attemptKey: 'attempt-1', chargeKey: 'charge-1', processorKey: 'alpha', url: 'sealed', deadlineAt: NOW + 5 + 10 * 60_000, requestedAt: NOW + 5, ...changes,
  },
}); // prettier-ignore

/** Tier 0, paid by the fixtures' first charge. */
export const paid = (created = sessionCreated()): readonly CheckoutSessionEvent[] => [
  created,
  attemptStarted({ offerId: offerOf(created) }),
  chargeRequested(),
  approved(),
  {
    type: 'SessionCompleted',
    data: {
      how: 'paid', tier: 0, attemptKey: 'attempt-1', chargeKey: 'charge-1', customerKey: 'ada', subscriptionKeys: [],
      amounts: created.data.amounts, at: NOW + 5,
    },
  },
]; // prettier-ignore
