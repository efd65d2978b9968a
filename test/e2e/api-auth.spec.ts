// Who may call what: tokens, scopes, accounts, and what stays apart.
import { randomUUID } from 'node:crypto';
import type { ApiTokenEvent } from '@tillstream/accounts';
import { sha256 } from '@tillstream/event-sourcing';
import type { InMemoryShortLivedSecrets } from '@tillstream/event-sourcing/in-memory';
import { OPERATOR_TOKEN } from '../support/api-in-memory';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant, tenantOf } from '../support/api-tenant';

const suite = apiSuite();
const operator = () => suite().anonymous.withToken(OPERATOR_TOKEN);
const tokens = () => `/api/accounts/${suite().tenant.accountId}/api-tokens`;

interface Issued {
  readonly id: string;
  readonly token: string | null;
  readonly is_active: boolean;
}

describe('a token', () => {
  it('is asked for before the body is looked at', async () =>
    expect(problemOf(await suite().anonymous.send('POST', `${suite().tenant.base}/products`, { raw: '{' }))).toBe('401 unauthenticated'));
  it.each([
    ['of no shape', () => 'nonsense'],
    ['of another environment', () => suite().tenant.token.replace('st_dev_', 'st_prod_')],
    ['with another secret', () => `${suite().tenant.token.slice(0, -1)}${suite().tenant.token.endsWith('0') ? '1' : '0'}`],
    ['that was never issued', () => `st_dev_${'0'.repeat(52)}`],
    ['that is publishable', () => suite().tenant.token.replace('st_', 'pt_')],
  ])('%s is 401', async (_, token) => {
    const answer = await suite().anonymous.get(`${suite().tenant.base}/products`, { token: token() });
    expect(problemOf(answer)).toBe('401 unauthenticated');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });
  it('is a bearer and nothing else', async () => {
    const headers = { authorization: `Basic ${suite().tenant.token}` };
    expect(problemOf(await suite().anonymous.get(`${suite().tenant.base}/products`, { headers }))).toBe('401 unauthenticated');
  });
  it('opens its own account only', async () => {
    const other = await newTenant(suite().anonymous);
    expect(problemOf(await suite().tenant.client.get(`${other.base}/products`))).toBe('403 other-account');
    expect(problemOf(await suite().tenant.client.get(`/api/accounts/${other.accountId}`))).toBe('403 other-account');
    expect(problemOf(await suite().tenant.client.post(`/api/accounts/${other.accountId}/api-tokens`, {}))).toBe('403 other-account');
  });
  it('finds nothing of another account by its id', async () => {
    const other = await newTenant(suite().anonymous);
    const product = await other.client.post<{ id: string }>(`${other.base}/products`, { name: 'Theirs' });
    const customer = await other.client.post<{ id: string }>(`${other.base}/customers`, { email: 'theirs@example.com' });
    const { client, base } = suite().tenant;
    expect(problemOf(await client.get(`${base}/products/${product.body.id}`))).toBe('404 not-found');
    expect(problemOf(await client.patch(`${base}/products/${product.body.id}`, { name: 'Mine' }))).toBe('404 not-found');
    expect(problemOf(await client.delete(`${base}/products/${product.body.id}`))).toBe('404 not-found');
    expect(problemOf(await client.get(`${base}/customers/${customer.body.id}`))).toBe('404 not-found');
    expect(problemOf(await client.put(`${base}/customers/${customer.body.id}`, { first_name: 'Eve' }))).toBe('404 not-found');
    expect(problemOf(await client.post(`${base}/customers/${customer.body.id}/erase`))).toBe('404 not-found');
    const price = { product_id: product.body.id, currency: 'usd', unit_amount_atom: 1, exclusive_customer_ids: [customer.body.id] };
    expect(faultsOf(await client.post(`${base}/prices`, price))).toEqual([
      'body.product_id product-not-found',
      'body.exclusive_customer_ids.0 customer-not-found',
    ]);
    expect((await other.client.get<{ name: string }>(`${other.base}/products/${product.body.id}`)).body.name).toBe('Theirs');
  });
  it('does what its scopes say and no more', async () => {
    const reader = await tenantOf(suite().anonymous, suite().tenant.accountId, ['read']);
    const writer = await tenantOf(suite().anonymous, suite().tenant.accountId, ['write']);
    expect((await reader.client.get(`${reader.base}/products`)).status).toBe(200);
    expect(problemOf(await reader.client.post(`${reader.base}/products`, { name: 'No' }))).toBe('403 missing-scope');
    expect((await writer.client.post(`${writer.base}/products`, { name: 'Yes' })).status).toBe(200);
    expect(problemOf(await writer.client.get(`${writer.base}/products`))).toBe('403 missing-scope');
  });
});

