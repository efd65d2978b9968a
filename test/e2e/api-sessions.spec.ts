// Checkout sessions over the in-memory API: what a merchant's service reads and changes of them.
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { priceOf, processorOf, routeOf, sessionWith } from '../support/api-sessions';

const suite = apiSuite();
const at = (path: string) => `${suite().tenant.base}/checkout-sessions/${path}`;
const client = () => suite().tenant.client;

describe('changing an open session', () => {
  it('changes all that is named in one event each, and nothing else', async () => {
    const session = await sessionWith(suite().tenant);
    const route = await routeOf(suite().tenant, await processorOf(suite().tenant));
    const changed = await client().patch(at(session.id), { processor_route_id: route });
    expect(changed.body).toMatchObject({ processor_route_id: route, revision: 1 });
    expect(changed.headers.get('etag')).toBe('"1"');
    expect((await client().patch(at(session.id), {})).body).toMatchObject({ processor_route_id: route, revision: 1 });
    expect((await client().patch(at(session.id), { processor_route_id: null })).body).toMatchObject({
      processor_route_id: null,
      revision: 2,
    });
  });

  it('names what it does not know', async () => {
    const session = await sessionWith(suite().tenant);
    expect(faultsOf(await client().patch(at(session.id), { processor_route_id: 'proute_dev_nowhere' }))).toEqual([
      'body.processor_route_id route-not-found',
    ]);
    expect(faultsOf(await client().patch(at(session.id), { state: 'success' }))).toEqual(['body.state unknown-field']);
  });

  it('is over when the session is', async () => {
    const session = await sessionWith(suite().tenant, { line_items: [{ price_id: await priceOf(suite().tenant) }] });
    await client().post(`${at(session.id)}/expire`);
    expect(problemOf(await client().patch(at(session.id), {}))).toBe('400 session-expired');
  });
});
