// Coupons over HTTP.
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';

const suite = apiSuite();
const at = (path: string) => `${suite().tenant.base}${path}`;
const client = () => suite().tenant.client;

type Row = Record<string, unknown> & { readonly id: string };
interface List {
  readonly items: readonly Row[];
  readonly total: number;
}

/** Each a moment after the one before, so that lists have an order. */
const made = async (path: string, body: object): Promise<Row> => {
  await suite().api.ports.clock.advance(1);
  const answer = await client().post<Row>(at(path), body);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return answer.body;
};
const coupon = (body: object = {}) => made('/coupons/', { discount_type: 'percent_off', percent_off: 20, ...body });
const namesIn = async (path: string) => (await client().get<List>(at(path))).body.items.map(({ name }) => name);
const refusedAs = async (body: object) => faultsOf(await client().post(at('/coupons'), body));

describe('a coupon', () => {
  it('is answered as it was created', async () => {
    const product = await made('/products/', { name: 'Gold' });
    const body = {
      discount_type: 'amount_off', amount_atom_off: 500, currency: 'USD', name: 'Spring', duration: 'repeating', duration_in_months: 3, max_redemptions: 10,
      valid_from: '2031-05-04T12:00:00+02:00', validity_period_days: 2, product_ids: [product.id, product.id], metadata: { channel: 'mail' },
    }; // prettier-ignore
    const answer = await coupon({ ...body, percent_off: null });
    expect(answer).toMatchObject({
      account_id: suite().tenant.accountId, discount_type: 'amount_off', amount_atom_off: 500, percent_off: null, trial_days_off: null, currency: 'usd',
      name: 'Spring', duration: 'repeating', duration_in_months: 3, max_redemptions: 10, redemption_count: 0, status: 'active', metadata: { channel: 'mail' },
      valid_from: '2031-05-04T10:00:00.000Z', valid_until: '2031-05-06T10:00:00.000Z', product_ids: [product.id], products: [{ id: product.id, name: 'Gold' }],
    }); // prettier-ignore
    expect((await client().get<Row>(at(`/coupons/${answer.id}`))).body).toEqual(answer);
  });

  it('has what nobody said', async () =>
    expect(await coupon()).toMatchObject({
      duration: 'once', duration_in_months: null, max_redemptions: null, valid_from: null, valid_until: null, products: [], metadata: {}, name: null,
    })); // prettier-ignore

  it('takes its discount nested as well, and not twice differently', async () => {
    const nested = { discount_type: 'trial_extension', trial_days_off: 7 };
    expect(await made('/coupons', { discount: nested })).toMatchObject({ discount_type: 'trial_extension', trial_days_off: 7 });
    expect(await coupon({ discount: { percent_off: 20, currency: null } })).toMatchObject({ percent_off: 20 });
    expect(await refusedAs({ discount_type: 'percent_off', percent_off: 20, discount: { ...nested, percent_off: 21 } })).toEqual([
      'body.discount.discount_type differs',
      'body.discount.percent_off differs',
    ]);
    expect(await refusedAs({ name: 'x' })).toEqual(['body.discount_type required']);
    expect(await refusedAs({ discount: { discount_type: 'amount_off', percent_off: 5, currency: 'zzz' } })).toEqual([
      'body.discount.percent_off not-for-discount-type',
      'body.discount.currency unknown-currency',
      'body.discount.amount_atom_off required-for-discount-type',
    ]);
  });

  it('is refused with every fault and its place', async () => {
    expect(
      await refusedAs({
        discount_type: 'percent_off', trial_days_off: 1, product_ids: ['prod_dev_1'], duration_in_months: 3, valid_until: '2031-01-01T00:00:00Z',
        validity_period_days: 1, valid_from: '2031-01-01T00:00:00Z',
      }),
    ).toEqual([
      'body.trial_days_off not-for-discount-type', 'body.product_ids.0 product-not-found', 'body.duration_in_months only-for-repeating',
      'body.valid_until ends-before-it-begins', 'body.validity_period_days validity-given-twice', 'body.percent_off required-for-discount-type',
    ]); // prettier-ignore
    expect(await refusedAs({ discount_type: 'half', percent_off: 101, amount_atom_off: 0, free: true })).toEqual([
      'body.discount_type unknown-choice',
      'body.percent_off too-large',
      'body.amount_atom_off too-small',
      'body.free unknown-field',
    ]);
  });

  it('changes in what is sent; null clears', async () => {
    const { id } = await coupon({ name: 'Old', max_redemptions: 5, metadata: { a: 1 } });
    expect((await client().put<Row>(at(`/coupons/${id}`), { name: 'New', max_redemptions: null })).body).toMatchObject({
      name: 'New',
      max_redemptions: null,
      metadata: { a: 1 },
    });
    expect(faultsOf(await client().put(at(`/coupons/${id}`), { percent_off: 30 }))).toEqual(['body.percent_off unknown-field']);
  });

  it('is switched off and on', async () => {
    const { id } = await coupon();
    expect((await client().post<Row>(at(`/coupons/${id}/deactivate`))).body['status']).toBe('inactive');
    expect((await client().post<Row>(at(`/coupons/${id}/activate`))).body['status']).toBe('active');
  });

  it('is created once for one key', async () => {
    const headers = { 'idempotency-key': 'coupon-1' };
    const body = { discount_type: 'percent_off', percent_off: 5, validity_period_days: 30 };
    const first = await client().post<Row>(at('/coupons'), body, { headers });
    await suite().api.ports.clock.advance(60_000);
    const second = await client().post<Row>(at('/coupons'), body, { headers });
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('is deleted, and then is nowhere but among the deleted', async () => {
    const { id } = await coupon({ name: 'Doomed' });
    for (let time = 0; time < 2; time++) expect((await client().delete(at(`/coupons/${id}`))).status).toBe(204);
    for (const call of [client().get(at(`/coupons/${id}`)), client().post(at(`/coupons/${id}/activate`))])
      expect(problemOf(await call)).toBe('404 not-found');
    expect(await namesIn('/coupons?search=doomed')).toEqual([]);
    expect(await namesIn(`/coupons?search=${id}`)).toEqual([]);
    expect(await namesIn('/coupons?search=doomed&include_deleted=true')).toEqual(['Doomed']);
    expect(await namesIn(`/coupons?status=deleted&search=${id}`)).toEqual(['Doomed']);
  });

  it('is nobody else’s', async () => {
    const [{ id }, other] = [await coupon(), await newTenant(suite().anonymous)];
    for (const call of [
      other.client.get(`${other.base}/coupons/${id}`),
      other.client.put(`${other.base}/coupons/${id}`, { name: 'mine' }),
      other.client.post(`${other.base}/coupons/${id}/deactivate`),
      other.client.delete(`${other.base}/coupons/${id}`),
    ])
      expect(problemOf(await call)).toBe('404 not-found');
  });
});

describe('the list of coupons', () => {
  it('knows words of the name, the kind of discount and the status', async () => {
    const { clock } = suite().api.ports;
    const since = encodeURIComponent(JSON.stringify({ created_at: { gte: new Date(clock.now() + 1).toISOString() } }));
    await coupon({ name: 'Blue one' });
    await coupon({ name: 'Blue two', discount_type: 'trial_extension', percent_off: null, trial_days_off: 3, max_redemptions: 3 });
    const off = await coupon({ name: 'Off' });
    await client().post(at(`/coupons/${off.id}/deactivate`));
    await coupon({ name: 'Over', valid_until: new Date(clock.now() + 1).toISOString() });
    await clock.advance(1);
    expect(await namesIn('/coupons?search=BLUE')).toEqual(['Blue two', 'Blue one']);
    expect(await namesIn(`/coupons?filter=${encodeURIComponent('{"discount_type":"trial_extension"}')}&search=blue`)).toEqual(['Blue two']);
    expect(await namesIn(`/coupons?filter=${since}&status=active&sortOrder=1`)).toEqual(['Blue one', 'Blue two']);
    expect(await namesIn(`/coupons?filter=${since}&status=inactive`)).toEqual(['Off']);
    expect(await namesIn(`/coupons?filter=${since}&status=expired`)).toEqual(['Over']);
    expect(await namesIn(`/coupons?filter=${since}&status=exhausted`)).toEqual([]);
    expect(await namesIn(`/coupons?status=active&search=${off.id}`)).toEqual([]);
    expect(faultsOf(await client().get(at('/coupons?status=great')))).toEqual(['query.status unknown-choice']);
  });
});
