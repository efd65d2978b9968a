import { disagreements, type LedgerCharge, type StoredEvent, storyOf } from './agreement';
import { usesOf } from './slots';

const event = (type: string, data: object = {}): StoredEvent => ({
  stream: 'checkoutSession-a',
  type,
  data: data as StoredEvent['data'],
  at: 0,
});
const requested = (chargeKey: string) => event('ChargeRequested', { attemptKey: 'A', chargeKey, amountAtom: 2_000 });
const attempted = (chargeKey: string, outcome: string) => event('TierAttempted', { attemptKey: 'A', chargeKey, outcome });
const completed = (chargeKey: string) => event('SessionCompleted', { attemptKey: 'A', chargeKey, how: 'paid' });
const taken = (key: string, more: Partial<LedgerCharge> = {}): LedgerCharge => ({
  processor: 'alpha', merchant_reference: `pa_dev_${key}`, captured_count: 1, captured_atom: 2_000, refunded_atom: 0, net_atom: 2_000, ...more,
}); // prettier-ignore
const judged = (events: readonly StoredEvent[], ledger: readonly LedgerCharge[]): readonly string[] =>
  disagreements([storyOf('checkoutSession-a', events)], ledger).map(({ what }) => what);

const paid = [requested('x'), attempted('x', 'approved'), completed('x')];
const declined = [requested('x'), attempted('x', 'declined'), event('AttemptFailed', { attemptKey: 'A' })];
const refunded = [
  event('RefundRequested', { refundKey: 'r', chargeKey: 'x', amountAtom: 2_000 }),
  event('RefundResolved', { refundKey: 'r', result: 'succeeded' }),
];

describe('ledger and session agree', () => {
  it.each([
    ['paid once', paid, [taken('x')]],
    ['declined, and nothing taken', declined, []],
    [
      'unknown, then found approved',
      [requested('x'), attempted('x', 'unknown'), event('ChargeResolved', { chargeKey: 'x', result: 'approved' }), completed('x')],
      [taken('x')],
    ],
    ['not settled yet', [requested('x'), attempted('x', 'unknown')], [taken('x')]],
    ['paid, and given back', [...paid, ...refunded], [taken('x', { refunded_atom: 2_000, net_atom: 0 })]],
  ])('%s', (_, events, ledger) => expect(judged(events, ledger)).toEqual([]));
});

describe('what does not agree is told', () => {
  const notCharged = [requested('x'), event('ChargeResolved', { chargeKey: 'x', result: 'not_charged' })];
  it.each([
    ['x was asked for 2 times', [requested('x'), attempted('x', 'declined'), requested('x')], []],
    ['x was captured 2 times', paid, [taken('x', { captured_count: 2 })]],
    ['paid 2 times: x, y', [...paid, requested('y'), attempted('y', 'approved')], [taken('x'), taken('y')]],
    ['x is over and not approved, and 2000 was taken', declined, [taken('x')]],
    ['x is over and not approved, and 2000 was taken', notCharged, [taken('x')]],
    ['x is approved, and nothing was taken', paid, []],
    ['x: 1999 was taken in place of 2000', paid, [taken('x', { captured_atom: 1_999 })]],
    ['money was taken for z, of which no session knows', [], [taken('z')]],
    ['money was kept, and the session is expired ', [...paid.slice(0, 2), event('SessionExpired')], [taken('x')]],
    ['the session says that it was paid, by a charge that was not approved', [requested('x'), completed('x')], []],
    ['x: 0 was given back, the session says 2000', [...paid, ...refunded], [taken('x')]],
    ['x: 500 was given back, the session says 0', paid, [taken('x', { refunded_atom: 500, net_atom: 1_500 })]],
  ])('%s', (told, events, ledger) => expect(judged(events, ledger)).toContain(told));
});

it('counts the uses of a coupon', () => {
  const slot = (type: string, name: string) => event(type, { slot: name });
  const events = [
    slot('SlotReserved', 'a'),
    slot('SlotConfirmed', 'a'),
    slot('SlotReserved', 'b'),
    slot('SlotReleased', 'b'),
    slot('SlotReserved', 'c'),
  ];
  expect(usesOf([...events, event('SlotsConfirmed', { uses: [{ slot: 'd' }, { slot: 'a' }] })])).toEqual({ confirmed: 2, open: 1 });
});

it('counts the refunds that nobody asked for', () => {
  const refund = (refundKey: string, reason: string | null) =>
    event('RefundRequested', { refundKey, chargeKey: 'x', amountAtom: 2_000, reason });
  const events = [
    ...paid,
    refund('a', 'duplicate'),
    refund('b', 'expired_uncaptured_charge'),
    refund('c', null),
    refund('d', 'fraudulent'),
  ];
  expect(storyOf('checkoutSession-a', events).lateRefunds).toBe(2);
});
