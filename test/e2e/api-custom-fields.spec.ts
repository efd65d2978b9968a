// Custom fields over HTTP: definitions, and values on whatever has them.
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { priceOf, processorOf } from '../support/api-sessions';
import { newTenant } from '../support/api-tenant';

const suite = apiSuite();
const at = (path: string) => `${suite().tenant.base}${path}`;
const client = () => suite().tenant.client;

type Row = Record<string, unknown> & { readonly id: string };
const definitions = '/custom-field-definitions';
let serial = 0;
/** A definition under a key of its own, and that key. */
async function define(entity: string, dataType = 'text', constraints: object | null = null): Promise<{ id: string; key: string }> {
  const key = `field_${(serial += 1)}`;
  const made = await client().post<Row>(at(`${definitions}/`), {
    field_key: key,
    entity_type: entity,
    data_type: dataType,
    display_name: 'Field',
    constraints,
  });
  expect([made.status, made.text]).toEqual([200, expect.any(String)]);
  return { id: made.body.id, key };
}
const remove = (id: string, key: string) => client().delete(at(`${definitions}/${id}`), { body: { confirm_field_key: key } });
const made = async (kind: string, body: object): Promise<Row> => {
  const answer = await client().post<Row>(at(`/${kind}?expand=custom_fields`), body);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return answer.body;
};
const valuesOf = async (kind: string, id: string) =>
  (await client().get<Row>(at(`/${kind}/${id}?expand=custom_fields`))).body['custom_fields'];

