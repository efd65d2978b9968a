// Promotions with a limit, from the press of the button to the count: never redeemed more often than they may be, and no use is lost.
import { afterAll, beforeAll } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import {
  type BuyerSession,
  checkoutSession,
  countRedemptions,
  CountRedemptionCommand,
  offerId,
  SessionTimer,
  type StartAttempt,
  RECOVERY_DELAY_MS,
} from '@tillstream/checkout';
import { CouponSlots, couponSlots, couponTally } from '@tillstream/catalog';
import { type CommandContext, Executor, Ids, reactionsTo, StreamReader, streamName, uuidV5 } from '@tillstream/event-sourcing';
import { ApiClient } from '../support/api-client';
import { type InMemoryApi, startInMemoryApi } from '../support/api-in-memory';
import { codeOf, couponOf } from '../support/api-promotions';
import { priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite, problemOf } from '../support/api-suite';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { type RunningSandbox, startSandbox, whileSilent } from '../support/sandbox-in-process';

const [GOOD, DECLINED, LOST] = ['4242424242424242', '4000000000000002', '4000009910000051'];
const MONTHLY = { pricing_type: 'recurring', recurring_interval: 'month', unit_amount_atom: 900 };
const ALL = { percent_off: 100 };

const suite = apiSuite();
let sandbox: RunningSandbox;
let second: InMemoryApi | undefined;
beforeAll(async () => {
  sandbox = await startSandbox();
  await processorOf(suite().tenant, { name: 'alpha', credentials: { url: `${sandbox.url}/alpha`, api_key: 'sandbox_alpha' } });
});
afterAll(async () => {
  await second?.close();
  await sandbox.close();
});

const client = () => suite().tenant.client;
const at = (path: string) => `${suite().tenant.base}${path}`;
const limited = (most: number, terms: object = {}) => couponOf(suite().tenant, { max_redemptions: most, ...terms });
const withCoupon = async (coupon_id: string, terms: object = {}) =>
  sessionWith(suite().tenant, { coupon_id, line_items: [{ price_id: await priceOf(suite().tenant, terms) }] });
const pay = (session: SessionBody, card = GOOD, number = 1) =>
  new InMemoryBuyer(suite().api, session).press({ number, card, email: 'ada@example.com' });
const look = (session: SessionBody) => new InMemoryBuyer(suite().api, session).look();
const read = async ({ id }: SessionBody) => (await client().get(at(`/checkout-sessions/${id}`))).body;
const used = async (id: string) => (await client().get(at(`/coupons/${id}`))).body['redemption_count'];
const get = <T>(token: abstract new (...given: never[]) => T): T => suite().api.app.get<T>(token, { strict: false });
const tally = async (id: string) => {
  const { state } = await get(StreamReader).current(couponSlots, get(Ids).parse('coup', id) ?? '');
  return couponTally(state);
};
const refusedAs = (answer: { readonly status: number; readonly body: unknown }) => ({
  problem: problemOf(answer),
  due: (answer.body as { readonly offer?: BuyerSession }).offer?.tiers[0]?.due_now_atom,
});

