// Webhook endpoints and events over HTTP, with a worker beside the API; every answer is checked against the served document.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { domainMessages, domainViews, type KernelPorts } from '@tillstream/runtime';
import { SecureTokens } from '@tillstream/checkout';
import { WebhookSettings } from '@tillstream/webhooks';
import { Webhook } from 'standardwebhooks';
import { createApi } from '../../apps/api/src/create-api';
import { createWorker, type Worker } from '../../apps/worker/src/create-worker';
import { InMemoryWorld } from '../../apps/worker/src/testing/in-memory-worker';
import { ApiClient, type Fault } from '../support/api-client';
import { OPERATOR_TOKEN } from '../support/api-in-memory';
import { newTenant, type Tenant } from '../support/api-tenant';
import { eventually } from '../support/eventually';
import { WebhookReceiver } from '../support/webhook-receiver';

interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly is_active: boolean;
  readonly signing_secret: string;
}

interface List {
  readonly items: readonly Record<string, unknown>[];
  readonly total: number;
}

const PUBLIC_URL = 'http://pay.test';
const SESSION = { success_url: 'http://127.0.0.1/thanks', return_url: 'http://127.0.0.1/cart' };

describe('webhooks over HTTP', () => {
  const world = new InMemoryWorld();
  let app: NestFastifyApplication;
  let worker: Worker;
  let receiver: WebhookReceiver;
  let tenant: Tenant;
  let client: ApiClient;

  beforeAll(async () => {
    const ports: KernelPorts = world;
    app = await createApi(ports, { publicUrl: PUBLIC_URL, operatorToken: OPERATOR_TOKEN, version: 'test', allowInsecureWebhooks: true });
    await app.listen(0, '127.0.0.1');
    worker = await createWorker(ports, {
      roles: ['projector', 'reactor', 'jobs'],
      domain: {
        views: domainViews(),
        modules: [],
        processes: [],
        effects: {},
        messages: domainMessages(new SecureTokens(world.keyring, PUBLIC_URL)),
        timers: () => ({}),
      },
      webhooks: { settings: new WebhookSettings({ allowInsecure: true, schedule: [0, 100, 100], chance: () => 0 }) },
      openJobs: (handlers) => world.openJobs(handlers),
    });
    await worker.start();
    receiver = await WebhookReceiver.start();
    client = await ApiClient.of(await app.getUrl());
    await timePasses();
  });
  beforeEach(async () => {
    receiver.status = 200;
    receiver.deliveries.length = 0;
    tenant = await newTenant(client, ['read', 'write']);
  });
  afterAll(async () => {
    const stopped = worker.stop();
    await world.clock.advance(2_000);
    await stopped;
    await app.close();
    await receiver.stop();
  });

  /** Fake time goes on while real requests are under way. */
  const timePasses = () => world.clock.advance(20);
  const arrives = (count: number) =>
    eventually(() => timePasses().then(() => receiver.deliveries.length >= count), { timeoutMs: 10_000, describe: `${count} deliveries` });
  const create = (body: object = {}) =>
    tenant.client.post<Endpoint>(`${tenant.base}/webhook-endpoints/`, { url: receiver.url, events: ['*'], ...body });
  const session = () => tenant.client.post<{ id: string }>(`${tenant.base}/checkout-sessions/`, SESSION);

  it('creates, shows, lists, changes and turns off an endpoint', async () => {
    const created = await create({ events: ['checkout_session.created', 'checkout_session.created'], description: 'Orders' });
    expect(created.body).toMatchObject({ url: receiver.url, events: ['checkout_session.created'], description: 'Orders', is_active: true });
    const path = `${tenant.base}/webhook-endpoints/${created.body.id}`;
    const { signing_secret, ...shown } = created.body;
    expect(signing_secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await tenant.client.get(path)).body).toEqual(shown);
    expect((await tenant.client.get<List>(`${tenant.base}/webhook-endpoints/`)).body).toMatchObject({ items: [shown], total: 1 });
    expect((await tenant.client.patch(path, { events: ['*'], description: null })).body).toMatchObject({
      events: ['*'],
      description: null,
    });
    expect((await tenant.client.delete(path)).body).toMatchObject({ id: created.body.id, is_active: false });
    const off = encodeURIComponent('{"is_active":true}');
    expect((await tenant.client.get<List>(`${tenant.base}/webhook-endpoints/?filter=${off}`)).body).toMatchObject({ items: [], total: 0 });
    expect((await tenant.client.patch(path, { is_active: true })).body).toMatchObject({ is_active: true });
  });

  it('names what is wrong with an endpoint, in the order of the request', async () => {
    const refused = await tenant.client.post<{ detail: Fault[] }>(`${tenant.base}/webhook-endpoints/`, {
      events: ['checkout_session.created', 'no.such'],
      url: 'http://10.0.0.1/',
    });
    expect(refused.status).toBe(422);
    expect(refused.body.detail.map(({ loc, type }) => [loc.join('.'), type])).toEqual([
      ['body.events.1', 'webhook-type-unknown'],
      ['body.url', 'webhook-url-not-allowed'],
    ]);
  });

  it('keeps the accounts apart', async () => {
    const { body } = await create();
    const other = await newTenant(client);
    for (const path of ['', '/reveal-secret']) {
      expect((await other.client.get(`${other.base}/webhook-endpoints/${body.id}${path}`)).status).toBe(404);
    }
    expect((await other.client.patch(`${other.base}/webhook-endpoints/${body.id}`, { ordered: true })).status).toBe(404);
    expect((await other.client.delete(`${other.base}/webhook-endpoints/${body.id}`)).status).toBe(404);
    expect((await other.client.post(`${other.base}/webhook-endpoints/${body.id}/test`)).status).toBe(404);
  });

  it('answers a repeated creation with the first endpoint and its secret', async () => {
    const send = () =>
      tenant.client.post<Endpoint>(
        `${tenant.base}/webhook-endpoints/`,
        { url: receiver.url, events: ['*'] },
        { headers: { 'idempotency-key': 'k1' } },
      );
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('signs with the secret that it shows, and with both during a roll', async () => {
    const { body } = await create();
    const path = `${tenant.base}/webhook-endpoints/${body.id}`;
    expect((await tenant.client.post<Endpoint>(`${path}/reveal-secret`)).body.signing_secret).toBe(body.signing_secret);
    const rolled = await tenant.client.post<Endpoint>(`${path}/roll-secret`, { ttl_seconds: 60 });
    expect(rolled.body.signing_secret).not.toBe(body.signing_secret);
    await session();
    await arrives(1);
    const [delivery] = receiver.deliveries;
    const headers = {
      ...(delivery?.headers as Record<string, string>),
      'webhook-timestamp': String(delivery?.headers['webhook-timestamp']),
    };
    for (const secret of [body.signing_secret, rolled.body.signing_secret]) {
      expect(verifiedAt(world.clock.now(), () => new Webhook(secret).verify(delivery?.raw ?? '', headers))).toMatchObject({
        object: 'event',
      });
    }
  });

  it('lists the types with their schemas, and sends a sample on request', async () => {
    const { body } = await create();
    const types = await tenant.client.get<List>(`${tenant.base}/webhook-endpoints/event-types`);
    expect(types.body.items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['checkout_session.created', 'customer.subscription.created', 'webhook_endpoint.disabled']),
    );
    const test = (type?: string) =>
      tenant.client.post(`${tenant.base}/webhook-endpoints/${body.id}/test`, type === undefined ? undefined : { type });
    expect((await test('checkout_session.completed')).body).toMatchObject({
      type: 'checkout_session.completed',
      delivered: true,
      response_status: 200,
    });
    receiver.status = 503;
    expect((await test()).body).toMatchObject({ delivered: false, response_status: 503 });
    expect((await test('no.such')).status).toBe(422);
  });

  it('shows as an event what was delivered, word for word', async () => {
    await create();
    const made = await session();
    await arrives(1);
    const message = receiver.deliveries[0]?.message;
    const event = await tenant.client.get(`${tenant.base}/events/${message?.id ?? ''}`);
    expect(event.body).toMatchObject({
      id: message?.id,
      type: 'checkout_session.created',
      aggregate_type: 'checkout_session',
      aggregate_id: made.body.id,
      data: message?.data.object,
      previous_data: null,
      version: 1,
    });
    const { total, items } = (await tenant.client.get<List>(`${tenant.base}/events/?aggregate_id=${made.body.id}`)).body;
    expect([total, items]).toEqual([1, [event.body]]);
    await eventually(
      async () => {
        await timePasses();
        return (await tenant.client.get<List>(`${tenant.base}/events/?event_type=checkout_session.created`)).body.total === 1;
      },
      { timeoutMs: 5_000, describe: 'the message is in the account’s list' },
    );
    const none = encodeURIComponent('{"aggregate_type":"subscription"}');
    expect((await tenant.client.get<List>(`${tenant.base}/events/?filter=${none}`)).body.total).toBe(0);
    expect((await tenant.client.get(`${tenant.base}/events/?filter=${encodeURIComponent('{"x":1}')}`)).status).toBe(422);
    const other = await newTenant(client);
    expect((await other.client.get(`${other.base}/events/${message?.id ?? ''}`)).status).toBe(404);
    expect((await other.client.get<List>(`${other.base}/events/?aggregate_id=${made.body.id}`)).body.total).toBe(0);
  });

  it('shows what became of a delivery, and sends it again on request', async () => {
    const { body } = await create();
    receiver.status = 500;
    await session();
    await arrives(3); // the whole schedule
    const id = receiver.deliveries[0]?.message.id ?? '';
    const deliveries = () => tenant.client.get<Record<string, unknown>[]>(`${tenant.base}/events/${id}/deliveries`);
    await eventually(async () => (await deliveries()).body[0]?.status === 'failed', { timeoutMs: 5_000, describe: 'it has failed' });
    expect((await deliveries()).body).toMatchObject([
      { event_id: id, webhook_endpoint_id: body.id, attempt_count: 3, response_status: 500, delivered_at: null },
    ]);
    receiver.status = 200;
    const again = await tenant.client.post(`${tenant.base}/events/${id}/redeliver`, { webhook_endpoint_id: body.id });
    expect(again.body).toEqual({ event_id: id, webhook_endpoint_ids: [body.id] });
    await arrives(4);
    await eventually(async () => (await deliveries()).body[0]?.status === 'delivered', { timeoutMs: 5_000, describe: 'it is delivered' });
    expect((await tenant.client.get<{ deliveries: unknown[] }>(`${tenant.base}/events/${id}/full`)).body.deliveries).toHaveLength(1);
    const wrong = await tenant.client.post<{ detail: Fault[] }>(`${tenant.base}/events/${id}/redeliver`, {
      webhook_endpoint_id: 'we_dev_x',
    });
    expect(wrong.body.detail[0]).toMatchObject({ loc: ['body', 'webhook_endpoint_id'], type: 'webhook-endpoint-not-found' });
    expect((await tenant.client.post(`${tenant.base}/events/evt_dev_x/redeliver`)).status).toBe(404);
  });
});

/** The library compares with the machine's clock; these deliveries were made at another time. */
function verifiedAt<T>(now: number, verify: () => T): T {
  const real = jest.spyOn(Date, 'now').mockReturnValue(now);
  try {
    return verify();
  } finally {
    real.mockRestore();
  }
}
