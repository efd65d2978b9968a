// Discounts of sessions over the in-memory API: set by the merchant, typed by the buyer.
import { beforeAll } from '@jest/globals';
import type { BuyerSession } from '@tillstream/checkout';
import { codeOf, couponOf } from '../support/api-promotions';
import { plainSession, priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';

const MONTHLY = { pricing_type: 'recurring', recurring_interval: 'month', recurring_interval_count: 1, unit_amount_atom: 1_000 };

const suite = apiSuite();
const client = () => suite().tenant.client;
const sessions = () => `${suite().tenant.base}/checkout-sessions/`;
let mug: string;
let club: string;
let ten: string;
beforeAll(async () => {
  await processorOf(suite().tenant);
  mug = await priceOf(suite().tenant);
  club = await priceOf(suite().tenant, MONTHLY);
  ten = await couponOf(suite().tenant);
  await codeOf(suite().tenant, ten, { code: 'Spring' });
});

interface Session extends SessionBody {
  readonly coupon_id: string | null;
  readonly promotion_code: string | null;
  readonly offer_id: string;
  readonly amounts: { readonly recurring: readonly object[] };
}
const items = (...prices: readonly string[]) => ({ line_items: prices.map((price_id) => ({ price_id })) });
const make = async (body: object): Promise<Session> => (await sessionWith(suite().tenant, body)) as Session;
const read = async ({ id }: { readonly id: string }): Promise<Session> => (await client().get<Session>(sessions() + id)).body;
const change = ({ id }: { readonly id: string }, body: object) => client().patch<Session>(sessions() + id, body);
const amounts = (subtotal: number, discount: number) => ({
  subtotal_atom: subtotal,
  discount_atom: discount,
  total_atom: subtotal - discount,
});
const listed = async (filter: object): Promise<readonly string[]> => {
  const path = `${sessions()}?filter=${encodeURIComponent(JSON.stringify(filter))}`;
  return (await client().get<{ items: readonly { id: string }[] }>(path)).body.items.map(({ id }) => id);
};

describe('a discount that the merchant sets', () => {
  it.each([
    ['a coupon', () => ({ coupon_id: ten }), null],
    ['a code, without case', () => ({ promotion_code: 'SPRING' }), 'Spring'],
    ['both', () => ({ coupon_id: ten, promotion_code: 'spring ' }), 'Spring'],
  ])('comes with the session by %s', async (_, named, code) => {
    const session = await make({ ...items(mug), ...named() });
    expect(session).toMatchObject({ coupon_id: ten, promotion_code: code, amounts: amounts(2_000, 200) });
    expect(session.offer_id).not.toBe((await make(items(mug))).offer_id);
  });

  it('holds for what is added later, and for each tier', async () => {
    const session = await make({ coupon_id: ten, ...items(mug), cascade_line_items: [items(club)] });
    await client().post(`${sessions()}${session.id}/line-items`, { price_id: club, quantity: 2 });
    expect(await read(session)).toMatchObject({ amounts: amounts(4_000, 400), cascade_status: { tier_amounts: [3_600, 900] } });
  });

  it('goes along where it repeats', async () => {
    const months = await couponOf(suite().tenant, { duration: 'repeating', duration_in_months: 3 });
    const { amounts: owed } = await make({ coupon_id: months, ...items(club) });
    expect(owed.recurring).toMatchObject([
      { amount_atom: 1_000, discount: { amount_atom: 100, duration: 'repeating', duration_in_months: 3 } },
    ]);
  });

  it.each([
    ['repeating', { duration_in_months: 3 }, '2030-04-08T00:00:00.000Z'],
    ['forever', {}, null],
    ['once', {}, '2030-02-08T00:00:00.000Z'], // nothing was due at the completion
  ])('%s, is readable on the subscription that it leads to', async (duration, terms, ends_at) => {
    const coupon = await couponOf(suite().tenant, { duration, ...terms });
    const trial = await priceOf(suite().tenant, { ...MONTHLY, trial_days: 7 });
    const customer = await client().post<{ id: string }>(`${suite().tenant.base}/customers`, { email: `${duration}@example.com` });
    const { id } = await make({ coupon_id: coupon, ...items(trial), customer_id: customer.body.id });
    const done = await client().put<{ subscription_ids: string[] }>(`${sessions()}${id}/complete`);
    const subscription = await client().get(`${suite().tenant.base}/subscriptions/${done.body.subscription_ids[0]}`);
    expect(subscription.body['discount']).toEqual({ coupon_id: coupon, promotion_code: null, amount_atom: 100, duration, ends_at });
  });

  it('is changed and taken away while the session is open', async () => {
    const session = await make(items(mug));
    const half = await couponOf(suite().tenant, { percent_off: 50 });
    expect((await change(session, { promotion_code: 'SPRING' })).body).toMatchObject({
      promotion_code: 'Spring',
      amounts: amounts(2_000, 200),
    });
    expect((await change(session, { coupon_id: half })).body).toMatchObject({
      coupon_id: half,
      promotion_code: null,
      amounts: amounts(2_000, 1_000),
    });
    expect((await change(session, { coupon_id: null })).body).toMatchObject({ coupon_id: null, amounts: amounts(2_000, 0) });
    const history = await client().get<{ items: readonly { type: string }[] }>(`${sessions()}${session.id}/history`, {
      token: await auditor(),
    });
    expect(history.body.items.map(({ type }) => type)).toEqual([
      'SessionCreated',
      'PromotionApplied',
      'PromotionApplied',
      'PromotionRemoved',
    ]);
    await client().put(`${sessions()}${session.id}/complete`);
    expect(problemOf(await change(session, { coupon_id: half }))).toBe('400 session-completed');
  });

  it('is refused with its place, beside every other fault', async () => {
    const off = await couponOf(suite().tenant);
    await client().post(`${suite().tenant.base}/coupons/${off}/deactivate`);
    const euros = await couponOf(suite().tenant, { discount_type: 'amount_off', percent_off: null, amount_atom_off: 100, currency: 'eur' });
    const other = await couponOf(suite().tenant);
    const post = (body: object) => client().post(sessions(), { ...plainSession, ...items(mug), ...body });
    expect(faultsOf(await post({ coupon_id: 'coup_dev_nothing' }))).toEqual(['body.coupon_id promotion-not-found']);
    expect(faultsOf(await post({ coupon_id: other, promotion_code: 'SPRING' }))).toEqual(['body.promotion_code promotion-not-found']);
    expect(faultsOf(await post({ success_url: 'x', coupon_id: off }))).toEqual([
      'body.success_url url-not-absolute',
      'body.coupon_id promotion-inactive',
    ]);
    expect(faultsOf(await post({ coupon_id: euros }))).toEqual(['body.coupon_id promotion-wrong-currency']);
    expect(faultsOf(await post({ ...items('price_dev_none'), coupon_id: euros }))).toEqual(['body.line_items.0.price_id price-not-found']);
    expect(faultsOf(await post({ mode: 'setup', line_items: [], promotion_code: 'SPRING' }))).toEqual([
      'body.promotion_code setup-takes-no-items',
    ]);
    expect(faultsOf(await change(await make(items(mug)), { promotion_code: 'AUTUMN' }))).toEqual([
      'body.promotion_code promotion-not-found',
    ]);
  });

  it('is not another account’s', async () => {
    const { client: theirs, base } = await newTenant(suite().anonymous);
    const named = { ...plainSession, coupon_id: ten };
    expect(faultsOf(await theirs.post(`${base}/checkout-sessions/`, named))).toEqual(['body.coupon_id promotion-not-found']);
    const typed = { ...plainSession, promotion_code: 'SPRING' };
    expect(faultsOf(await theirs.post(`${base}/checkout-sessions/`, typed))).toEqual(['body.promotion_code promotion-not-found']);
  });

  it('finds its sessions', async () => {
    const own = await couponOf(suite().tenant);
    await codeOf(suite().tenant, own, { code: 'Findable' });
    const byCode = await make({ ...items(mug), promotion_code: 'FINDABLE' });
    const byId = await make({ ...items(mug), coupon_id: own });
    expect([...(await listed({ coupon_id: own }))].sort()).toEqual([byId.id, byCode.id].sort());
    expect(await listed({ promotion_code: 'findable' })).toEqual([byCode.id]);
    expect(await listed({ coupon_id: 'coup_dev_nothing' })).toEqual([]);
    const found = await client().get<{ items: readonly { id: string }[] }>(`${sessions()}?search=findable`);
    expect(found.body.items.map(({ id }) => id)).toEqual([byCode.id]);
    await change(byCode, { promotion_code: null });
    expect(await listed({ coupon_id: own })).toEqual([byId.id]);
  });
});

async function auditor(): Promise<string> {
  const { anonymous, tenant } = suite();
  const issued = await anonymous
    .withToken('operator-token-for-tests-only')
    .post<{ token: string }>(`/api/accounts/${tenant.accountId}/api-tokens`, { scopes: ['audit'] });
  return issued.body.token;
}

describe('a code that the buyer types', () => {
  type Link = Pick<SessionBody, 'secure_token'>;
  const buyer = () => suite().anonymous;
  const at = ({ secure_token: token }: Link) => `/api/checkout/${token}`;
  const seen = (session: Link) => buyer().get<BuyerSession>(at(session));
  const type = (session: Link, code: unknown) => buyer().post<BuyerSession>(`${at(session)}/promotion-code`, { code });
  const takeAway = (session: Link) => buyer().delete<BuyerSession>(`${at(session)}/promotion-code`);
  const open = (body: object = {}) => make({ ...items(mug), allow_promotion_codes: true, ...body });

  it('is shown with its effect, and taken away again', async () => {
    const session = await open();
    const typed = await type(session, 'spring');
    expect(typed.body).toMatchObject({
      promotion: { allowed: true, code: 'Spring', label: 'Ten percent', removable: true },
      tiers: [{ subtotal_atom: 2_000, discount_atom: 200, due_now_atom: 1_800 }],
    });
    expect(await read(session)).toMatchObject({ coupon_id: ten, promotion_code: 'Spring', offer_id: typed.body.offer_id });
    expect((await takeAway(session)).body).toMatchObject({ promotion: { code: null, removable: false }, tiers: [{ due_now_atom: 2_000 }] });
    expect((await takeAway(session)).status).toBe(200);
  });

  it('is allowed by the session, else by the account', async () => {
    const { tenant } = suite();
    const silent = await make(items(mug));
    expect(problemOf(await type(silent, 'spring'))).toBe('400 promotion-codes-not-allowed');
    const settings = `/api/accounts/${tenant.accountId}/checkout-settings`;
    await client().patch(settings, { allow_promotion_codes: true });
    await suite().api.ports.clock.advance(2_001);
    expect((await type(silent, 'spring')).status).toBe(200);
    expect(problemOf(await type(await make({ ...items(mug), allow_promotion_codes: false }), 'spring'))).toBe(
      '400 promotion-codes-not-allowed',
    );
    await client().patch(settings, { allow_promotion_codes: false });
  });

  it('never touches what the merchant set', async () => {
    const session = await open({ coupon_id: ten });
    expect((await seen(session)).body.promotion).toEqual({ allowed: false, code: null, label: 'Ten percent', removable: false });
    expect(problemOf(await type(session, 'spring'))).toBe('400 promotion-already-applied');
    expect(problemOf(await takeAway(session))).toBe('400 promotion-not-removable');
  });

  it('is told what is wrong with it', async () => {
    const session = await open();
    await codeOf(suite().tenant, await couponOf(suite().tenant, { valid_until: '2020-01-01T00:00:00Z' }), { code: 'Over' });
    await codeOf(suite().tenant, ten, {
      code: 'Big',
      restrictions: { minimum_amount: 20.01, minimum_amount_currency: 'usd' },
    });
    expect(faultsOf(await type(session, 'nothing'))).toEqual(['body.code promotion-not-found']);
    expect(faultsOf(await type(session, 'over'))).toEqual(['body.code promotion-expired']);
    expect(faultsOf(await type(session, 'big'))).toEqual(['body.code promotion-minimum-not-reached']);
    expect(faultsOf(await type(session, 'x'.repeat(101)))).toEqual(['body.code wrong-length']);
    expect(faultsOf(await type(session, 5))).toEqual(['body.code not-text']);
    expect(problemOf(await type({ secure_token: 'nobody' }, 'spring'))).toBe('404 session-not-found');
  });

  it('is for first orders only where it says so', async () => {
    await codeOf(suite().tenant, ten, {
      code: 'Hello',
      restrictions: { first_time_transaction: true },
    });
    const customer = await client().post<{ id: string }>(`${suite().tenant.base}/customers`, { email: 'bob@example.com' });
    const first = await open({ customer_id: customer.body.id, promotion_code: 'hello' });
    expect(first.promotion_code).toBe('Hello');
    await client().put(`${sessions()}${first.id}/complete`);
    expect(faultsOf(await type(await open({ customer_id: customer.body.id }), 'hello'))).toEqual(['body.code promotion-first-time-only']);
  });

  it('cannot be guessed', async () => {
    const session = await open();
    for (let guess = 0; guess < 10; guess++) expect(faultsOf(await type(session, `guess${guess}`))).toHaveLength(1);
    const refused = await type(session, 'spring');
    expect(problemOf(refused)).toBe('429 too-many-requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await suite().api.ports.clock.advance(10 * 60_000);
    expect((await type(session, 'spring')).status).toBe(200);
  });
});