describe('a coupon with a limit', () => {
  it('is used by who pays first; the next one is shown the full price, and pays that', async () => {
    const coupon = await limited(1);
    const [first, second] = [await withCoupon(coupon), await withCoupon(coupon)];
    expect((await pay(first)).body.session).toMatchObject({ state: 'success', tiers: [{ due_now_atom: 1_800 }] });
    expect([await used(coupon), await tally(coupon)]).toEqual([1, { open: 0, confirmed: 1 }]);
    expect(refusedAs(await pay(second))).toEqual({ problem: '400 amount-changed', due: 2_000 });
    expect(await read(second)).toMatchObject({ coupon_id: null, state: 'open' });
    expect((await pay(second)).body.session).toMatchObject({ state: 'success', tiers: [{ due_now_atom: 2_000 }] });
    expect(await used(coupon)).toBe(1);
  });

  it('is used exactly as often as it may be by all at once', async () => {
    const coupon = await limited(3);
    const code = await codeOf(suite().tenant, coupon, { code: 'RUSH', max_redemptions: 2 });
    const price = await priceOf(suite().tenant);
    const sessions = await Promise.all(
      Array.from({ length: 8 }, () => sessionWith(suite().tenant, { promotion_code: 'rush', line_items: [{ price_id: price }] })),
    );
    const answers = await Promise.all(sessions.map((session) => pay(session)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 400, 400, 400, 400, 400, 400]);
    expect(await tally(coupon)).toEqual({ open: 0, confirmed: 2 });
    expect((await client().get(at(`/promotion-codes/${code}`))).body).toMatchObject({ times_redeemed: 2 });
    for (const [index, { status }] of answers.entries()) {
      const session = sessions[index]!;
      expect(await read(session)).toMatchObject(
        status === 200 ? { state: 'success', promotion_code: 'RUSH' } : { state: 'open', promotion_code: null },
      );
      // Who came too late in the middle of an attempt is told so, and pays with another press.
      const { attempt } = await look(session);
      if (status !== 200) expect(attempt?.message_id ?? 'promotion-gone').toBe('promotion-gone');
      if (status !== 200) expect((await pay(session, GOOD, (attempt?.number ?? 0) + 1)).body.session.state).toBe('success');
    }
    expect(await tally(coupon)).toEqual({ open: 0, confirmed: 2 });
  });

  it('is not used once more by a process that remembers how it was', async () => {
    const other = (second = await startInMemoryApi(suite().api.ports));
    const { tenant } = suite();
    const there = { ...tenant, client: (await ApiClient.of(other.baseUrl)).withToken(tenant.token) };
    const coupon = await limited(2);
    const [first, next] = [await withCoupon(coupon), await withCoupon(coupon)];
    await pay(first);
    const late = await sessionWith(there, { coupon_id: coupon, line_items: [{ price_id: await priceOf(tenant) }] });
    await pay(next); // what the other process has seen of the coupon is now behind
    const buyer = new InMemoryBuyer(other, late);
    const pressed = await buyer.press({ number: 1, card: GOOD, email: 'ada@example.com' });
    expect(refusedAs(pressed)).toEqual({ problem: '400 amount-changed', due: 2_000 });
    expect(await buyer.look()).toMatchObject({
      state: 'open',
      attempt: { state: 'failed', message_id: 'promotion-gone' },
      promotion: { label: null },
    });
    expect((await buyer.press({ number: 2, card: GOOD, email: 'ada@example.com' })).body.session.state).toBe('success');
    expect(await tally(coupon)).toEqual({ open: 0, confirmed: 2 });
  });

  it('is given back by a payment that was declined, and kept by one that nobody knows of', async () => {
    const coupon = await limited(1);
    const [first, second] = [await withCoupon(coupon), await withCoupon(coupon)];
    expect((await pay(first, DECLINED)).body.attempt.state).toBe('failed');
    expect(await tally(coupon)).toEqual({ open: 0, confirmed: 0 });
    const unclear = await whileSilent(sandbox, suite().api.ports.clock, () => pay(second, LOST));
    expect(unclear.body.attempt.state).toBe('unresolved');
    expect(await tally(coupon)).toEqual({ open: 1, confirmed: 0 });
    expect(refusedAs(await pay(first, GOOD, 2))).toEqual({ problem: '400 amount-changed', due: 2_000 });
  });

  it('is used by what costs nothing, with and without a card to save', async () => {
    const coupon = await limited(2, ALL);
    const [gift, club] = [await withCoupon(coupon), await withCoupon(coupon, MONTHLY)];
    const pressed = await new InMemoryBuyer(suite().api, gift).press({ email: 'ada@example.com' });
    expect(pressed.body.session).toMatchObject({ state: 'success', payment_state: 'none' });
    expect((await pay(club)).body.session).toMatchObject({ state: 'success', payment_state: 'none' });
    expect([await tally(coupon), await used(coupon)]).toEqual([{ open: 0, confirmed: 2 }, 2]);
    expect((await read(club))['subscription_ids']).toHaveLength(1);
  });

  it('is used by a completion by hand; without one left its merchant decides', async () => {
    const coupon = await limited(1);
    const [first, second] = [await withCoupon(coupon), await withCoupon(coupon)];
    const complete = ({ id }: SessionBody) =>
      client().put(at(`/checkout-sessions/${id}/complete`), undefined, { headers: { 'idempotency-key': `complete-${id}` } });
    const done = await complete(first);
    expect(done.body).toMatchObject({ state: 'success', amounts: { total_atom: 1_800 } });
    expect((await complete(first)).body).toEqual(done.body);
    expect(await used(coupon)).toBe(1);
    expect(problemOf(await complete(second))).toBe('400 promotion-exhausted');
    expect(problemOf(await complete(second))).toBe('400 promotion-exhausted'); // the repeat, with the same key
    expect(await read(second)).toMatchObject({ state: 'open', coupon_id: coupon });
    await client().patch(at(`/checkout-sessions/${second.id}`), { coupon_id: null });
    expect((await client().put(at(`/checkout-sessions/${second.id}/complete`))).body).toMatchObject({ state: 'success' });
    expect(await tally(coupon)).toEqual({ open: 0, confirmed: 1 });
  });
});

