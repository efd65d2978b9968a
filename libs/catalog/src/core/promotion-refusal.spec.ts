import { type AskedPromotion, type PromotionFault, promotionRefusal, type PromotionTier } from './promotion-refusal';
import type { PromotionRestrictions } from './promotion-code.fields';

const NOW = Date.UTC(2030, 0, 1);
type Coupon = NonNullable<AskedPromotion['coupon']>;
type Code = Exclude<NonNullable<AskedPromotion['code']>, 'none'>;

const fresh = { open: 0, confirmed: 0 };
const tier: PromotionTier = { currency: 'usd', subtotalAtom: 2_000, lines: [{ productKey: 'gold', isRecurring: false }] };
const percent: Coupon = {
  key: 'coupon', discountType: 'percent_off', amountAtomOff: null, percentOff: 10, trialDaysOff: null, currency: null, duration: 'once', durationInMonths: null,
  productKeys: [], isActive: true, maxRedemptions: null, validFrom: null, validUntil: null, tally: fresh,
}; // prettier-ignore
const free: PromotionRestrictions = { firstTimeTransaction: false, minimumAmountAtom: null, minimumAmountCurrency: null };
const word: Code = {
  couponKey: 'coupon', code: 'WELCOME', isActive: true, maxRedemptions: null, expiresAt: null, restrictions: free, metadata: {}, tally: fresh,
}; // prettier-ignore

const coupon = (changes: Partial<Coupon>): Partial<AskedPromotion> => ({ coupon: { ...percent, ...changes }, code: 'none' });
const code = (changes: Partial<Code>): Partial<AskedPromotion> => ({ code: { ...word, ...changes } });
const restricted = (changes: Partial<PromotionRestrictions>) => code({ restrictions: { ...free, ...changes } });
const tiers = (...changes: Partial<PromotionTier>[]) => ({ tiers: changes.map((each) => ({ ...tier, ...each })) });
const ask = (...changes: readonly Partial<AskedPromotion>[]): PromotionFault | null => {
  const asked: AskedPromotion = { coupon: percent, code: word, tiers: [tier], hasBoughtBefore: false, now: NOW };
  return promotionRefusal(changes.reduce<AskedPromotion>((soFar, change) => ({ ...soFar, ...change }), asked));
};

describe('a promotion', () => {
  it('may be used through a code', () => expect(ask()).toBeNull());
  it('may be used by its coupon alone', () => expect(ask({ code: 'none' })).toBeNull());

  it.each<[PromotionFault, string, Partial<AskedPromotion>]>([
    ['promotion-not-found', 'without its coupon', { coupon: null }],
    ['promotion-not-found', 'without its code', { code: null }],
    ['promotion-not-found', 'through a code of another coupon', code({ couponKey: 'other' })],
    ['promotion-inactive', 'while its coupon is switched off', coupon({ isActive: false })],
    ['promotion-inactive', 'while its code is switched off', code({ isActive: false })],
    ['promotion-not-yet-valid', 'before its time', coupon({ validFrom: NOW + 1 })],
    ['promotion-expired', 'from the end of the coupon on', coupon({ validUntil: NOW })],
    ['promotion-expired', 'from the end of the code on', code({ expiresAt: NOW })],
    ['promotion-wrong-currency', 'in another currency than its amount', coupon({ currency: 'eur' })],
    [
      'promotion-wrong-currency',
      'in another currency than its minimum',
      restricted({ minimumAmountAtom: 1, minimumAmountCurrency: 'eur' }),
    ],
    ['promotion-not-applicable', 'for other products', coupon({ productKeys: ['silver'] })],
    ['promotion-not-applicable', 'as a longer trial of what does not recur', coupon({ discountType: 'trial_extension' })],
    ['promotion-not-applicable', 'for nothing', tiers()],
    ['promotion-exhausted', 'at the limit of its coupon', coupon({ maxRedemptions: 3, tally: { open: 1, confirmed: 2 } })],
    ['promotion-exhausted', 'at the limit of its code', code({ maxRedemptions: 1, tally: { open: 1, confirmed: 0 } })],
    ['promotion-minimum-not-reached', 'for less', restricted({ minimumAmountAtom: 2_001, minimumAmountCurrency: 'usd' })],
    ['promotion-first-time-only', 'a second time', { ...restricted({ firstTimeTransaction: true }), hasBoughtBefore: true }],
  ])('is refused as %s %s', (fault, _, changes) => expect(ask(changes)).toBe(fault));

  it.each<[string, Partial<AskedPromotion>]>([
    ['from the very moment on', coupon({ validFrom: NOW })],
    ['up to the last moment', coupon({ validUntil: NOW + 1 })],
    ['below its limits', coupon({ maxRedemptions: 4, tally: { open: 1, confirmed: 2 } })],
    ['for exactly the minimum', restricted({ minimumAmountAtom: 2_000, minimumAmountCurrency: 'usd' })],
    ['where one of the lines is of its products', coupon({ productKeys: ['silver', 'gold'] })],
    ['the first time', restricted({ firstTimeTransaction: true })],
    [
      'where only the currency is known',
      {
        ...coupon({ productKeys: ['silver'] }),
        ...restricted({ minimumAmountAtom: 1, minimumAmountCurrency: 'usd' }),
        ...tiers({ subtotalAtom: null, lines: null }),
      },
    ],
    [
      'where nothing is known of what is bought',
      { ...restricted({ minimumAmountAtom: 9_999, minimumAmountCurrency: 'eur' }), tiers: null },
    ],
  ])('may be used %s', (_, changes) => expect(ask(changes)).toBeNull());

  it('needs one tier that it applies to and that reaches the minimum', () => {
    const atLeast = restricted({ minimumAmountAtom: 1_000, minimumAmountCurrency: 'usd' });
    const silver = [{ productKey: 'silver', isRecurring: true }];
    const forSilver = { coupon: { ...percent, productKeys: ['silver'] } };
    expect(ask(atLeast, forSilver, tiers({ lines: silver }, { subtotalAtom: 999 }))).toBeNull();
    expect(ask(atLeast, forSilver, tiers({}, { lines: silver, subtotalAtom: 999 }))).toBe('promotion-minimum-not-reached');
  });

  it('is refused for the first reason of several', () => {
    const everything = [
      coupon({ isActive: false, validFrom: NOW + 1, validUntil: NOW, currency: 'eur', maxRedemptions: 0, productKeys: ['silver'] }),
    ];
    expect(ask(...everything)).toBe('promotion-inactive');
    expect(ask(coupon({ validUntil: NOW, currency: 'eur', maxRedemptions: 0 }))).toBe('promotion-expired');
    expect(ask(coupon({ currency: 'eur', maxRedemptions: 0 }))).toBe('promotion-wrong-currency');
    expect(ask(coupon({ maxRedemptions: 0, productKeys: ['silver'] }))).toBe('promotion-not-applicable');
    expect(ask(coupon({ maxRedemptions: 0 }), restricted({ firstTimeTransaction: true }), { hasBoughtBefore: true })).toBe(
      'promotion-exhausted',
    );
  });
});