describe('definitions', () => {
  it('are answered as they were made', async () => {
    const body = {
      field_key: 'tax_region',
      entity_type: 'customer',
      data_type: 'select',
      display_name: 'Tax region',
      constraints: { options: ['eu', 'us'] },
    };
    const made = await client().post<Row>(at(definitions), body);
    expect(made.body).toMatchObject({
      ...body,
      description: null,
      account_id: suite().tenant.accountId,
      id: expect.stringMatching(/^cfd_/),
    });
    expect((await client().get<Row>(at(`${definitions}/${made.body.id}`))).body).toEqual(made.body);
  });
  it('are there for all six kinds of resource, and are listed by kind, oldest first', async () => {
    const { client, base } = await newTenant(suite().anonymous);
    for (const entity_type of ['customer', 'subscription', 'product', 'price', 'invoice', 'checkout_session']) {
      for (const field_key of ['b1', 'a1']) {
        await suite().api.ports.clock.advance(1);
        const sent = { field_key, entity_type, data_type: 'number', display_name: 'n', constraints: { max: 1.5 } };
        expect((await client.post<Row>(`${base}${definitions}`, sent)).body).toMatchObject({
          entity_type,
          constraints: { min: null, max: 1.5 },
        });
      }
      const listed = await client.get<Row[]>(`${base}${definitions}/?entity_type=${entity_type}`);
      expect(listed.body.map(({ field_key }) => field_key)).toEqual(['b1', 'a1']);
    }
    expect((await client.get<Row[]>(`${base}${definitions}`)).body).toHaveLength(12);
    expect(faultsOf(await client.get(`${base}${definitions}?entity_type=coupon`))).toEqual(['query.entity_type unknown-choice']);
  });
  it('are refused with all their faults', async () => {
    const sent = { field_key: 'Tax', entity_type: 'coupon', data_type: 'date', constraints: { min: '1', options: [''] } };
    expect(faultsOf(await client().post(at(definitions), sent))).toEqual([
      'body.field_key wrong-format', 'body.entity_type unknown-choice', 'body.data_type unknown-choice', 'body.constraints.min not-number',
      'body.constraints.options.0 wrong-length', 'body.display_name required',
    ]); // prettier-ignore
    const reversed = { field_key: 'ok', entity_type: 'price', data_type: 'number', display_name: 'n', constraints: { min: 2, max: 1 } };
    expect(faultsOf(await client().post(at(definitions), reversed))).toEqual(['body.constraints.max bounds-reversed']);
    // Nothing was claimed by what was refused.
    expect((await client().post(at(definitions), { ...reversed, constraints: null })).status).toBe(200);
  });
  it('have a key that is theirs per kind, until they are deleted', async () => {
    const sent = { field_key: 'mine', entity_type: 'price', data_type: 'text', display_name: 'n' };
    const first = await client().post<Row>(at(definitions), sent);
    expect(problemOf(await client().post(at(definitions), sent))).toBe('400 field-key-taken');
    expect((await client().post(at(definitions), { ...sent, entity_type: 'product' })).status).toBe(200);
    expect((await remove(first.body.id, 'mine')).status).toBe(204);
    const second = await client().post<Row>(at(definitions), { ...sent, data_type: 'boolean' });
    expect([second.status, second.body.id === first.body.id]).toEqual([200, false]);
  });
  it('are made by one of many who ask at once', async () => {
    const sent = { field_key: 'race', entity_type: 'price', data_type: 'text', display_name: 'n' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => client().post<Row>(at(definitions), sent)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 400)]);
  });
  it('are made once with one Idempotency-Key, also after they were deleted', async () => {
    const headers = { 'idempotency-key': 'define-once' };
    const sent = { field_key: 'once', entity_type: 'price', data_type: 'text', display_name: 'n' };
    const first = await client().post<Row>(at(definitions), sent, { headers });
    expect((await client().post<Row>(at(definitions), sent, { headers })).body).toEqual(first.body);
    const other = await client().post(at(definitions), { ...sent, field_key: 'other' }, { headers });
    expect(faultsOf(other)).toEqual(['header.Idempotency-Key idempotency-key-reused']);
    await remove(first.body.id, 'once');
    expect((await client().post<Row>(at(definitions), sent, { headers })).body.id).toBe(first.body.id);
    expect(problemOf(await client().get(at(`${definitions}/${first.body.id}`)))).toBe('404 not-found');
    expect((await client().post(at(definitions), { ...sent, field_key: 'other' })).status).toBe(200);
  });
  it('change their words and constraints, and nothing else', async () => {
    const { id } = await define('price', 'number');
    const changed = await client().patch<Row>(at(`${definitions}/${id}`), {
      display_name: 'Size',
      description: 'd',
      constraints: { min: 0 },
    });
    expect(changed.body).toMatchObject({ display_name: 'Size', description: 'd', constraints: { min: 0, max: null } });
    const cleared = await client().patch<Row>(at(`${definitions}/${id}`), { display_name: null, description: null, constraints: null });
    expect(cleared.body).toMatchObject({ display_name: 'Size', description: null, constraints: null });
    expect(faultsOf(await client().patch(at(`${definitions}/${id}`), { field_key: 'x1', data_type: 'text', entity_type: 'price' }))).toEqual([
      'body.field_key unknown-field', 'body.data_type unknown-field', 'body.entity_type unknown-field',
    ]); // prettier-ignore
  });
  it('are only their own account’s', async () => {
    const { id, key } = await define('product');
    const other = await newTenant(suite().anonymous);
    const theirs = `${other.base}${definitions}/${id}`;
    expect(problemOf(await other.client.get(theirs))).toBe('404 not-found');
    expect(problemOf(await other.client.patch(theirs, { display_name: 'x' }))).toBe('404 not-found');
    expect(problemOf(await other.client.delete(theirs, { body: { confirm_field_key: key } }))).toBe('404 not-found');
    const refused = await other.client.post(`${other.base}/products`, { name: 'n', custom_fields: { [key]: 'x' } });
    expect(faultsOf(refused)).toEqual([`body.custom_fields.${key} custom-field-not-defined`]);
  });
});

