// Products, prices and customers over HTTP.
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';

const suite = apiSuite();
const at = (path: string) => `${suite().tenant.base}${path}`;
const client = () => suite().tenant.client;

type Row = Record<string, unknown> & { readonly id: string };
interface List {
  readonly items: readonly Row[];
  readonly total: number;
  readonly has_more: boolean;
}
/** Each a moment after the one before, so that lists have an order. */
const create = async (kind: 'products' | 'prices' | 'customers', body: object): Promise<Row> => {
  await suite().api.ports.clock.advance(1);
  const made = await client().post<Row>(at(`/${kind}/`), body);
  expect([made.status, made.text]).toEqual([200, expect.any(String)]);
  return made.body;
};
const list = async (path: string) => (await client().get<List>(at(path))).body;

describe('products', () => {
  it('are answered as they were created', async () => {
    const made = await create('products', { name: 'Gold', description: null, is_active: null, metadata: { shelf: 'a' } });
    expect(made).toMatchObject({
      account_id: suite().tenant.accountId,
      name: 'Gold',
      is_active: true,
      description: null,
      default_price_id: null,
    });
    expect((await client().get<Row>(at(`/products/${made.id}`))).body).toEqual({ ...made, total_prices: 0 });
  });
  it('change what is sent; null clears', async () => {
    const made = await create('products', { name: 'Silver', description: 'Shiny', metadata: { a: 1 } });
    const changed = await client().patch<Row>(at(`/products/${made.id}`), { description: null, is_active: false });
    expect(changed.body).toMatchObject({ name: 'Silver', description: null, is_active: false, metadata: { a: 1 } });
    expect((await client().patch<Row>(at(`/products/${made.id}`), { name: null, metadata: null })).body).toMatchObject({
      name: 'Silver',
      metadata: {},
    });
  });
  it('take a price of their own as the default', async () => {
    const [mine, other] = [await create('products', { name: 'Mine' }), await create('products', { name: 'Other' })];
    const price = await create('prices', { product_id: other.id, currency: 'usd', unit_amount_atom: 1 });
    const refused = await client().patch(at(`/products/${mine.id}`), { default_price_id: price.id });
    expect(faultsOf(refused)).toEqual(['body.default_price_id price-not-of-product']);
    expect((await client().patch<Row>(at(`/products/${other.id}`), { default_price_id: price.id })).body['default_price_id']).toBe(
      price.id,
    );
  });
  it('are deleted once they have no active prices, and then are nowhere but among the deleted', async () => {
    const made = await create('products', { name: 'Doomed' });
    const price = await create('prices', { product_id: made.id, currency: 'usd', unit_amount_atom: 1 });
    expect(problemOf(await client().delete(at(`/products/${made.id}`)))).toBe('400 product-has-active-prices');
    await client().patch(at(`/prices/${price.id}`), { is_active: false });
    for (let time = 0; time < 2; time++) expect((await client().delete(at(`/products/${made.id}`))).status).toBe(204);
    expect(problemOf(await client().get(at(`/products/${made.id}`)))).toBe('404 not-found');
    expect(problemOf(await client().patch(at(`/products/${made.id}`), { name: 'Back' }))).toBe('404 not-found');
    expect((await list('/products?search=doomed')).total).toBe(0);
    expect((await list(`/products?search=${made.id}`)).total).toBe(0);
    expect((await list(`/products?search=${made.id}&include_deleted=true`)).total).toBe(1);
    expect((await list('/products?search=doomed&include_deleted=true')).items).toMatchObject([{ id: made.id, is_active: false }]);
    expect(faultsOf(await client().post(at('/prices'), { product_id: made.id, currency: 'usd', unit_amount_atom: 1 }))).toEqual([
      'body.product_id product-not-found',
    ]);
  });
  it('are found by words of the name and by id, filtered and paged', async () => {
    for (const name of ['Blue Ocean', 'blue sky', 'Green ocean']) await create('products', { name, is_active: name !== 'blue sky' });
    expect((await list('/products?search=BLUE')).items.map(({ name }) => name)).toEqual(['blue sky', 'Blue Ocean']);
    expect((await list('/products?search=ocean%20blue')).items.map(({ name }) => name)).toEqual(['Blue Ocean']);
    expect((await list('/products?search=blu')).total).toBe(0);
    expect((await list('/products?search=blue&filter={"is_active":false}')).items.map(({ name }) => name)).toEqual(['blue sky']);
    const [{ id } = { id: '' }] = (await list('/products?search=green')).items;
    expect((await list(`/products?search=${id}`)).items.map((row) => row.id)).toEqual([id]);
    expect(await list('/products?search=blue&limit=1')).toMatchObject({ total: 2, has_more: true });
    expect(await list('/products?search=blue&limit=1&offset=1&sortOrder=1')).toMatchObject({
      items: [{ name: 'blue sky' }],
      total: 2,
      has_more: false,
    });
  });
  it('are listed by when they were created', async () => {
    const { clock } = suite().api.ports;
    await clock.advance(60_000);
    const since = new Date(clock.now()).toISOString();
    const late = await create('products', { name: 'Late' });
    const filter = encodeURIComponent(JSON.stringify({ created_at: { gte: since } }));
    expect((await list(`/products?filter=${filter}`)).items.map(({ id }) => id)).toEqual([late.id]);
    const before = encodeURIComponent(JSON.stringify({ created_at: { lt: since } }));
    expect((await list(`/products?limit=100&filter=${before}`)).items.map(({ id }) => id)).not.toContain(late.id);
  });
  it('are exported as CSV or as a JSON text of it', async () => {
    await create('products', { name: '=HYPERLINK("x"),y' });
    const csv = await client().get<string>(at('/products/export'), { headers: { accept: 'text/csv' } });
    const json = await client().get<string>(at('/products/export'));
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.text).toContain(`"'=HYPERLINK(""x""),y"`);
    expect(json.body).toBe(csv.text);
  });
  it('take no custom field that nobody defined, and show theirs only when asked', async () => {
    expect(faultsOf(await client().post(at('/products'), { name: 'n', custom_fields: { color: 'red' } }))).toEqual([
      'body.custom_fields.color custom-field-not-defined',
    ]);
    const made = await create('products', { name: 'Plain', custom_fields: {} });
    expect(made['custom_fields']).toBeNull();
    expect((await client().get<Row>(at(`/products/${made.id}?expand=custom_fields`))).body['custom_fields']).toEqual({});
    expect(faultsOf(await client().get(at(`/products/${made.id}?expand=everything`)))).toEqual(['query.expand unknown-choice']);
  });
});

