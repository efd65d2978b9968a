import { amountsOf } from '../amounts';
import type { UpdateSession } from '../checkout-session.commands';
import type { WantedPromotionChange } from '../promotion.commands';
import type { CheckoutSessionEvent, SessionCreated } from '../checkout-session.events';
import { evolve, initial, type Session } from '../checkout-session.state';
import type { Promotion } from '../promotion';
import { item, NOW, sessionCreated, spring, springFact, terms } from '../../testing/session-fixtures';
import { changedPromotion } from './changed-promotion';
import { unchanged } from './changed-part';

const sessionWith = (promotion: Promotion | null, changes: Partial<SessionCreated> = {}): Session =>
  evolve(initial, sessionCreated(undefined, { promotion, ...changes })) as Session;
const wants = (promotion?: WantedPromotionChange): UpdateSession => ({
  type: 'UpdateSession', now: NOW, routes: [], ...(promotion && { promotion }),
}); // prettier-ignore
const byId = spring({ code: null, promotionCodeKey: null });
const apply = (named: Partial<Extract<WantedPromotionChange, { kind: 'apply' }>> = {}): UpdateSession =>
  wants({ kind: 'apply', byCoupon: false, byCode: true, withoutCode: false, fact: springFact(), ...named });
const applyId = (withoutCode = false): UpdateSession => apply({ byCoupon: true, byCode: false, withoutCode, fact: springFact({}, 'none') });
const applied = (promotion: Promotion, { tiers } = sessionWith(null)): { events: CheckoutSessionEvent[] } => ({
  events: [{ type: 'PromotionApplied', data: { promotion, amounts: amountsOf(tiers, promotion) } }],
});
const removed = {
  events: [{ type: 'PromotionRemoved', data: { by: 'merchant', refusal: null, amounts: amountsOf(sessionWith(null).tiers, null) } }],
};

describe('the discount as its merchant changes it', () => {
  it.each<[string, Promotion | null, UpdateSession, object]>([
    ['says nothing of it', spring(), wants(), unchanged],
    ['names a code', null, apply(), applied(spring())],
    ['names the code that is there', spring(), apply(), unchanged],
    ['names the code that the buyer typed: from now on it is the merchant’s', spring({ appliedBy: 'buyer' }), apply(), applied(spring())],
    ['names a coupon', null, applyId(), applied(byId)],
    ['names another coupon', spring({ couponKey: 'other' }), applyId(), applied(byId)],
    ['names the coupon of the code that is there', spring(), applyId(), unchanged],
    ['names the coupon, and no code', spring(), applyId(true), applied(byId)],
    ['names a code where a coupon was', byId, apply(), applied(spring())],
    ['clears the coupon', spring(), wants({ kind: 'clear', field: 'coupon' }), removed],
    ['clears the code', spring(), wants({ kind: 'clear', field: 'code' }), removed],
    ['clears the code where the coupon came by its id', byId, wants({ kind: 'clear', field: 'code' }), unchanged],
    ['clears what is not there', null, wants({ kind: 'clear', field: 'coupon' }), unchanged],
  ])('%s', (...[, promotion, command, expected]) => expect(changedPromotion(command, sessionWith(promotion))).toEqual(expected));

  it.each<[string, UpdateSession, Partial<SessionCreated>, object]>([
    ['a code that is none', apply({ fact: springFact({}, null) }), {}, { code: 'promotion-not-found', loc: ['body', 'promotion_code'] }],
    ['a coupon that is none', apply({ byCoupon: true, byCode: false, fact: { ...springFact({}, 'none'), coupon: null } }), {}, { code: 'promotion-not-found', loc: ['body', 'coupon_id'] }],
    ['both, and the coupon is none', apply({ byCoupon: true, fact: { ...springFact(), coupon: null } }), {}, { code: 'promotion-not-found', loc: ['body', 'coupon_id'] }],
    ['both, and the code is another coupon’s', apply({ byCoupon: true, fact: springFact({}, { couponKey: 'other' }) }), {}, { code: 'promotion-not-found', loc: ['body', 'promotion_code'] }],
    ['one that cannot be used', apply({ fact: springFact({ isActive: false }) }), {}, { code: 'promotion-inactive', loc: ['body', 'promotion_code'] }],
    ['one where a card is only saved', apply(), { mode: 'setup' }, { code: 'setup-takes-no-items', loc: ['body', 'promotion_code'] }],
    ['one for another currency', apply({ fact: springFact({ discountType: 'amount_off', percentOff: null, amountAtomOff: 1, currency: 'usd' }) }), { tiers: [{ lineItems: [item('mug', { terms: terms({ currency: 'eur' }) })], routeKey: null }] }, { code: 'promotion-wrong-currency', loc: ['body', 'promotion_code'] }],
  ])('refuses %s', (...[, command, session, fault]) => expect(changedPromotion(command, sessionWith(null, session))).toEqual({ faults: [fault] })); // prettier-ignore
});
