// Custom fields that are marked personal: sealed at rest under the customer's key, and gone once he is erased.
import { priceOf, processorOf } from '../support/api-sessions';
import { apiSuite, faultsOf } from '../support/api-suite';
import { tenantOf } from '../support/api-tenant';

const suite = apiSuite();
const at = (path: string) => `${suite().tenant.base}${path}`;
const client = () => suite().tenant.client;

type Row = Record<string, unknown> & { readonly id: string };
const definitions = '/custom-field-definitions';
const secret = (name: string) => `very-${name}-secret`;
const define = async (field_key: string, terms: object = {}) => {
  const body = { field_key, entity_type: 'customer', data_type: 'text', is_personal: true, display_name: 'n', ...terms };
  return (await client().post<Row>(at(definitions), body)).body;
};
const made = async (kind: string, body: object): Promise<Row> => {
  const answer = await client().post<Row>(at(`/${kind}?expand=custom_fields`), body);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return answer.body;
};
const read = async (kind: string, id: string) => (await client().get<Row>(at(`/${kind}/${id}?expand=custom_fields`))).body;
const stored = () => JSON.stringify(suite().api.ports.eventStore.events.map(({ data, metadata }) => [data, metadata]));
const viewed = async (category: string, id: string) =>
  JSON.stringify(await suite().api.ports.viewStore.get(suite().tenant.accountId, category, id.slice(id.lastIndexOf('_') + 1)));
const erase = (id: string) => client().post<Row>(at(`/customers/${id}/erase?expand=custom_fields`));

describe('personal values of customers', () => {
  it('are sealed wherever they are kept, and gone once he is erased', async () => {
    expect(await define('passport')).toMatchObject({ is_personal: true });
    const { id } = await made('customers', { email: 'personal@example.com', custom_fields: { passport: secret('first') } });
    const change = (passport: unknown) => client().put<Row>(at(`/customers/${id}?expand=custom_fields`), { custom_fields: { passport } });
    expect(await read('customers', id)).toMatchObject({ custom_fields: { passport: secret('first') } });
    expect((await change(secret('second'))).body['custom_fields']).toEqual({ passport: secret('second') });
    const before = suite().api.ports.eventStore.events.length;
    await change(secret('second'));
    expect(suite().api.ports.eventStore.events).toHaveLength(before); // the same is no change
    expect(faultsOf(await change(7))).toEqual(['body.custom_fields.passport custom-field-wrong-type']);
    expect(stored()).not.toContain('-secret');
    expect(await viewed('customer', id)).toContain('"definitionKey"');
    expect(await viewed('customer', id)).not.toContain('-secret');
    expect((await erase(id)).body['custom_fields']).toEqual({});
    expect((await read('customers', id))['custom_fields']).toEqual({});
  });
  it('keep every option while there are any, since nobody can say which', async () => {
    const { id } = await define('health', { data_type: 'select', constraints: { options: ['a', 'b'] } });
    const customer = await made('customers', { email: 'health@example.com', custom_fields: { health: 'a' } });
    const shrink = () => client().patch(at(`${definitions}/${id}`), { constraints: { options: ['a'] } });
    expect(faultsOf(await shrink())).toEqual(['body.constraints.options option-in-use']);
    await client().put(at(`/customers/${customer.id}`), { custom_fields: { health: null } });
    expect((await shrink()).status).toBe(200);
  });
  it.each(['product', 'price', 'invoice'])('are not of a %s, which has no customer', async (entity_type) => {
    const body = { field_key: 'pp', entity_type, data_type: 'text', display_name: 'n', is_personal: true };
    expect(faultsOf(await client().post(at(definitions), body))).toEqual(['body.is_personal personal-needs-customer']);
  });
});

describe('personal values of sessions', () => {
  const urls = { success_url: 'https://shop.example/thanks', return_url: 'https://shop.example/cart' };
  const body = { custom_fields: { gift_for: secret('gift') }, params_for_sub: { custom_fields: { member: secret('member') } } };
  beforeAll(async () => {
    await define('gift_for', { entity_type: 'checkout_session' });
    await define('member', { entity_type: 'subscription' });
    await processorOf(suite().tenant);
  });

  it('need a customer, under whose key they are kept', async () => {
    expect(faultsOf(await client().post(at('/checkout-sessions'), { ...urls, ...body }))).toEqual([
      'body.custom_fields.gift_for custom-field-needs-customer',
      'body.params_for_sub.custom_fields.member custom-field-needs-customer',
    ]);
    const { id } = await made('checkout-sessions', urls);
    const late = await client().patch(at(`/checkout-sessions/${id}`), { custom_fields: body.custom_fields });
    expect(faultsOf(late)).toEqual(['body.custom_fields.gift_for custom-field-needs-customer']);
  });
  it('go on to clones and subscriptions, are told in messages, are kept nowhere in plain words, and end with the customer', async () => {
    const { id: customer_id } = await made('customers', { email: 'gift@example.com' });
    const price_id = await priceOf(suite().tenant, { pricing_type: 'recurring', recurring_interval: 'month' });
    const { id } = await made('checkout-sessions', { ...urls, ...body, customer_id, line_items: [{ price_id }] });
    expect(await read('checkout-sessions', id)).toMatchObject(body);
    const changed = { gift_for: secret('other') };
    await client().patch(at(`/checkout-sessions/${id}`), { custom_fields: changed });
    const clone = (await client().post<Row>(at(`/checkout-sessions/${id}/clone?expand=custom_fields`))).body;
    expect(clone).toMatchObject({ ...body, custom_fields: changed });
    const completed = await client().put<{ subscription_ids: string[] }>(at(`/checkout-sessions/${id}/complete`));
    const [subscription = ''] = completed.body.subscription_ids;
    expect(await read('subscriptions', subscription)).toMatchObject({ custom_fields: body.params_for_sub.custom_fields });
    const told = async () => (await client().get(at(`/events/?aggregate_id=${id}`))).text;
    expect(await told()).toContain(secret('gift'));
    expect((await client().get(at(`/checkout-sessions/${id}/history`), { token: await auditor() })).text).toContain(secret('gift'));

    expect(stored()).not.toContain('-secret');
    expect([await viewed('checkoutSession', id), await viewed('subscription', subscription)].join()).not.toContain('-secret');
    expect((await erase(customer_id)).status).toBe(200);
    expect(await read('checkout-sessions', id)).toMatchObject({ custom_fields: {}, params_for_sub: { custom_fields: {} } });
    expect(await read('subscriptions', subscription)).toMatchObject({ custom_fields: {} });
    expect(await told()).not.toContain('-secret');
  });
});

const auditor = async () => (await tenantOf(suite().anonymous, suite().tenant.accountId, ['audit'])).token;
