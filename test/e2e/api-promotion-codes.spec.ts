// Promotion codes over HTTP.
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';

const suite = apiSuite();
const at = (path: string) => `${suite().tenant.base}${path}`;
const client = () => suite().tenant.client;
const later = (ms: number) => new Date(suite().api.ports.clock.now() + ms).toISOString();

type Row = Record<string, unknown> & { readonly id: string };
interface Validated {
  readonly valid: boolean;
  readonly error: string | null;
  readonly promotion_code: Row | null;
}

const made = async (path: string, body: object): Promise<Row> => {
  await suite().api.ports.clock.advance(1);
  const answer = await client().post<Row>(at(path), body);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return answer.body;
};
const coupon = (body: object = {}) => made('/coupons/', { discount_type: 'percent_off', percent_off: 20, ...body });
let serial = 0;
/** A code of a name of its own. */
const code = async (body: object = {}, ofCoupon: object = {}): Promise<Row & { readonly code: string }> => {
  const coupon_id = (await coupon(ofCoupon)).id;
  return (await made('/promotion-codes/', { coupon_id, code: `Code-${(serial += 1)}`, ...body })) as Row & { readonly code: string };
};
const validate = async (body: object) => (await client().post<Validated>(at('/promotion-codes/validate'), body)).body;
const redeem = (body: object, key?: string) =>
  client().post<Row>(at('/promotion-codes/redeem'), body, key === undefined ? {} : { headers: { 'idempotency-key': key } });
const codesIn = async (path: string) => (await client().get<{ items: readonly Row[] }>(at(path))).body.items.map((row) => row['code']);

