import { startInMemoryApi, type InMemoryApi } from '../support/api-in-memory';
import { ApiClient } from '../support/api-client';
import { newTenant } from '../support/api-tenant';
let api: InMemoryApi;
afterAll(() => api.close());
it('runs', async () => {
   api = await startInMemoryApi();
  const client = await ApiClient.of(api.baseUrl);
  console.log(client.judge.calls.map((c) => c.method + ' ' + c.path).join('\n'));
  const t = await newTenant(client);
  const p = await t.client.post<{id: string}>(`${t.base}/products/`, { name: 'Gold plan', metadata: {constructor: 1} });
  console.log(p.status, p.text, api.ports.log.errors);
  const q = await t.client.post<{id: string}>(`${t.base}/prices/`, { product_id: p.body.id, currency: 'USD', unit_amount_atom: 1000, recurring_interval: 'month' });
  console.log(q.status, q.text);
  console.log((await t.client.get(`${t.base}/prices/${q.body.id}`)).text);
  const c = await t.client.post<{id: string}>(`${t.base}/customers`, { email: 'Ada@example.com', first_name: 'Ada', address: { city: 'London', country: 'gb' } });
  console.log(c.status, c.text);
  for (const path of ["/products/export", '/products/', '/prices/', '/customers/?search=ada@example.com', '/products?search=plan', `/products?search=${p.body.id}&limit=0&x=1`, `/products/${p.body.id}/prices`, `/products/${p.body.id}`, '/customers?filter={"x":1,"email":3,"created_at":{"gte":"x"}}&sortBy=z&sortOrder=0'])
    console.log(path, (await t.client.get(t.base + path)).text);
  console.log((await t.client.delete(`${t.base}/products/${p.body.id}`)).text);
  console.log((await t.client.patch(`${t.base}/prices/${q.body.id}`, { is_active: false })).status);
  console.log((await t.client.delete(`${t.base}/products/${p.body.id}`)).status);
  console.log((await t.client.post(`${t.base}/customers/${c.body.id}/erase`)).text);
});
