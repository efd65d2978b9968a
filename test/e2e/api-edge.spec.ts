// The contract of the HTTP edge that every call shares: bodies, addresses, errors, headers, documentation.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Fault } from '@tillstream/event-sourcing';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';

const suite = apiSuite();
const products = () => `${suite().tenant.base}/products`;
const send = (raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  suite().tenant.client.send('POST', products(), { raw, headers });
const failing = (fault: Fault) => () => {
  throw fault;
};

describe('a body', () => {
  it.each(['{', '{"name":}', 'name=x', '\ufeff{}', '{"name":"a" "b"}', 'NaN'])('that is no JSON is 400: %j', async (raw) =>
    expect(problemOf(await send(raw))).toBe('400 unreadable-body'),
  );
  it('that is no UTF-8 is 400', async () => {
    const bytes = new Uint8Array([...Buffer.from('{"name":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
    expect(problemOf(await send(bytes))).toBe('400 unreadable-body');
  });
  it.each([33, 2_000, 200_000])('%d levels deep is 400', async (levels) =>
    expect(problemOf(await send(`${'['.repeat(levels)}${']'.repeat(levels)}`))).toBe('400 unreadable-body'),
  );
  it('32 levels deep is read', async () =>
    expect(faultsOf(await send(`{"name":"n","metadata":${'{"a":'.repeat(31)}1${'}'.repeat(31)}}`))).toEqual([
      'body.metadata not-plain-object',
    ]));
  it('of more than 1 MB is 413', async () => expect(problemOf(await send(`"${'x'.repeat(1_048_577)}"`))).toBe('413 body-too-large'));
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'nonsense'])('of type %s is 415', async (type) =>
    expect(problemOf(await send('{}', { 'content-type': type }))).toBe('415 unsupported-media-type'),
  );
  it.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/merge-patch+json'])('of type %s is read', async (type) =>
    expect((await send('{"name":"Typed"}', { 'content-type': type })).status).toBe(200),
  );
  it.each(['text/plain', 'nonsense', 'application/json'])('that is empty is an absent one, of type %s too', async (type) =>
    expect(faultsOf(await send('', { 'content-type': type }))).toEqual(['body.name required']),
  );
  it('that is empty is absent also when its length is not told beforehand', async () => {
    const { token, base } = suite().tenant;
    const { port } = new URL(suite().api.baseUrl);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain', 'transfer-encoding': 'chunked' };
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path: `${base}/products`, headers }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(JSON.parse(await text(answer))).toMatchObject({ status: 422, detail: [{ loc: ['body', 'name'], type: 'required' }] });
  });
  it('with a name given twice is refused by that name', async () =>
    expect(faultsOf(await send('{"name":"a","metadata":{"x":1,"x":2},"name":"b"}'))).toEqual([
      'body.name repeated-field',
      'body.metadata.x repeated-field',
    ]));
  it('with names of prototypes is refused by them', async () =>
    expect(faultsOf(await send('{"__proto__":{"name":"x"},"constructor":1,"toString":1}'))).toEqual([
      'body.__proto__ unknown-field',
      'body.constructor unknown-field',
      'body.toString unknown-field',
      'body.name required',
    ]));
  it('may have those names as data', async () => {
    const metadata = { constructor: { prototype: 1 }, toString: 'x', hasOwnProperty: null };
    const made = await suite().tenant.client.post<{ id: string; metadata: unknown }>(products(), { name: 'Odd names', metadata });
    expect(made.body.metadata).toEqual(metadata);
    expect((await suite().tenant.client.get<{ metadata: unknown }>(`${products()}/${made.body.id}`)).body.metadata).toEqual(metadata);
  });
  it('with numbers that JSON cannot hold is refused', async () =>
    expect(faultsOf(await send('{"name":"n","metadata":{"a":1e999}}'))).toEqual(['body.metadata not-plain-object']));
  it('with half a character or a card number is refused, wherever it stands', async () =>
    expect(
      faultsOf(await send('{"name":"\\ud83d","description":"card 4242 4242 4242 4242","metadata":{"a":["5555-5555-5555-4444"]}}')),
    ).toEqual(['body.name broken-text', 'body.description card-number', 'body.metadata.a.0 card-number']));
  it('is taken by a DELETE, too', async () => {
    const made = await suite().tenant.client.post<{ id: string }>(products(), { name: 'Short-lived' });
    expect((await suite().tenant.client.delete(`${products()}/${made.body.id}`, { body: {} })).status).toBe(204);
  });
});