describe('a promotion code', () => {
  it('is answered as it was created', async () => {
    const restrictions = { first_time_transaction: true, minimum_amount: '49.90', minimum_amount_currency: 'USD' };
    const answer = await code({
      code: 'Welcome20',
      max_redemptions: 5,
      expires_at: '2031-05-04T12:00:00+02:00',
      restrictions,
      metadata: { a: 1 },
    });
    expect(answer).toMatchObject({
      account_id: suite().tenant.accountId, code: 'Welcome20', active: true, max_redemptions: 5, times_redeemed: 0, expires_at: '2031-05-04T10:00:00.000Z',
      restrictions: { first_time_transaction: true, minimum_amount: 49.9, minimum_amount_currency: 'usd' }, metadata: { a: 1 },
    }); // prettier-ignore
    expect((await client().get<Row>(at(`/promotion-codes/${answer.id}`))).body).toEqual(answer);
  });

  it('is taken whatever the case, until it is deleted', async () => {
    const first = await code({ code: 'Only' });
    const again = { coupon_id: first['coupon_id'], code: 'ONLY' };
    expect(problemOf(await client().post(at('/promotion-codes'), again))).toBe('400 code-taken');
    for (let time = 0; time < 2; time++) expect((await client().delete(at(`/promotion-codes/${first.id}`))).status).toBe(204);
    expect(problemOf(await client().get(at(`/promotion-codes/${first.id}`)))).toBe('404 not-found');
    expect(await validate({ code: 'only' })).toMatchObject({ valid: false, error: 'promotion-not-found', promotion_code: null });
    expect(await made('/promotion-codes', again)).toMatchObject({ code: 'ONLY' });
    expect((await client().delete(at(`/promotion-codes/${first.id}`))).status).toBe(204); // takes nothing from the new one
    expect((await validate({ code: 'only' })).valid).toBe(true);
  });

  it('is one of many that want the same name at once', async () => {
    const coupon_id = (await coupon()).id;
    const all = await Promise.all(Array.from({ length: 8 }, () => client().post(at('/promotion-codes'), { coupon_id, code: 'Rush' })));
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 400)]);
  });

  it('may be of the same name in another account', async () => {
    const other = await newTenant(suite().anonymous);
    const { code: name, id } = await code();
    const theirs = await other.client.post<Row>(`${other.base}/coupons`, { discount_type: 'percent_off', percent_off: 1 });
    const answer = await other.client.post<Row>(`${other.base}/promotion-codes`, { coupon_id: theirs.body.id, code: name });
    expect(answer.status).toBe(200);
    for (const call of [
      other.client.get(`${other.base}/promotion-codes/${id}`),
      other.client.put(`${other.base}/promotion-codes/${id}`, { active: false }),
      other.client.delete(`${other.base}/promotion-codes/${id}`),
    ])
      expect(problemOf(await call)).toBe('404 not-found');
    const mine = { coupon_id: (await coupon()).id, code: 'theirs' };
    expect(faultsOf(await other.client.post(`${other.base}/promotion-codes`, mine))).toEqual(['body.coupon_id coupon-not-found']);
  });

  it('is refused with every fault and its place', async () => {
    const refusedAs = async (body: object) => faultsOf(await client().post(at('/promotion-codes'), body));
    expect(await refusedAs({ code: 'a b', restrictions: { minimum_amount: -1, minimum_amount_currency: 'dollars', other: 1 } })).toEqual([
      'body.code wrong-format',
      'body.restrictions.minimum_amount not-an-amount',
      'body.restrictions.minimum_amount_currency wrong-length',
      'body.restrictions.other unknown-field',
      'body.coupon_id required',
    ]);
    expect(
      await refusedAs({ coupon_id: 'none', code: 'x', restrictions: { minimum_amount: 1.5, minimum_amount_currency: 'jpy' } }),
    ).toEqual(['body.coupon_id coupon-not-found', 'body.restrictions.minimum_amount amount-too-precise']);
    const { code: free } = await code({ code: 'unclaimed' }); // the name was not taken by any of the refused
    expect(free).toBe('unclaimed');
  });

  it('is created once for one key', async () => {
    const headers = { 'idempotency-key': 'code-1' };
    const body = { coupon_id: (await coupon()).id, code: 'Twice' };
    const [first, second] = [
      await client().post<Row>(at('/promotion-codes'), body, { headers }),
      await client().post<Row>(at('/promotion-codes'), body, { headers }),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('changes in what is sent; null clears', async () => {
    const { id } = await code({ max_redemptions: 5, expires_at: later(60_000) });
    const changed = await client().put<Row>(at(`/promotion-codes/${id}`), { active: false, max_redemptions: null });
    expect(changed.body).toMatchObject({ active: false, max_redemptions: null, expires_at: expect.any(String) });
    expect(faultsOf(await client().put(at(`/promotion-codes/${id}`), { code: 'New' }))).toEqual(['body.code unknown-field']);
  });

  it('is listed by coupon, name and whether it is on', async () => {
    const coupon_id = (await coupon()).id;
    for (const name of ['L-one', 'L-two', 'L-three']) await made('/promotion-codes', { coupon_id, code: name, active: name !== 'L-two' });
    await code({ code: 'L-other' });
    expect(await codesIn(`/promotion-codes?coupon_id=${coupon_id}`)).toEqual(['L-three', 'L-two', 'L-one']);
    expect(await codesIn(`/promotion-codes?coupon_id=${coupon_id}&active_only=true&limit=1`)).toEqual(['L-three']);
    expect(await codesIn(`/promotion-codes?coupon_id=${coupon_id}&search=l-TWO`)).toEqual(['L-two']);
    expect(await codesIn(`/promotion-codes?active_only=true&search=l-two`)).toEqual([]);
    const filter = encodeURIComponent(JSON.stringify({ coupon_id, active: false }));
    expect(await codesIn(`/promotion-codes?filter=${filter}`)).toEqual(['L-two']);
    expect(await codesIn('/promotion-codes?coupon_id=none')).toEqual([]);
  });
});

describe('whether a code can be used', () => {
  it('is told with the first reason', async () => {
    const cases: readonly [string | null, object, object, object][] = [
      [null, {}, {}, {}],
      ['promotion-inactive', { active: false }, {}, {}],
      ['promotion-expired', { expires_at: later(1) }, {}, {}],
      ['promotion-not-yet-valid', {}, { valid_from: later(60_000) }, {}],
      ['promotion-wrong-currency', {}, { discount_type: 'amount_off', percent_off: null, amount_atom_off: 1, currency: 'eur' }, { order_currency: 'usd' }],
      [null, {}, { discount_type: 'amount_off', percent_off: null, amount_atom_off: 1, currency: 'eur' }, { order_currency: 'EUR' }],
      ['promotion-minimum-not-reached', { restrictions: { minimum_amount: 50, minimum_amount_currency: 'usd' } }, {}, { order_amount: '49.99', order_currency: 'usd' }],
      [null, { restrictions: { minimum_amount: 50, minimum_amount_currency: 'usd' } }, {}, { order_amount: 50, order_currency: 'usd' }],
    ]; // prettier-ignore
    for (const [error, body, ofCoupon, question] of cases) {
      const { code: name, id } = await code(body, ofCoupon);
      expect(await validate({ code: name, ...question })).toMatchObject({ valid: error === null, error, promotion_code: { id } });
      if (error !== null) expect(problemOf(await redeem({ code: name, ...question }))).toBe(`400 ${error}`);
    }
  });

  it('depends on its coupon', async () => {
    const { code: name, coupon_id } = await code();
    await client().post(at(`/coupons/${String(coupon_id)}/deactivate`));
    expect((await validate({ code: name })).error).toBe('promotion-inactive');
    await client().delete(at(`/coupons/${String(coupon_id)}`));
    expect((await validate({ code: name })).error).toBe('promotion-not-found');
    expect(problemOf(await redeem({ code: name }))).toBe('400 promotion-not-found');
  });

  it('depends on what the customer bought before, where it is for first orders', async () => {
    const { code: name } = await code({ restrictions: { first_time_transaction: true } });
    const customer = await made('/customers/', { email: 'ada@example.com' });
    const question = { code: name, customer_id: customer.id };
    expect((await validate(question)).valid).toBe(true);
    const urls = { success_url: 'https://shop.example/ok', return_url: 'https://shop.example/back' };
    const session = await made('/checkout-sessions/', { ...urls, customer_id: customer.id });
    expect((await validate(question)).valid).toBe(true);
    expect((await client().put(at(`/checkout-sessions/${session.id}/complete`))).status).toBe(200);
    expect((await validate(question)).error).toBe('promotion-first-time-only');
    expect(problemOf(await redeem(question))).toBe('400 promotion-first-time-only');
    expect((await validate({ code: name })).valid).toBe(true);
  });

  it('is asked with an order that makes sense, of a customer who is there', async () => {
    const { code: name } = await code();
    const refusedAs = async (body: object) => faultsOf(await client().post(at('/promotion-codes/validate'), { code: name, ...body }));
    expect(await refusedAs({ order_amount: 5, customer_id: 'cus_dev_1' })).toEqual([
      'body.customer_id customer-not-found',
      'body.order_currency amount-needs-currency',
    ]);
    expect(await refusedAs({ order_amount: '1e3', order_currency: 'usd' })).toEqual(['body.order_amount not-an-amount']);
    expect(await refusedAs({ order_currency: 'zzz' })).toEqual(['body.order_currency unknown-currency']);
  });
});

describe('redeeming', () => {
  it('counts, for the code and for its coupon', async () => {
    const { code: name, id, coupon_id } = await code();
    expect((await redeem({ code: name.toUpperCase() })).body).toMatchObject({ id, times_redeemed: 1 });
    expect((await redeem({ code: name })).body['times_redeemed']).toBe(2);
    expect((await client().get<Row>(at(`/promotion-codes/${id}`))).body['times_redeemed']).toBe(2);
    expect((await client().get<Row>(at(`/coupons/${String(coupon_id)}`))).body['redemption_count']).toBe(2);
  });

  it('counts once for one key, and says so also when the code is used up meanwhile', async () => {
    const { code: name } = await code({ max_redemptions: 1 });
    const first = await redeem({ code: name }, `redeem-${name}`);
    const second = await redeem({ code: name }, `redeem-${name}`);
    expect([first.status, second.status, second.body]).toEqual([200, 200, first.body]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(problemOf(await redeem({ code: name }))).toBe('400 promotion-exhausted');
    expect(await validate({ code: name })).toMatchObject({ valid: false, error: 'promotion-exhausted' });
  });

  it('is possible for exactly as many as the coupon allows, through all its codes', async () => {
    const coupon_id = (await coupon({ max_redemptions: 5, name: 'Limited' })).id;
    const names = ['Many-1', 'Many-2', 'Many-3'];
    for (const name of names) await made('/promotion-codes', { coupon_id, code: name });
    const all = await Promise.all(Array.from({ length: 30 }, (_, index) => redeem({ code: names[index % 3] })));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(new Set(all.filter(({ status }) => status !== 200).map(problemOf))).toEqual(new Set(['400 promotion-exhausted']));
    expect((await client().get<Row>(at(`/coupons/${coupon_id}`))).body).toMatchObject({ status: 'exhausted', redemption_count: 5 });
    const used = (await client().get<{ items: readonly Row[] }>(at('/coupons?status=exhausted'))).body.items;
    expect(used.map(({ id }) => id)).toContain(coupon_id);
    expect((await client().get<{ total: number }>(at(`/coupons?status=active&search=${coupon_id}`))).body.total).toBe(0);
    await client().put(at(`/coupons/${coupon_id}`), { max_redemptions: 6 });
    expect((await redeem({ code: 'Many-1' })).status).toBe(200);
  });
});
