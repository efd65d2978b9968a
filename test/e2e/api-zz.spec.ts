import { startInMemoryApi, type InMemoryApi } from '../support/api-in-memory';
import { ApiClient } from '../support/api-client';
import { newTenant } from '../support/api-tenant';
let api: InMemoryApi;
afterAll(() => api.close());
it('runs', async () => {
   api = await startInMemoryApi();
  const client = await ApiClient.of(api.baseUrl);
  console.log(JSON.stringify(client.judge.document['components'], null, 1).slice(0, 6000));
  const t = await newTenant(client);
  console.log(t.token, (await t.client.get('/api/accounts/' )).text, (await t.client.get(`/api/accounts/${t.accountId}/checkout-settings` )).text);
  console.log((await t.client.patch(`/api/accounts/${t.accountId}/checkout-settings`, {late_payment: 'x', zzz: 1, allowed_redirect_hosts: ['a b', 3, 'ok.de'], session_expiration_minutes: '3' } )).text);
  console.log((await t.client.patch(`/api/accounts/${t.accountId}/checkout-settings`, {late_payment: 'refund', allowed_redirect_hosts: ['ok.de'], session_expiration_minutes: 3 } )).text);
});
