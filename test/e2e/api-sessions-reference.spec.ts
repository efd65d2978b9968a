// Sessions with a reference over the in-memory API: a plain word for most, and one that only one open session may have for those that supersede.
import { beforeAll } from '@jest/globals';
import { priceOf, processorOf, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';
import { attemptInFlight } from '../support/attempt-in-flight';

const suite = apiSuite();
const client = () => suite().tenant.client;
const sessions = () => `${suite().tenant.base}/checkout-sessions`;
const urls = { success_url: 'https://shop.example/thanks', return_url: 'https://shop.example/cart' };
const superseding = (reference: string, more: object = {}) => sessionWith(suite().tenant, { reference, supersede: true, ...more });
const stateOf = async (id: string) => (await client().get(`${sessions()}/${id}`)).body['state'];
let price: string;
beforeAll(async () => {
  await processorOf(suite().tenant);
  price = await priceOf(suite().tenant);
});

describe('a reference', () => {
  it('is a plain word that many sessions may share', async () => {
    const [one, two] = [
      await sessionWith(suite().tenant, { reference: 'shared' }),
      await sessionWith(suite().tenant, { reference: 'shared' }),
    ];
    expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(['open', 'open']);
  });

  it('ends the earlier session where the new one supersedes', async () => {
    const [one, two] = [await superseding('order-1'), await superseding('order-1')];
    expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(['expired', 'open']);
  });

  it('is each account’s own', async () => {
    const one = await superseding('order-2');
    await sessionWith(await newTenant(suite().anonymous), { reference: 'order-2', supersede: true });
    expect(await stateOf(one.id)).toBe('open');
  });

  it('waits for a payment in flight', async () => {
    const one = await superseding('order-3', { line_items: [{ price_id: price }] });
    await attemptInFlight(suite().api, one.id);
    const refused = await client().post(`${sessions()}/`, { ...urls, reference: 'order-3', supersede: true });
    expect(problemOf(refused)).toBe('409 payment-in-progress');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await stateOf(one.id)).toBe('open');
  });

  it('is paid once', async () => {
    const one = await superseding('order-4');
    await client().put(`${sessions()}/${one.id}/complete`);
    expect(problemOf(await client().post(`${sessions()}/`, { ...urls, reference: 'order-4', supersede: true }))).toBe(
      '400 reference-already-paid',
    );
  });

  it('is needed to supersede', async () =>
    expect(faultsOf(await client().post(`${sessions()}/`, { ...urls, supersede: true }))).toEqual([
      'body.supersede supersede-without-reference',
    ]));
});