describe('deletion of a definition', () => {
  it('asks for its key, says how many values vanish, and hides them wherever they are shown', async () => {
    const { id, key } = await define('product');
    const products = [
      await made('products', { name: 'One', custom_fields: { [key]: 'a' } }),
      await made('products', { name: 'Two', custom_fields: { [key]: 'b' } }),
    ];
    await made('products', { name: 'Cleared', custom_fields: { [key]: null } });
    expect(faultsOf(await remove(id, 'else'))).toEqual(['body.confirm_field_key confirmation-differs']);
    expect(faultsOf(await client().delete(at(`${definitions}/${id}`)))).toEqual(['body.confirm_field_key required']);
    for (let time = 0; time < 2; time++) {
      const removed = await remove(id, key);
      expect([removed.status, removed.headers.get('x-deleted-values-count')]).toEqual([204, '2']);
    }
    expect(problemOf(await client().get(at(`${definitions}/${id}`)))).toBe('404 not-found');
    for (const product of products) expect(await valuesOf('products', product.id)).toEqual({});
    const listed = await client().get<{ items: Row[] }>(at('/products?search=one&expand=custom_fields'));
    expect(listed.body.items.map((item) => item['custom_fields'])).toEqual([{}]);
  });
  it('documents the header that says how many', () => {
    const call = suite().anonymous.judge.callOf('DELETE', at(`${definitions}/cfd_dev_1`));
    expect(call?.operation).toMatchObject({
      responses: { 204: { headers: { 'X-Deleted-Values-Count': { schema: { type: 'integer' } } } } },
    });
  });
  it('is for good: a definition of the same key brings no value back', async () => {
    const first = await define('product');
    const product = await made('products', { name: 'Again', custom_fields: { [first.key]: 'old' } });
    await remove(first.id, first.key);
    const sent = { field_key: first.key, entity_type: 'product', data_type: 'text', display_name: 'Again' };
    const second = await client().post<Row>(at(definitions), sent);
    expect(await valuesOf('products', product.id)).toEqual({});
    await client().patch(at(`/products/${product.id}`), { custom_fields: { [first.key]: 'old' } });
    expect(await valuesOf('products', product.id)).toEqual({ [first.key]: 'old' });
    expect((await remove(second.body.id, first.key)).headers.get('x-deleted-values-count')).toBe('1');
  });
});

describe('options', () => {
  it('may come; one in use may not go', async () => {
    const { id, key } = await define('customer', 'select', { options: ['gold', 'silver', 'bronze'] });
    const customer = await made('customers', { email: 'options@example.com', custom_fields: { [key]: 'gold' } });
    const options = async (...names: string[]) => client().patch<Row>(at(`${definitions}/${id}`), { constraints: { options: names } });
    expect(faultsOf(await options('silver'))).toEqual(['body.constraints.options option-in-use']);
    expect((await options('gold', 'silver', 'tin')).body['constraints']).toEqual({ options: ['gold', 'silver', 'tin'] });
    await client().put(at(`/customers/${customer.id}`), { custom_fields: { [key]: 'tin' } });
    expect((await options('tin')).status).toBe(200);
    expect(faultsOf(await client().put(at(`/customers/${customer.id}`), { custom_fields: { [key]: 'gold' } }))).toEqual([
      `body.custom_fields.${key} custom-field-option-unknown`,
    ]);
  });
});

describe('values', () => {
  const email = () => ({ email: `values-${(serial += 1)}@example.com` });
  const price = async () => ({ product_id: (await made('products', { name: 'P' })).id, currency: 'usd', unit_amount_atom: 1 });
  it.each([
    ['products', 'PATCH', () => ({ name: 'Values' })],
    ['prices', 'PATCH', price],
    ['customers', 'PUT', email],
  ] as const)('of %s are set, changed one by one, deleted with null, and shown when asked for', async (kind, method, body) => {
    const entity = kind.slice(0, -1);
    const [text, count, flag] = [await define(entity), await define(entity, 'number', { min: 1, max: 9 }), await define(entity, 'boolean')];
    const row = await made(kind, { ...(await body()), custom_fields: { [text.key]: 'red', [count.key]: 1.5, [flag.key]: false } });
    expect(row['custom_fields']).toEqual({ [text.key]: 'red', [count.key]: 1.5, [flag.key]: false });
    const change = (custom_fields: object | null, query = '?expand=custom_fields') =>
      client().send<Row>(method, at(`/${kind}/${row.id}${query}`), { body: { custom_fields } });
    expect((await change({ [text.key]: null, [count.key]: 2 })).body['custom_fields']).toEqual({ [count.key]: 2, [flag.key]: false });
    expect((await change({ [count.key]: 2 }, '')).body['custom_fields']).toBeNull();
    expect((await client().get<Row>(at(`/${kind}/${row.id}`))).body['custom_fields']).toBeNull();
    expect(await valuesOf(kind, row.id)).toEqual({ [count.key]: 2, [flag.key]: false });
    expect(faultsOf(await change({ [flag.key]: 'no', unheard_of: 1, [count.key]: 10, [text.key]: 'x'.repeat(501) }))).toEqual([
      `body.custom_fields.${flag.key} custom-field-wrong-type`, 'body.custom_fields.unheard_of custom-field-not-defined',
      `body.custom_fields.${count.key} custom-field-out-of-bounds`, `body.custom_fields.${text.key} custom-field-too-long`,
    ]); // prettier-ignore
    expect((await change(null)).body['custom_fields']).toEqual({});
    expect((await remove(flag.id, flag.key)).headers.get('x-deleted-values-count')).toBe('0');
  });
  it('are of one kind of resource', async () => {
    const { key } = await define('price');
    expect(faultsOf(await client().post(at('/products'), { name: 'n', custom_fields: { [key]: 'x' } }))).toEqual([
      `body.custom_fields.${key} custom-field-not-defined`,
    ]);
  });
  it('of a product are shown within its price', async () => {
    const { key } = await define('product');
    const product = await made('products', { name: 'Whole', custom_fields: { [key]: 'x' } });
    const price = await made('prices', { product_id: product.id, currency: 'usd', unit_amount_atom: 1 });
    expect((await client().get<Row>(at(`/prices/${price.id}?expand=custom_fields`))).body['product']).toMatchObject({
      custom_fields: { [key]: 'x' },
    });
    expect((await client().get<Row>(at(`/prices/${price.id}`))).body['product']).toMatchObject({ custom_fields: null });
  });
  it('may have a name that every object knows', async () => {
    await client().post(at(definitions), { field_key: 'constructor', entity_type: 'product', data_type: 'text', display_name: 'c' });
    const product = await made('products', { name: 'Odd', custom_fields: { constructor: 'x' } });
    expect(await valuesOf('products', product.id)).toEqual({ constructor: 'x' });
  });
});