describe('an attempt whose process dies before its first charge', () => {
  /** As far as the append of the attempt, and no further. */
  async function dies({ id }: SessionBody): Promise<{ readonly key: string; readonly startedAt: number }> {
    const [executor, ids] = [get(Executor), get(Ids)];
    const key = ids.parse('cs', id) ?? '';
    const { state, accountId } = await get(StreamReader).current(checkoutSession, key);
    if (state.status === 'absent' || !state.promotion) throw new Error('a session with a promotion was made');
    const { now } = { now: suite().api.ports.clock.now() };
    const { terms, couponKey } = state.promotion;
    const coupon = {
      ...terms, key: couponKey, name: null, isActive: true, maxRedemptions: 1, validFrom: null, validUntil: null, metadata: {}, tally: { open: 0, confirmed: 0 },
    }; // prettier-ignore
    const command: StartAttempt = {
      type: 'StartAttempt', now, attemptKey: ids.derivedKey('attempt', id), number: 1, card: null, paymentMethod: null, saveCard: false,
      customer: { key: ids.derivedKey('customer', id), email: { k: 'k', c: 'c', h: 'h' }, emailKey: '' }, offerId: offerId(state) ?? '', firstTier: 0, acceptedTiers: [0], mandateTextId: null,
      locale: null, routes: [{ tier: 0, steps: [{ processorKey: 'alpha', disposition: 'charge_and_setup' }] }],
      processors: { alpha: { enabled: true, currencies: [], minimumAtom: 0 } }, promotion: { coupon, code: 'none', hasBoughtBefore: false },
      chargeKey: ids.derivedKey('charge', id), subscriptionKeys: [],
    }; // prettier-ignore
    const outcome = await executor.run(checkoutSession, { key, context: contextOf(id, accountId) }, command);
    expect(outcome.kind === 'accepted' && outcome.events.map(({ type }) => type)).toEqual(['CustomerAttached', 'AttemptStarted']);
    return { key, startedAt: now };
  }
  const contextOf = (name: string, accountId = suite().tenant.accountId): CommandContext => ({
    commandId: uuidV5(name), requestHash: name, requestId: null, accountId, actor: { kind: 'buyer', id: null }, correlationId: uuidV5(name),
    causationId: uuidV5(name), net: null, reason: null,
  }); // prettier-ignore
  const reserve = (couponId: string, { key, startedAt }: { readonly key: string; readonly startedAt: number }) =>
    get(CouponSlots).reserve(
      { couponKey: get(Ids).parse('coup', couponId) ?? '', context: contextOf(`reserve ${key}`) },
      { slot: `${key}.1`, promotionCodeKey: null, limits: { coupon: 1, code: null }, attemptStartedAt: startedAt },
    );
  const ring = (key: string) => get(SessionTimer).ring({ stream: streamName('checkoutSession', key), now: suite().api.ports.clock.now() });

  it.each(['before', 'after'] as const)('%s it reserved its slot, gives it back', async (when) => {
    const coupon = await limited(1);
    const [dead, other] = [await withCoupon(coupon), await withCoupon(coupon)];
    const attempt = await dies(dead);
    if (when === 'after') expect(await reserve(coupon, attempt)).toMatchObject({ kind: 'accepted' });
    await ring(attempt.key);
    expect((await look(dead)).attempt?.state).toBe('created');
    await suite().api.ports.clock.advance(RECOVERY_DELAY_MS);
    await ring(attempt.key);
    expect((await look(dead)).attempt).toMatchObject({ state: 'failed', message_id: 'card-details-lost' });
    // Whoever was frozen in between wakes up to a closed door.
    expect(await reserve(coupon, attempt)).toMatchObject({ kind: 'rejected', reason: { code: 'slot-closed' } });
    expect(await tally(coupon)).toEqual({ open: 0, confirmed: 0 });
    expect((await pay(other)).body.session.state).toBe('success');
  });
});

describe('a coupon without a limit', () => {
  it('asks for no slot, and is counted by the reactor, once', async () => {
    const coupon = await couponOf(suite().tenant);
    const session = await withCoupon(coupon);
    await pay(session);
    expect(await used(coupon)).toBe(0);
    const key = get(Ids).parse('cs', session.id) ?? '';
    const events = await get(StreamReader).events('checkoutSession', key);
    expect(events.map(({ type }) => type)).toEqual([
      'SessionCreated', 'CustomerAttached', 'AttemptStarted', 'ChargeRequested', 'TierAttempted', 'SessionCompleted',
    ]); // prettier-ignore
    const after = await get(StreamReader).current(checkoutSession, key);
    for (let time = 0; time < 2; time++)
      for (const { effect, context } of reactionsTo(countRedemptions, events.at(-1)!, after))
        await get(CommandBus).execute(new CountRedemptionCommand(context, effect.data));
    expect(await used(coupon)).toBe(1);
    await client().put(at(`/coupons/${coupon}`), { max_redemptions: 1 });
    await suite().api.ports.clock.advance(2_001);
    const late = await client().post(at('/checkout-sessions/'), {
      success_url: 'https://a.example',
      return_url: 'https://a.example',
      coupon_id: coupon,
    });
    expect(problemOf(late)).toBe('422 invalid-request');
  });
});