describe('an address', () => {
  it('works with and without a slash at its end', async () => {
    for (const path of [products(), `${products()}/`]) expect((await suite().tenant.client.get(path)).status).toBe(200);
  });
  it.each(['/', '/api', '/api/', '/nowhere', '/api/acc_dev_x/nowhere', '/api/accounts/x/nowhere'])(
    'that nobody knows is 404: %s',
    async (path) => expect(problemOf(await suite().tenant.client.get(path))).toBe('404 unknown-route'),
  );
  it('that nobody knows is 404 whatever is sent there', async () =>
    expect(problemOf(await suite().tenant.client.send('POST', '/nowhere', { raw: '{', headers: { 'content-type': 'x' } }))).toBe(
      '404 unknown-route',
    ));
  it('of a call that is not offered says so', async () =>
    expect(problemOf(await suite().tenant.client.post(`${suite().tenant.base}/invoices/`, {}))).toBe('404 not-offered'));
  it('that cannot be decoded is 400', async () =>
    expect(problemOf(await suite().tenant.client.get('/%zz'))).toBe('400 unreadable-request'));
  it('with an overlong part is 404', async () =>
    expect(problemOf(await suite().tenant.client.get(`${products()}/${'x'.repeat(5_000)}`))).toBe('404 unknown-route'));
  it('with a method that it does not have is 404', async () =>
    expect(problemOf(await suite().tenant.client.put(products(), {}))).toBe('404 unknown-route'));
});

