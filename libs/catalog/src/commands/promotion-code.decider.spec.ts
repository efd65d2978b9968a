import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { NewPromotionCode } from '../core/promotion-code.commands';
import type { PromotionCodeEvent, PromotionCodeFields } from '../core/promotion-code.fields';
import { promotionCodeDecider } from './promotion-code.decider';

const given = scenariosFor(promotionCodeDecider);
const wish: NewPromotionCode = {
  couponKey: 'coupon', code: 'Welcome', isActive: true, maxRedemptions: 5, expiresAt: null, metadata: {},
  restrictions: { firstTimeTransaction: true, minimumAmount: '49.90', minimumAmountCurrency: 'usd' },
}; // prettier-ignore
const fields: PromotionCodeFields = {
  ...wish,
  restrictions: { firstTimeTransaction: true, minimumAmountAtom: 4_990, minimumAmountCurrency: 'usd' },
};
const created: PromotionCodeEvent = { type: 'PromotionCodeCreated', data: fields };
const deleted: PromotionCodeEvent = { type: 'PromotionCodeDeleted', data: {} };
const create = (changes: Partial<NewPromotionCode['restrictions']> = {}, couponExists = true) =>
  ({
    type: 'CreatePromotionCode',
    wish: { ...wish, restrictions: { ...wish.restrictions, ...changes } },
    couponExists,
  }) as const;
const at = (name: string) => ['body', 'restrictions', name];

describe('a promotion code', () => {
  it('keeps its minimum in the smallest unit', () =>
    expect(promotionCodeDecider.decide(create(), promotionCodeDecider.initial)).toEqual({ accepted: [created] }));
  it('tells all that is wrong with it', () =>
    given()
      .when(create({ minimumAmount: '0.001' }, false))
      .rejected({ code: 'coupon-not-found', loc: ['body', 'coupon_id'] }, { code: 'amount-too-precise', loc: at('minimum_amount') }));
  it('needs a currency for its minimum, and a minimum for its currency', () => {
    given()
      .when(create({ minimumAmountCurrency: null }))
      .rejected({ code: 'amount-needs-currency', loc: at('minimum_amount_currency') });
    given()
      .when(create({ minimumAmount: null }))
      .rejected({ code: 'currency-needs-amount', loc: at('minimum_amount') });
    given()
      .when(create({ minimumAmountCurrency: 'zzz' }))
      .rejected({ code: 'unknown-currency', loc: at('minimum_amount_currency') });
  });
  it('has its name alone: who is given a stream that is there already comes too late', () =>
    given(created).when(create()).rejected({ code: 'code-taken' }));
  it('changes in what is sent, until it is deleted', () => {
    given(created)
      .when({ type: 'ChangePromotionCode', changes: { isActive: false } })
      .then({ type: 'PromotionCodeUpdated', data: { isActive: false } });
    given(created).when({ type: 'DeletePromotionCode' }).then(deleted);
    given(created, deleted)
      .when({ type: 'ChangePromotionCode', changes: { isActive: true } })
      .rejected({ code: 'not-found' });
  });
});