describe('checkout sessions', () => {
  const urls = { success_url: 'https://shop.example/thanks', return_url: 'https://shop.example/cart' };
  const sessions = '/checkout-sessions';
  const created = (body: object, query = '?expand=custom_fields') => client().post<Row>(at(`${sessions}/${query}`), { ...urls, ...body });
  const read = async (id: string, query = '?expand=custom_fields') => (await client().get<Row>(at(`${sessions}/${id}${query}`))).body;
  const eventsOf = async (id: string) => {
    const key = id.slice(id.lastIndexOf('_') + 1);
    return (await suite().api.ports.eventStore.read(`checkoutSession-${key}`)).map(({ type, data }) => ({ type, data }));
  };

  it('take values when they are made, and show them where they are asked for', async () => {
    const [color, seats] = [await define('checkout_session'), await define('subscription', 'number')];
    const body = { custom_fields: { [color.key]: 'red' }, params_for_sub: { custom_fields: { [seats.key]: 3 } } };
    const made = await created(body, '');
    expect(made.body).toMatchObject({ custom_fields: null, params_for_sub: body.params_for_sub });
    expect(await read(made.body.id)).toMatchObject(body);
    expect(await read(made.body.id, '')).toMatchObject({ custom_fields: null });
    const listed = await client().get<{ items: Row[] }>(at(`${sessions}/?limit=1&expand=custom_fields,processor_attempts`));
    expect(listed.body.items).toMatchObject([body]);
    expect((await client().get<{ items: Row[] }>(at(`${sessions}/?limit=1`))).body.items).toMatchObject([{ custom_fields: null }]);
  });
  it('refuse what is not defined for them or for a subscription, with its place', async () => {
    const [color, seats] = [await define('checkout_session'), await define('subscription', 'number', { max: 5 })];
    const refused = await created({
      params_for_sub: { custom_fields: { [seats.key]: 6, [color.key]: 'x' } },
      custom_fields: { [seats.key]: 3, [color.key]: 1 },
    });
    expect(faultsOf(refused)).toEqual([
      `body.params_for_sub.custom_fields.${seats.key} custom-field-out-of-bounds`,
      `body.params_for_sub.custom_fields.${color.key} custom-field-not-defined`,
      `body.custom_fields.${seats.key} custom-field-not-defined`,
      `body.custom_fields.${color.key} custom-field-wrong-type`,
    ]);
  });
  it('change by key while they are open, by one event with the changed keys', async () => {
    const [color, size] = [await define('checkout_session'), await define('checkout_session')];
    const { id } = (await created({ custom_fields: { [color.key]: 'red', [size.key]: 's' } })).body;
    const change = (custom_fields: object | null) => client().patch<Row>(at(`${sessions}/${id}?expand=custom_fields`), { custom_fields });
    expect((await change({ [color.key]: null, [size.key]: 's' })).body['custom_fields']).toEqual({ [size.key]: 's' });
    expect((await eventsOf(id)).slice(1)).toEqual([{ type: 'CustomFieldsChanged', data: { customFields: { [color.key]: null } } }]);
    expect((await change({ [size.key]: 's' })).body['revision']).toBe(1);
    expect(faultsOf(await change({ [color.key]: 7 }))).toEqual([`body.custom_fields.${color.key} custom-field-wrong-type`]);
    expect((await change(null)).body['custom_fields']).toEqual({});
    await client().post(at(`${sessions}/${id}/expire`));
    expect(problemOf(await change({ [color.key]: 'late' }))).toBe('400 session-expired');
  });
  it('hide the values of a deleted definition; what was is told as it was', async () => {
    const [color, seats] = [await define('checkout_session'), await define('subscription', 'number')];
    const body = { custom_fields: { [color.key]: 'red' }, params_for_sub: { custom_fields: { [seats.key]: 3 } } };
    const { id } = (await created(body)).body;
    for (const { id: definition, key } of [color, seats])
      expect((await remove(definition, key)).headers.get('x-deleted-values-count')).toBe('1');
    expect(await read(id)).toMatchObject({ custom_fields: {}, params_for_sub: { custom_fields: {} } });
    expect(await read(id, '?expand=custom_fields&as_of=0')).toMatchObject(body);
  });
  it('tell of them in every message, also once the definition is deleted: what was told stays', async () => {
    const color = await define('checkout_session');
    const { id } = (await created({ custom_fields: { [color.key]: 'red' } })).body;
    await client().patch(at(`${sessions}/${id}`), { custom_fields: { [color.key]: 'blue' } });
    const told = async () =>
      (await client().get<{ items: { type: string; data: Row; version: number }[] }>(at(`/events/?aggregate_id=${id}`))).body.items
        .sort((left, right) => left.version - right.version)
        .map(({ type, data }) => [type, data['custom_fields']]);
    const both = [
      ['checkout_session.created', { [color.key]: 'red' }],
      ['checkout_session.updated', { [color.key]: 'blue' }],
    ];
    expect(await told()).toEqual(both);
    await remove(color.id, color.key);
    expect(await told()).toEqual(both);
  });
});