describe('prices', () => {
  it('carry all their terms', async () => {
    const product = await create('products', { name: 'Plan' });
    const price = await create('prices', {
      product_id: product.id, currency: 'EUR', name: 'Tiered', unit_label: 'seat', recurring_interval: 'month', recurring_interval_count: 3,
      auto_renew: true, contract_term_multiple: 4, trial_days: 14, quantity_divisor: 10,
      tier_amount_info: { mode: 'graduated', amount_atoms: [{ units_upto: 10, unit_amount_atom: 900 }, { flat_amount_atom: 5 }] },
    }); // prettier-ignore
    expect(price).toMatchObject({
      currency: 'eur', pricing_type: 'recurring', recurring_interval: 'month', recurring_interval_count: 3, auto_renew: true, trial_days: 14,
      contract_term_multiple: 4, usage_type: 'licensed', billing_scheme: 'tiered', unit_amount_atom: null, quantity_divisor: 10,
      tier_amount_info: {
        mode: 'graduated',
        amount_atoms: [
          { units_upto: 10, unit_amount_atom: 900, flat_amount_atom: null },
          { units_upto: null, unit_amount_atom: 0, flat_amount_atom: 5 },
        ],
      },
    }); // prettier-ignore
    expect((await client().get<Row>(at(`/prices/${price.id}`))).body).toMatchObject({
      ...price,
      product: { id: product.id, name: 'Plan' },
    });
    expect((await client().get<Row>(at(`/products/${product.id}`))).body['total_prices']).toBe(1);
  });
  it('tell every fault of their terms at once', async () =>
    expect(
      faultsOf(
        await client().post(at('/prices'), {
          currency: 'zzz',
          trial_days: 3,
          tier_amount_info: null,
          product_id: 'x',
          pricing_type: 'one_time',
        }),
      ),
    ).toEqual([
      'body.currency unknown-currency',
      'body.trial_days only-for-recurring',
      'body.product_id product-not-found',
      'body.unit_amount_atom unit-amount-required',
    ]));
  it('count no intervals where there is none', async () =>
    expect(
      faultsOf(await client().post(at('/prices'), { product_id: 'x', currency: 'usd', unit_amount_atom: 1, recurring_interval_count: 2 })),
    ).toEqual(['body.recurring_interval_count goes-with']));
  it('never change what they cost', async () => {
    const product = await create('products', { name: 'Fixed' });
    const price = await create('prices', { product_id: product.id, currency: 'usd', unit_amount_atom: 5 });
    expect(faultsOf(await client().patch(at(`/prices/${price.id}`), { unit_amount_atom: 6 }))).toEqual([
      'body.unit_amount_atom unknown-field',
    ]);
    expect((await client().patch<Row>(at(`/prices/${price.id}`), { name: 'Named', is_active: false })).body).toMatchObject({
      name: 'Named',
      is_active: false,
    });
  });
  it('are listed by product, by activity, and as add-ons', async () => {
    const product = await create('products', { name: 'Base' });
    const base = await create('prices', { product_id: product.id, currency: 'usd', unit_amount_atom: 5 });
    const addOn = await create('prices', {
      product_id: product.id,
      currency: 'jpy',
      unit_amount_atom: 1,
      prerequisite_price_ids: [base.id],
    });
    const ids = async (path: string) => (await list(path)).items.map(({ id }) => id);
    expect(await ids(`/products/${product.id}/prices`)).toEqual([addOn.id, base.id]);
    expect(await ids(`/prices/${base.id}/add-ons`)).toEqual([addOn.id]);
    expect(await ids(`/prices?filter={"product_id":"${product.id}","currency":"JPY"}`)).toEqual([addOn.id]);
    expect(await ids(`/prices?filter={"product_id":"nonsense"}`)).toEqual([]);
    expect((await list(`/prices/${base.id}/add-ons`)).items[0]).toMatchObject({ product: { id: product.id } });
    expect(faultsOf(await client().get(at('/prices?filter={"metadata":1}&sortBy=amount')))).toEqual([
      'query.filter.metadata unknown-filter',
      'query.sortBy unknown-order',
    ]);
  });
});

