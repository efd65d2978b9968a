import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { CouponSlotsEvent, SlotUse } from '../core/coupon-slots.events';
import type { SlotLimits } from '../core/coupon-slots.commands';
import { couponSlotsDecider } from './coupon-slots.decider';

const given = scenariosFor(couponSlotsDecider);
const MINUTE = 60_000;
const START = 1_000 * MINUTE;
const unlimited: SlotLimits = { coupon: null, code: null };

const use = (slot: string, promotionCodeKey: string | null = null): SlotUse => ({ slot, promotionCodeKey });
const reserved = (slot: string, code: string | null = null, at = START): CouponSlotsEvent => ({
  type: 'SlotReserved',
  data: { ...use(slot, code), at },
});
const regained = (slot: string, at = START): CouponSlotsEvent => ({ type: 'SlotRegained', data: { ...use(slot), at } });
const confirmed = (slot: string, at = START): CouponSlotsEvent => ({ type: 'SlotConfirmed', data: { slot, at } });
const released = (slot: string, at = START): CouponSlotsEvent => ({ type: 'SlotReleased', data: { slot, at } });
const batch = (slots: readonly string[], at = START): CouponSlotsEvent => ({
  type: 'SlotsConfirmed',
  data: { uses: slots.map((slot) => use(slot)), at },
});

const reserve = (slot: string, limits = unlimited, code: string | null = null) =>
  ({ type: 'Reserve', ...use(slot, code), limits, attemptStartedAt: START, now: START }) as const;
const confirm = (slot: string, now = START) => ({ type: 'Confirm', slot, now }) as const;
const release = (slot: string, now = START) => ({ type: 'Release', slot, attemptStartedAt: START, now }) as const;
const regain = (slot: string, limits = unlimited) => ({ type: 'Regain', ...use(slot), limits, now: START }) as const;
const redeem = (slot: string, limits = unlimited) => ({ type: 'Redeem', ...use(slot), limits, now: START }) as const;
const confirmBatch = (slots: readonly string[], now = START) =>
  ({ type: 'ConfirmBatch', uses: slots.map((slot) => use(slot)), now }) as const;

const exhausted = { code: 'promotion-exhausted' } as const;
const ofCoupon = (coupon: number): SlotLimits => ({ coupon, code: null });
const ofCode = (code: number): SlotLimits => ({ coupon: null, code });

describe('reserving a slot', () => {
  it('takes one', () =>
    given()
      .when(reserve('a', ofCoupon(1), 'code'))
      .then(reserved('a', 'code')));
  it('is done once', () =>
    given(reserved('a'))
      .when(reserve('a', ofCoupon(1)))
      .nothing());
  it('stops at the limit, reservations included', () =>
    given(reserved('a'))
      .when(reserve('b', ofCoupon(1)))
      .rejected(exhausted));
  it('stops at the limit, confirmed ones included', () =>
    given(reserved('a'), confirmed('a'))
      .when(reserve('b', ofCoupon(1)))
      .rejected(exhausted));
  it('counts a code’s uses for the coupon', () =>
    given(reserved('a', 'code'))
      .when(reserve('b', ofCoupon(1)))
      .rejected(exhausted));
  it('stops at the limit of the code', () =>
    given(reserved('a', 'code'))
      .when(reserve('b', ofCode(1), 'code'))
      .rejected(exhausted));
  it('is not stopped by another code’s uses', () =>
    given(reserved('a', 'code'))
      .when(reserve('b', ofCode(1), 'other'))
      .then(reserved('b', 'other')));
  it('has what was released', () =>
    given(reserved('a'), released('a'))
      .when(reserve('b', ofCoupon(1)))
      .then(reserved('b')));
  it('is too late once the slot was released', () =>
    given(reserved('a'), released('a')).when(reserve('a')).rejected({ code: 'slot-closed' }));
  it('is too late also where the release came first', () => given(released('a')).when(reserve('a')).rejected({ code: 'slot-closed' }));
  it('is fine where the attempt has succeeded meanwhile', () => given(reserved('a'), confirmed('a')).when(reserve('a')).nothing());
  it('is not for an attempt of which nothing is known any more', () =>
    given()
      .when({ ...reserve('a'), now: START + 10 * MINUTE + 1 })
      .rejected({ code: 'attempt-too-old' }));
  it('goes by the stream’s time where the own clock is behind', () =>
    given(released('z', START + 11 * MINUTE))
      .when(reserve('a'))
      .rejected({ code: 'attempt-too-old' }));
});