describe('the operator', () => {
  it('alone opens accounts', async () => {
    const body = { name: 'New', organization_id: 'org_2' };
    expect(problemOf(await suite().tenant.client.post('/api/accounts/', body))).toBe('403 missing-scope');
    expect((await operator().post('/api/accounts/', body)).status).toBe(200);
  });
  it('sells nothing', async () => expect(problemOf(await operator().get(`${suite().tenant.base}/products`))).toBe('403 other-account'));
  it('issues no token for an account that is not there', async () =>
    expect(problemOf(await operator().post('/api/accounts/acc_dev_00000000000000000000/api-tokens', {}))).toBe('404 not-found'));
  it('may be a token with that scope', async () => {
    const issued = await operator().post<Issued>(tokens(), { scopes: ['operator', 'read'] });
    const client = suite().anonymous.withToken(issued.body.token);
    expect((await client.post('/api/accounts/', { name: 'By token', organization_id: 'org_3' })).status).toBe(200);
    expect((await client.get<unknown[]>('/api/accounts/organization/org_3')).body).toHaveLength(1);
  });
});

describe('API tokens', () => {
  it('are handed out up to what the asking token may', async () => {
    const { client } = suite().tenant;
    expect(problemOf(await client.post(tokens(), { scopes: ['audit'] }))).toBe('403 missing-scope');
    expect(problemOf(await client.post(tokens(), { scopes: ['operator'] }))).toBe('403 missing-scope');
    expect(faultsOf(await client.post(tokens(), { scopes: ['root'] }))).toEqual(['body.scopes.0 unknown-choice']);
    expect(faultsOf(await client.post(tokens(), { scopes: [] }))).toEqual(['body.scopes too-few']);
  });
  it('show their secret once', async () => {
    const { client } = suite().tenant;
    const headers = { 'idempotency-key': 'token-1' };
    const first = await client.post<Issued>(tokens(), { name: 'Once' }, { headers });
    expect(first.body.token).toMatch(/^st_dev_[0-9A-Za-z]{52}$/);
    const again = await client.post<Issued>(tokens(), { name: 'Once' }, { headers });
    expect([again.body.id, again.body.token]).toEqual([first.body.id, null]);
    expect((await client.get(tokens())).text).not.toContain(first.body.token);
  });
  it('stop working when revoked', async () => {
    const { client, base } = suite().tenant;
    const issued = await client.post<Issued>(tokens(), {});
    const holder = suite().anonymous.withToken(issued.body.token);
    expect((await holder.get(`${base}/products`)).status).toBe(200);
    expect((await client.delete(`${tokens()}/${issued.body.id}`)).status).toBe(204);
    expect(problemOf(await holder.get(`${base}/products`))).toBe('401 unauthenticated');
    expect(problemOf(await client.post(`${tokens()}/${issued.body.id}/rotate`))).toBe('400 token-revoked');
  });
  it('that another process revoked stop working within ten seconds', async () => {
    const { client, base } = suite().tenant;
    const { clock } = suite().api.ports;
    const issued = await client.post<Issued>(tokens(), {});
    const holder = suite().anonymous.withToken(issued.body.token);
    await holder.get(`${base}/products`);
    await appendElsewhere(issued.body.id, { type: 'ApiTokenRevoked', data: {} });
    await clock.advance(10_001);
    expect(problemOf(await holder.get(`${base}/products`))).toBe('401 unauthenticated');
  });
  it('get a new secret, and the old one works on as long as was said', async () => {
    const { client, base } = suite().tenant;
    const issued = await client.post<Issued>(tokens(), {});
    const rotated = await client.post<Issued>(`${tokens()}/${issued.body.id}/rotate`, { grace_seconds: 60 });
    const [old, fresh] = [suite().anonymous.withToken(issued.body.token), suite().anonymous.withToken(rotated.body.token)];
    expect(rotated.body.token).not.toBe(issued.body.token);
    for (const holder of [old, fresh]) expect((await holder.get(`${base}/products`)).status).toBe(200);
    await suite().api.ports.clock.advance(60_000);
    expect(problemOf(await old.get(`${base}/products`))).toBe('401 unauthenticated');
    expect((await fresh.get(`${base}/products`)).status).toBe(200);
  });
  it('work at once with the secret that another process gave them', async () => {
    const { client, base } = suite().tenant;
    const issued = await client.post<Issued>(tokens(), {});
    const old = issued.body.token ?? '';
    await suite().anonymous.get(`${base}/products`, { token: old });
    const secret = 'n'.repeat(32);
    await appendElsewhere(issued.body.id, { type: 'ApiTokenRotated', data: { secretHash: sha256(secret), previousUntil: 0 } });
    expect((await suite().anonymous.get(`${base}/products`, { token: `${old.slice(0, -32)}${secret}` })).status).toBe(200);
  });
  it('stop working when they expire', async () => {
    const { client, base } = suite().tenant;
    const expires_at = new Date(suite().api.ports.clock.now() + 5_000).toISOString();
    const issued = await client.post<Issued>(tokens(), { expires_at });
    const holder = suite().anonymous.withToken(issued.body.token);
    expect((await holder.get(`${base}/products`)).status).toBe(200);
    await suite().api.ports.clock.advance(5_000);
    expect(problemOf(await holder.get(`${base}/products`))).toBe('401 unauthenticated');
  });
  it('show when they were last used, to the minute, and forget it with Redis', async () => {
    const { client, base } = suite().tenant;
    const { clock, secrets } = suite().api.ports;
    const issued = await client.post<Issued>(tokens(), {});
    const holder = suite().anonymous.withToken(issued.body.token);
    const shown = async () => (await client.get<{ last_used_at: string | null }>(`${tokens()}/${issued.body.id}`)).body.last_used_at;
    expect(await shown()).toBeNull();
    const first = new Date(clock.now()).toISOString();
    await holder.get(`${base}/products`);
    await clock.advance(59_000);
    await holder.get(`${base}/products`);
    expect(await shown()).toBe(first);
    await clock.advance(1_000);
    await holder.get(`${base}/products`);
    expect(await shown()).toBe(new Date(clock.now()).toISOString());
    const listed = await client.get<{ items: { id: string; last_used_at: string | null }[] }>(tokens());
    expect(listed.body.items.find(({ id }) => id === issued.body.id)?.last_used_at).toBe(await shown());
    (secrets as InMemoryShortLivedSecrets).wipe();
    expect(await shown()).toBeNull();
  });
  it('give their secret to nobody who may do less than they', async () => {
    const auditor = await operator().post<Issued>(tokens(), { scopes: ['audit', 'read'] });
    const rotate = `${tokens()}/${auditor.body.id}/rotate`;
    expect(problemOf(await suite().tenant.client.post(rotate))).toBe('403 missing-scope');
    expect((await operator().post<Issued>(rotate)).body.token).toMatch(/^st_dev_/);
  });
  it('of another account are not there', async () => {
    const other = await newTenant(suite().anonymous);
    const theirs = await other.client.get<{ items: Issued[] }>(`/api/accounts/${other.accountId}/api-tokens`);
    const id = theirs.body.items[0]!.id;
    expect(problemOf(await suite().tenant.client.delete(`${tokens()}/${id}`))).toBe('404 not-found');
    expect(problemOf(await suite().tenant.client.post(`${tokens()}/${id}/rotate`))).toBe('404 not-found');
    expect((await other.client.get(`${other.base}/products`)).status).toBe(200);
  });
});

/** As another process would: straight to the store, past every cache of this one. */
async function appendElsewhere(tokenId: string, { type, data }: ApiTokenEvent): Promise<void> {
  const { eventStore } = suite().api.ports;
  const stream = `apiToken-${tokenId.slice(-20)}`;
  const events = await eventStore.read(stream);
  const event = { id: randomUUID(), type, data, metadata: { ...events[0]!.metadata, commandId: 'elsewhere' } };
  expect((await eventStore.append(stream, events.length - 1, [event])).kind).toBe('appended');
}
