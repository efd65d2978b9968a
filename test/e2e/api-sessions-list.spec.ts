// Lists of sessions over the in-memory API: every filter, order and search of the contract, and reads that wait to be fresh.
import { beforeAll } from '@jest/globals';
import { processorOf, priceOf, routeOf, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { eventually } from '../support/eventually';

interface Page {
  readonly items: readonly { readonly id: string; readonly customer_email: string | null }[];
  readonly total: number;
  readonly has_more: boolean;
}
const suite = apiSuite();
const client = () => suite().tenant.client;
const base = () => suite().tenant.base;
const path = (parameters: Record<string, string>) => `${base()}/checkout-sessions/?${new URLSearchParams(parameters).toString()}`;
const list = (parameters: Record<string, string> = {}) => client().get<Page>(path(parameters));
const named = async (parameters: Record<string, string>): Promise<readonly string[]> => {
  const { body } = await list(parameters);
  expect(body.total).toBe(body.items.length);
  return body.items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id).sort();
};
const filtered = (filter: object) => named({ filter: JSON.stringify(filter) });
const ids: Record<string, string> = {};
let ada: string;
let route: string;
let times: readonly string[];

beforeAll(async () => {
  const { tenant, api } = suite();
  const price = await priceOf(tenant);
  route = await routeOf(tenant, await processorOf(tenant));
  ada = String((await client().post(`${base()}/customers/`, { email: 'Ada@Example.com' })).body['id']);
  const bodies = {
    plain: { line_items: [{ price_id: price }] },
    referred: { reference: 'order-1', expires_in_minutes: 30 },
    adas: { customer_id: ada, line_items: [{ price_id: price }] },
    routed: { processor_route_id: route },
    setup: { mode: 'setup' },
    typed: { line_items: [{ price_id: price }] },
    short: { expires_in_minutes: 1, reference: 'bob@example.com' },
  };
  const made: string[] = [];
  for (const [name, body] of Object.entries(bodies)) {
    const session = await sessionWith(tenant, body);
    ids[name] = session.id;
    made.push(new Date(api.ports.clock.now()).toISOString());
    if (name === 'typed') await new InMemoryBuyer(api, session).press({ card: '4242424242424242', email: 'grace@example.com' });
    await api.ports.clock.advance(1_000);
  }
  times = made;
  await client().put(`${base()}/checkout-sessions/${ids['adas']}/complete`);
  await client().post(`${base()}/checkout-sessions/${ids['routed']}/expire`);
  await api.ports.clock.advance(60_000);
});

describe('filters', () => {
  it.each([
    [{ state: 'open' }, ['plain', 'referred', 'setup', 'short', 'typed']],
    [{ state: 'success' }, ['adas']],
    [{ state: 'expired' }, ['routed']],
    [{ is_expired: true }, ['routed', 'short']],
    [{ is_expired: false, state: 'open' }, ['plain', 'referred', 'setup', 'typed']],
    [{ mode: 'setup' }, ['setup']],
    [{ customer_email: 'ada@example.com ' }, ['adas']],
    [{ customer_email: 'GRACE@example.com' }, ['typed']],
    [{ customer_email: 'nobody@example.com' }, []],
    [{ reference: 'order-1' }, ['referred']],
    [{ reference: 'ORDER-1' }, []],
    [{ promotion_code: 'order-1' }, []],
    [{ customer_id: 'cus_dev_nobody' }, []],
    [{ state: 'open', customer_email: 'ada@example.com' }, []],
  ])('%j', async (filter, expected) => expect(await filtered(filter)).toEqual(expected));

  it('by customer and by route', async () => {
    expect(await filtered({ customer_id: ada })).toEqual(['adas']);
    expect(await filtered({ processor_route_id: route })).toEqual(['routed']);
  });

  it('by times of creation and of expiry', async () => {
    expect(await filtered({ created_at: { gte: times[1], lt: times[3] } })).toEqual(['adas', 'referred']);
    expect(await filtered({ expires_at: { lt: new Date(Date.parse(times[0] ?? '') + 3_600_000).toISOString() } })).toEqual([
      'referred',
      'short',
    ]);
  });

  it('are refused by name when they are unknown or of the wrong kind', async () =>
    expect(faultsOf(await list({ filter: JSON.stringify({ colour: 'red', state: 'closed', is_expired: 'yes', expires_at: 5 }) }))).toEqual([
      'query.filter.colour unknown-filter',
      'query.filter.state wrong-filter-value',
      'query.filter.is_expired wrong-filter-value',
      'query.filter.expires_at wrong-filter-value',
    ]));

  it('find nobody else’s sessions', async () => {
    const other = await newTenant(suite().anonymous);
    const filter = JSON.stringify({ customer_email: 'ada@example.com' });
    expect(
      (await other.client.get<Page>(`${other.base}/checkout-sessions/?${new URLSearchParams({ filter }).toString()}`)).body.total,
    ).toBe(0);
  });
});