describe('confirming a slot', () => {
  it('counts it', () => given(reserved('a')).when(confirm('a')).then(confirmed('a')));
  it('is done once', () => given(reserved('a'), confirmed('a')).when(confirm('a')).nothing());
  it('is done once, however late it is repeated', () =>
    given(reserved('a'), confirmed('a'), reserved('b', null, START + 60 * MINUTE), confirmed('b', START + 60 * MINUTE))
      .when(confirm('a', START + 60 * MINUTE))
      .nothing());
  it('needs the slot', () => given(reserved('a'), released('a')).when(confirm('a')).rejected({ code: 'slot-closed' }));
});

describe('releasing a slot', () => {
  it('frees it', () => given(reserved('a')).when(release('a')).then(released('a')));
  it('closes one that was never reserved', () => given().when(release('a')).then(released('a')));
  it('leaves a confirmed one', () => given(reserved('a'), confirmed('a')).when(release('a')).nothing());
  it('needs nothing where the attempt is too old to reserve', () =>
    given()
      .when(release('a', START + 11 * MINUTE + 1))
      .nothing());
  it('closes one that another’s slow clock might still reserve', () =>
    given()
      .when(release('a', START + 11 * MINUTE))
      .then(released('a', START + 11 * MINUTE)));
  it('leaves a regained one to the success that regained it', () =>
    given(reserved('a'), released('a'), regained('a')).when(release('a')).nothing());
  it('frees a regained one when told so', () =>
    given(regained('a'))
      .when({ ...release('a'), evenRegained: true })
      .then(released('a')));
});

describe('regaining a slot', () => {
  it('takes a free one again', () =>
    given(reserved('a'), released('a'))
      .when(regain('a', ofCoupon(1)))
      .then(regained('a')));
  it('keeps one that was never given back, out of reach of a release that is still on its way', () => {
    given(reserved('a', 'code'))
      .when(regain('a', ofCoupon(1)))
      .then({ type: 'SlotRegained', data: { ...use('a', 'code'), at: START } });
    given(reserved('a'), regained('a')).when(release('a')).nothing();
  });
  it('is done once', () =>
    given(reserved('a'), regained('a'))
      .when(regain('a', ofCoupon(1)))
      .nothing());
  it('counts one that was never given back once', () => {
    given(reserved('a'), regained('a'))
      .when(reserve('b', ofCoupon(2)))
      .then(reserved('b'));
    given(reserved('a'), regained('a'), confirmed('a'))
      .when(reserve('b', ofCoupon(1)))
      .rejected(exhausted);
  });
  it('has it where it was confirmed', () =>
    given(reserved('a'), confirmed('a'))
      .when(regain('a', ofCoupon(1)))
      .nothing());
  it('does not pass the limit', () =>
    given(reserved('a'), released('a'), reserved('b'))
      .when(regain('a', ofCoupon(1)))
      .rejected(exhausted));
  it('is followed by the confirmation', () => given(released('a'), regained('a')).when(confirm('a')).then(confirmed('a')));
});

describe('redeeming', () => {
  it('reserves and confirms', () =>
    given()
      .when(redeem('a', ofCoupon(1)))
      .then(reserved('a'), confirmed('a')));
  it('is done once', () =>
    given(reserved('a'), confirmed('a'))
      .when(redeem('a', ofCoupon(1)))
      .nothing());
  it('does not pass the limit', () =>
    given(reserved('a'), confirmed('a'))
      .when(redeem('b', ofCoupon(1)))
      .rejected(exhausted));
});

describe('counting uses afterwards', () => {
  it('counts each once', () =>
    given()
      .when(confirmBatch(['a', 'b', 'a']))
      .then(batch(['a', 'b'])));
  it('leaves what was counted', () =>
    given(batch(['a']))
      .when(confirmBatch(['a', 'b']))
      .then(batch(['b'])));
  it('leaves what was counted before the reader was down for an hour', () =>
    given(batch(['a']), reserved('r', null, START + 60 * MINUTE), confirmed('r', START + 60 * MINUTE))
      .when(confirmBatch(['a'], START + 61 * MINUTE))
      .nothing());
  it('confirms a slot that is held', () =>
    given(reserved('a'))
      .when(confirmBatch(['a', 'b']))
      .then(confirmed('a'), batch(['b'])));
  it('makes a limit true that is set later', () =>
    given(batch(['a', 'b']))
      .when(reserve('c', ofCoupon(2)))
      .rejected(exhausted));
});
