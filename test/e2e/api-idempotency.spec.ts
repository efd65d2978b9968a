// Safe retries: the same key and body give the first answer again and change nothing.
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';

const suite = apiSuite();
const key = (value: string) => ({ headers: { 'idempotency-key': value } });
interface Product {
  readonly id: string;
  readonly name: string;
}
const total = async () => (await suite().tenant.client.get<{ total: number }>(`${suite().tenant.base}/products`)).body.total;

describe('an Idempotency-Key', () => {
  it('makes one product of two requests', async () => {
    const { client, base } = suite().tenant;
    const first = await client.post<Product>(`${base}/products`, { name: 'Once' }, key('k1'));
    const second = await client.post<Product>(`${base}/products`, { name: 'Once' }, key('k1'));
    expect(second.body).toEqual(first.body);
    expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([null, 'true']);
    expect(await total()).toBe(1);
  });
  it('knows the same body in another order and with another slash', async () => {
    const { client, base } = suite().tenant;
    const first = await client.post<Product>(`${base}/products`, { name: 'Order', description: 'd' }, key('k2'));
    const second = await client.post<Product>(`${base}/products/`, { description: 'd', name: 'Order' }, key('k2'));
    expect(second.body.id).toBe(first.body.id);
  });
  it('refuses another body', async () => {
    const { client, base } = suite().tenant;
    await client.post(`${base}/products`, { name: 'First' }, key('k3'));
    const reused = await client.post<{ code: string }>(`${base}/products`, { name: 'Second' }, key('k3'));
    expect(faultsOf(reused)).toEqual(['header.Idempotency-Key idempotency-key-reused']);
    expect(reused.body.code).toBe('idempotency-key-reused');
  });
  it('answers as it was then, not as it is now', async () => {
    const { client, base } = suite().tenant;
    const first = await client.post<Product>(`${base}/products`, { name: 'Then' }, key('k4'));
    await client.patch(`${base}/products/${first.body.id}`, { name: 'Now' });
    expect((await client.post<Product>(`${base}/products`, { name: 'Then' }, key('k4'))).body).toEqual(first.body);
  });
  it('is one thing for twins in flight', async () => {
    const { client, base } = suite().tenant;
    const before = await total();
    const twins = await Promise.all(Array.from({ length: 8 }, () => client.post<Product>(`${base}/products`, { name: 'Twin' }, key('k5'))));
    expect(new Set(twins.map(({ body }) => body.id)).size).toBe(1);
    expect(await total()).toBe(before + 1);
  });
  it('belongs to one account and one call', async () => {
    const other = await newTenant(suite().anonymous);
    const { client, base } = suite().tenant;
    const mine = await client.post<Product>(`${base}/products`, { name: 'Mine' }, key('k6'));
    const theirs = await other.client.post<Product>(`${other.base}/products`, { name: 'Theirs' }, key('k6'));
    const customer = await client.post<{ id: string }>(`${base}/customers`, { email: 'k6@example.com' }, key('k6'));
    expect([theirs.status, customer.status]).toEqual([200, 200]);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });
  it('belongs to one resource', async () => {
    const { client, base } = suite().tenant;
    const [a, b] = await Promise.all(['A', 'B'].map((name) => client.post<Product>(`${base}/products`, { name })));
    for (const product of [a, b]) {
      const changed = await client.patch<Product>(`${base}/products/${product!.body.id}`, { description: 'same' }, key('k7'));
      expect([changed.status, changed.headers.get('idempotent-replayed')]).toEqual([200, null]);
    }
  });
  it('works for accounts, where no account is concerned yet', async () => {
    const operator = suite().anonymous.withToken('operator-token-for-tests-only');
    const create = () => operator.post<Product>('/api/accounts/', { name: 'A', organization_id: 'o' }, key('k8'));
    expect((await create()).body.id).toBe((await create()).body.id);
  });
  it('has at most 255 visible characters', async () => {
    const { client, base } = suite().tenant;
    expect((await client.post(`${base}/products`, { name: 'Long' }, key('x'.repeat(255)))).status).toBe(200);
    expect(faultsOf(await client.post(`${base}/products`, { name: 'Long' }, key('x'.repeat(256))))).toEqual([
      'header.Idempotency-Key wrong-length',
    ]);
    expect(faultsOf(await client.post(`${base}/products`, {}, key('a b')))).toEqual([
      'header.Idempotency-Key wrong-format',
      'body.name required',
    ]);
  });
  it('does not remember a refusal', async () => {
    const { client, base } = suite().tenant;
    const body = { product_id: 'prod_dev_00000000000000000000', currency: 'usd', unit_amount_atom: 1 };
    for (let time = 0; time < 2; time++)
      expect(faultsOf(await client.post(`${base}/prices`, body, key('k9')))).toEqual(['body.product_id product-not-found']);
  });
  it('answers a repeat also when what it referred to is gone', async () => {
    const { client, base } = suite().tenant;
    const product = await client.post<Product>(`${base}/products`, { name: 'Gone soon' });
    const body = { product_id: product.body.id, currency: 'usd', unit_amount_atom: 1 };
    const first = await client.post<Product>(`${base}/prices`, body, key('k10'));
    await client.patch(`${base}/prices/${first.body.id}`, { is_active: false });
    expect((await client.delete(`${base}/products/${product.body.id}`)).status).toBe(204);
    expect((await client.post<Product>(`${base}/prices`, body, key('k10'))).body).toEqual(first.body);
    expect(problemOf(await client.get(`${base}/products/${product.body.id}`))).toBe('404 not-found');
  });
});

describe('without a key', () => {
  it('two requests make two products', async () => {
    const before = await total();
    for (let time = 0; time < 2; time++) await suite().tenant.client.post(`${suite().tenant.base}/products`, { name: 'Twice' });
    expect(await total()).toBe(before + 2);
  });
});