describe('subscriptions', () => {
  it('have the values that were meant for them, and keep an option in use', async () => {
    const seats = await define('subscription', 'select', { options: ['few', 'many'] });
    const vip = await define('customer');
    const { id: customer_id } = await made('customers', { email: 'sub@example.com', custom_fields: { [vip.key]: 'yes' } });
    const price_id = await priceOf(suite().tenant, { pricing_type: 'recurring', recurring_interval: 'month' });
    await processorOf(suite().tenant);
    const sent = {
      success_url: 'https://shop.example/thanks',
      return_url: 'https://shop.example/cart',
      customer_id,
      line_items: [{ price_id }],
      params_for_sub: { custom_fields: { [seats.key]: 'few' } },
    };
    const session = await made('checkout-sessions', sent);
    const shrink = () => client().patch(at(`${definitions}/${seats.id}`), { constraints: { options: ['many'] } });
    expect(faultsOf(await shrink())).toEqual(['body.constraints.options option-in-use']);
    const completed = await client().put<{ subscription_ids: string[] }>(at(`/checkout-sessions/${session.id}/complete`));
    const [id] = completed.body.subscription_ids;
    const read = async (query: string) => (await client().get<Row>(at(`/subscriptions/${id}${query}`))).body;
    expect(await read('?expand=custom_fields')).toMatchObject({
      custom_fields: { [seats.key]: 'few' },
      customer: { custom_fields: { [vip.key]: 'yes' } },
    });
    expect(await read('')).toMatchObject({
      custom_fields: null,
      customer: { custom_fields: null },
      items: [{ price: { custom_fields: null } }],
    });
    const listed = await client().get<{ items: Row[] }>(at('/subscriptions/?expand=custom_fields'));
    expect(listed.body.items).toMatchObject([{ custom_fields: { [seats.key]: 'few' } }]);
    expect(faultsOf(await shrink())).toEqual(['body.constraints.options option-in-use']);
    expect((await remove(seats.id, seats.key)).headers.get('x-deleted-values-count')).toBe('1');
    expect((await read('?expand=custom_fields'))['custom_fields']).toEqual({});
  });
});