describe('orders and pages', () => {
  const order = async (parameters: Record<string, string>) =>
    (await list(parameters)).body.items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id));

  it('newest first, or oldest', async () => {
    const newest = ['short', 'typed', 'setup', 'routed', 'adas', 'referred', 'plain'];
    expect(await order({})).toEqual(newest);
    expect(await order({ sortOrder: '1' })).toEqual(newest.toReversed());
  });
  it('by expiry among the open ones only', async () => {
    const open = { sortBy: 'expires_at', sortOrder: '1', filter: JSON.stringify({ state: 'open' }) };
    expect((await order(open)).slice(0, 2)).toEqual(['short', 'referred']);
    expect(faultsOf(await list({ sortBy: 'expires_at' }))).toEqual(['query.sortBy unknown-order']);
  });
  it('a page beyond the end is empty and knows the total', async () =>
    expect((await list({ offset: '100', limit: '5' })).body).toMatchObject({ items: [], total: 7, has_more: false }));
  it('a limit above 100 is clamped', async () => expect((await list({ limit: '1000' })).body).toMatchObject({ total: 7, has_more: false }));
  it('pages follow each other', async () => {
    const pages = await Promise.all(['0', '3', '6'].map((offset) => list({ offset, limit: '3' })));
    expect(pages.map(({ body }) => [body.items.length, body.has_more])).toEqual([[3, true], [3, true], [1, false]]); // prettier-ignore
  });
});

describe('search', () => {
  it.each(['order-1', 'ada@example.com', 'grace@EXAMPLE.com'])('finds %s', async (search) =>
    expect(await named({ search })).toEqual([{ 'order-1': 'referred', 'ada@example.com': 'adas' }[search] ?? 'typed']),
  );
  it('finds exact ids, of the session and of the customer', async () => {
    expect(await named({ search: ids['plain'] ?? '' })).toEqual(['plain']);
    expect(await named({ search: ada })).toEqual(['adas']);
    expect(await named({ search: ids['plain'] ?? '', filter: JSON.stringify({ mode: 'setup' }) })).toEqual([]);
  });
  it('finds nothing by a part, and nothing that is not there', async () =>
    expect([await named({ search: 'order' }), await named({ search: 'cs_dev_00000000000000000000' })]).toEqual([[], []]));
});

describe('Tillstream-Min-Revision', () => {
  const get = (revision: number) =>
    client().get(`${base()}/checkout-sessions/${ids['plain']}`, { headers: { 'tillstream-min-revision': String(revision) } });

  it('waits until somebody has written it', async () => {
    const waiting = get(1);
    const { clock } = suite().api.ports;
    await eventually(() => clock.nextWakeAt !== null, { timeoutMs: 5_000, describe: 'the read waits' });
    await client().patch(`${base()}/checkout-sessions/${ids['plain']}`, { processor_route_id: route });
    await clock.advance(200);
    expect((await waiting).body['revision']).toBe(1);
  });
  it('does not wait for ever', async () => {
    const waiting = get(1_000);
    const { clock } = suite().api.ports;
    await eventually(() => clock.nextWakeAt !== null, { timeoutMs: 5_000, describe: 'the read waits' });
    await clock.advance(10_000);
    expect(problemOf(await waiting)).toBe('503 unavailable');
  });
});
