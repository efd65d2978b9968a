// Checkout sessions over the in-memory API: what a merchant's service reads and changes of them.
import { beforeAll } from '@jest/globals';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { priceOf, processorOf, routeOf, sessionWith } from '../support/api-sessions';
import { InMemoryBuyer } from '../support/buyer-in-memory';

const suite = apiSuite();
const at = (path: string) => `${suite().tenant.base}/checkout-sessions/${path}`;
const client = () => suite().tenant.client;
beforeAll(async () => void (await processorOf(suite().tenant)));

describe('If-Match', () => {
  const line = async () => ({ price_id: await priceOf(suite().tenant) });
  const meeting = (tag: string) => ({ headers: { 'if-match': tag } });

  it('is met at the append, by every write', async () => {
    const { id } = await sessionWith(suite().tenant, { line_items: [await line()] });
    const added = await client().post(`${at(id)}/line-items`, await line(), meeting('"0"'));
    expect([added.status, added.headers.get('etag')]).toEqual([200, '"1"']);
    for (const [method, path, body] of [
      ['PATCH', '', {}],
      ['PUT', '/complete', undefined],
      ['POST', '/expire', undefined],
      ['POST', '/line-items', await line()],
    ] as const) {
      expect(problemOf(await client().send(method, at(id) + path, { body, ...meeting('"0"') }))).toBe('412 precondition-failed');
      expect(problemOf(await client().send(method, at(id) + path, { body, ...meeting('W/"1"') }))).toBe('412 precondition-failed');
    }
    expect((await client().put(`${at(id)}/complete`, undefined, meeting('"0", "1"'))).status).toBe(200);
  });

  it('does not stand in the way of a repeat', async () => {
    const { id } = await sessionWith(suite().tenant, { line_items: [await line()] });
    const sent = { headers: { 'if-match': '"0"', 'idempotency-key': `end-${id}` } };
    const first = await client().post(`${at(id)}/expire`, undefined, sent);
    const again = await client().post(`${at(id)}/expire`, undefined, sent);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('lets one of two writers through', async () => {
    const { id } = await sessionWith(suite().tenant);
    const [one, other] = [await line(), await line()];
    const answers = await Promise.all([one, other].map((body) => client().post(`${at(id)}/line-items`, body, meeting('"0"'))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('the description of a line item', () => {
  it.each([null, '', 'x'.repeat(500)])('may be %j', async (description) => {
    const line = { price_id: await priceOf(suite().tenant), description };
    const { id, secure_token } = await sessionWith(suite().tenant, { line_items: [line], cascade_line_items: [{ line_items: [line] }] });
    expect(await client().post(at(`${id}/line-items`), line)).toMatchObject({ status: 200, body: { description } });
    expect((await client().get(at(id))).body).toMatchObject({
      line_items: [{ description }, { description }],
      cascade_tiers: [{ line_items: [{ description }] }],
    });
    const { tiers } = await new InMemoryBuyer(suite().api, { secure_token }).look();
    expect(tiers[0]?.line_items).toMatchObject([{ description }, { description }]);
  });
});

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