describe('customers', () => {
  it('are answered whole', async () => {
    const made = await create('customers', {
      email: 'Ada@Example.com', first_name: 'Ada', last_name: 'Lovelace', phone: '+44 4242424242424242', currency: 'GBP', language: 'en-GB',
      address: { line1: 'Main Street 1', city: 'London', country: 'gb' }, tax_ids: ['GB1'],
    }); // prettier-ignore
    expect(made).toMatchObject({
      email: 'Ada@Example.com', name: 'Ada Lovelace', phone: '+44 4242424242424242', currency: 'gbp', tax_ids: ['GB1'], shipping_address: null,
      address: { line1: 'Main Street 1', line2: null, city: 'London', country: 'GB' },
    }); // prettier-ignore
    expect((await client().get<Row>(at(`/customers/${made.id}`))).body).toEqual(made);
  });
  it('change what is sent', async () => {
    const made = await create('customers', { email: 'b@example.com', first_name: 'B', phone: '1' });
    const changed = await client().put<Row>(at(`/customers/${made.id}`), { phone: null, business_name: 'B Ltd', email: null });
    expect(changed.body).toMatchObject({ email: 'b@example.com', first_name: 'B', phone: null, business_name: 'B Ltd' });
    const { eventStore } = suite().api.ports;
    const events = await eventStore.read(`customer-${made.id.slice(-20)}`);
    await client().put(at(`/customers/${made.id}`), { first_name: 'B', email: 'b@example.com' });
    expect(await eventStore.read(`customer-${made.id.slice(-20)}`)).toHaveLength(events.length);
  });
  it('have one address of each kind, which keeps its id', async () => {
    const made = await create('customers', { email: 'c@example.com' });
    const [first, second] = [
      await client().post<Row>(at(`/customers/${made.id}/addresses`), { address_type: 'shipping', city: 'Oslo' }),
      await client().post<Row>(at(`/customers/${made.id}/addresses`), { address_type: 'shipping', city: 'Bergen', country: 'NO' }),
    ];
    expect(first.body).toMatchObject({ city: 'Oslo', country: null });
    expect(second.body).toMatchObject({ id: first.body.id, city: 'Bergen', country: 'NO' });
    expect((await client().get<Row>(at(`/customers/${made.id}`))).body['shipping_address']).toEqual(second.body);
    expect(faultsOf(await client().post(at(`/customers/${made.id}/addresses`), { country: 'Norway' }))).toEqual([
      'body.country wrong-length',
      'body.address_type required',
    ]);
  });
  it('are found by their e-mail, whatever its case', async () => {
    const made = await create('customers', { email: 'Find@Me.example' });
    await create('customers', { email: 'other@me.example' });
    for (const query of ['?search=find@me.EXAMPLE', '?filter={"email":"FIND@me.example"}', `?search=${made.id}`])
      expect((await list(`/customers${query}`)).items.map(({ id }) => id)).toEqual([made.id]);
    expect((await list('/customers?search=find')).total).toBe(0);
  });
  it('stand in the store without anything that tells who they are', async () => {
    const made = await create('customers', {
      email: 'secret@person.example',
      last_name: 'Unforgettable',
      address: { city: 'Hiddenville' },
    });
    const stored = await storedText();
    for (const word of ['secret@person', 'Unforgettable', 'Hiddenville']) expect(stored).not.toContain(word);
    expect(stored).toContain(made.id.slice(-20));
  });
  it('are erased for good', async () => {
    const made = await create('customers', { email: 'forget@me.example', first_name: 'F', phone: '5' });
    const erased = await client().post<Row>(at(`/customers/${made.id}/erase`));
    expect(erased.body).toMatchObject({ id: made.id, email: null, name: null, first_name: null, phone: null });
    expect((await client().get<Row>(at(`/customers/${made.id}`))).body).toEqual(erased.body);
    expect((await list('/customers?search=forget@me.example')).total).toBe(0);
    expect(problemOf(await client().put(at(`/customers/${made.id}`), { first_name: 'G' }))).toBe('404 not-found');
    expect((await client().post(at(`/customers/${made.id}/erase`))).status).toBe(200);
  });
});

/** Everything in the event store and the views, as text. */
async function storedText(): Promise<string> {
  const { eventStore, viewStore } = suite().api.ports;
  const texts: string[] = [];
  for await (const { stream, data, metadata } of eventStore.readAll([''])) texts.push(JSON.stringify({ stream, data, metadata }));
  const { items } = await viewStore.list({
    accountId: suite().tenant.accountId, category: 'customer', index: 'all', order: 'ascending', offset: 0, limit: 1_000,
  }); // prettier-ignore
  return [...texts, JSON.stringify(items)].join('\n');
}