describe('an answer', () => {
  it('carries the request id that was sent', async () => {
    const { headers } = await suite().tenant.client.get(products(), { headers: { 'x-request-id': 'order:42' } });
    expect(headers.get('x-request-id')).toBe('order:42');
  });
  it('carries one of its own where none that is sane was sent', async () => {
    const { headers, body } = await suite().anonymous.get<{ request_id: string }>(products(), { headers: { 'x-request-id': 'a b' } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.request_id).toBe(headers.get('x-request-id'));
  });
  it('is not kept by anybody between', async () => {
    expect((await suite().tenant.client.get(products())).headers.get('cache-control')).toBe('no-store');
  });
  it('that is a problem leads to a page that explains it', async () => {
    const { body } = await suite().anonymous.get<{ type: string; code: string }>(products());
    expect(body.type).toBe(`http://pay.test/problems/${body.code}`);
    const page = await fetch(`${suite().api.baseUrl}${new URL(body.type).pathname}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain(body.code);
  });
  it('asks for a repeat when the event store is down', async () => {
    const { eventStore } = suite().api.ports;
    eventStore.interceptor = { before: failing(new Fault('unavailable', 'down')) };
    const unknown = `${products()}/prod_dev_00000000000000000000`; // in no view: only the store can say
    const answer = await suite()
      .tenant.client.get(unknown)
      .finally(() => (eventStore.interceptor = {}));
    expect([problemOf(answer), answer.headers.get('retry-after')]).toEqual(['503 unavailable', '1']);
    expect(problemOf(await suite().tenant.client.get(unknown))).toBe('404 not-found');
  });
  it('asks for a repeat when lists are being rebuilt; reads by id go on', async () => {
    const { viewStore } = suite().api.ports;
    const made = await suite().tenant.client.post<{ id: string }>(products(), { name: 'Rebuilt' });
    const checkpoint = viewStore.checkpoint.bind(viewStore);
    viewStore.checkpoint = () => Promise.resolve(null);
    const [list, one] = await Promise.all([
      suite().tenant.client.get(products()),
      suite().tenant.client.get(`${products()}/${made.body.id}`),
    ]).finally(() => (viewStore.checkpoint = checkpoint));
    expect([problemOf(list), list.headers.get('retry-after'), one.status]).toEqual(['503 views-rebuilding', '5', 200]);
  });
  it('says that it is our fault when the event store refuses for good', async () => {
    const { eventStore } = suite().api.ports;
    eventStore.interceptor = { before: failing(new Fault('refused', 'too large')) };
    const answer = await suite()
      .tenant.client.post(products(), { name: 'Later' })
      .finally(() => (eventStore.interceptor = {}));
    expect(problemOf(answer)).toBe('500 internal-error');
    expect(suite().api.ports.log.errors.splice(0)).toHaveLength(1);
  });
  it('tells nothing of our inside when a bug was hit', async () => {
    const { viewStore } = suite().api.ports;
    const list = viewStore.list.bind(viewStore);
    viewStore.list = () => Promise.reject(new TypeError('a secret detail'));
    const answer = await suite()
      .tenant.client.get(products())
      .finally(() => (viewStore.list = list));
    expect(problemOf(answer)).toBe('500 internal-error');
    expect(answer.text).not.toContain('secret detail');
    expect(suite().api.ports.log.errors.splice(0).join()).toContain('a secret detail');
  });
});

describe('operations', () => {
  it('is alive and ready', async () => {
    expect((await suite().anonymous.get('/health/live')).body).toEqual({ status: 'ok' });
    const ready = await suite().anonymous.get<{ status: string; checks: Record<string, { ok: boolean }> }>('/health/ready');
    expect([ready.status, ready.body.status, Object.keys(ready.body.checks)]).toEqual([200, 'ok', ['event_store', 'redis', 'lists']]);
  });
  it('is not ready without its event store', async () => {
    const { eventStore } = suite().api.ports;
    eventStore.interceptor = { before: failing(new Fault('unavailable', 'down')) };
    const ready = await suite()
      .anonymous.get<{ status: string }>('/health/ready')
      .finally(() => (eventStore.interceptor = {}));
    expect([ready.status, ready.body.status]).toEqual([503, 'failing']);
  });
  it('counts its answers by route, never by address', async () => {
    const text = await (await fetch(`${suite().api.baseUrl}/metrics`)).text();
    expect(text).toContain('route="/api/:account_id/products"');
    expect(text).not.toContain(suite().tenant.accountId);
  });
});

describe('the documentation', () => {
  it('is an OpenAPI 3.1 document in which every field is described', () => {
    const { document } = suite().anonymous.judge;
    expect(document['openapi']).toBe('3.1.0');
    const { schemas } = document['components'] as { schemas: Record<string, { properties?: Record<string, Record<string, unknown>> }> };
    const poor = Object.entries(schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(
          ([, field]) =>
            !('description' in field) ||
            !('example' in field) ||
            !('type' in field || 'allOf' in field || 'anyOf' in field || '$ref' in field),
        )
        .map(([field]) => `${name}.${field}`),
    );
    expect(poor).toEqual([]);
  });
  it('bounds every text, number and list that a request may hold', () => {
    const { schemas } = suite().anonymous.judge.document['components'] as {
      schemas: Record<string, { properties?: Record<string, Record<string, unknown>> }>;
    };
    const bounds: Readonly<Record<string, string>> = { string: 'maxLength', integer: 'maximum', array: 'maxItems' };
    const unbounded = Object.entries(schemas)
      .filter(([name]) => name.endsWith('Body'))
      .flatMap(([name, { properties = {} }]) =>
        Object.entries(properties)
          .filter(
            ([, field]) =>
              !('enum' in field) &&
              [field['type']].flat().some((type) => typeof type === 'string' && type in bounds && !(bounds[type]! in field)),
          )
          .map(([field]) => `${name}.${field}`),
      );
    expect(unbounded).toEqual([]);
  });
  it('is shown as a page without any script', async () => {
    const page = await fetch(`${suite().api.baseUrl}/docs`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('/api/{account_id}/products');
    expect(html).not.toContain('<script');
  });
});
