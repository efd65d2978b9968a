// Webhooks on the real stack: processes of their own, Redis, BullMQ, HTTP. Redis is wiped and the worker killed while messages wait.
import path from 'node:path';
import { type RecordedEvent, SilentLog, Upcasting } from '@tillstream/event-sourcing';
import { EventStoreDb } from '@tillstream/event-store-db';
import { READER_POSITION_STREAM } from '@tillstream/webhooks';
import { buildOnce } from '../support/build';
import { eventually } from '../support/eventually';
import { Merchant } from '../support/merchant';
import { type RunningProcess, startProcess } from '../support/processes';
import { type Stack, startStack } from '../support/stack';
import { type Delivery, WebhookReceiver } from '../support/webhook-receiver';

jest.setTimeout(120_000);

const SESSION = { success_url: 'http://127.0.0.1/thanks', return_url: 'http://127.0.0.1/cart' };

describe('webhooks', () => {
  let stack: Stack;
  let merchant: Merchant;
  let receiver: WebhookReceiver;
  /** Key of its endpoint. */
  let endpoint: string;

  beforeAll(async () => {
    stack = await startStack();
  });
  beforeEach(async () => {
    merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
    receiver = await WebhookReceiver.start();
    const { id = '' } = await merchant.must('POST', '/webhook-endpoints/', { url: receiver.url, events: ['*'] });
    endpoint = id.slice(id.lastIndexOf('_') + 1);
  });
  afterEach(() => receiver.stop());
  afterAll(() => stack.stop());

  const session = async (): Promise<string> => (await merchant.must('POST', '/checkout-sessions/', SESSION)).id ?? '';
  const sessions = (count: number): Promise<string[]> => Promise.all(Array.from({ length: count }, session));
  const expire = (id: string) => merchant.must('POST', `/checkout-sessions/${id}/expire`);
  const about = (id: string): readonly Delivery[] => receiver.deliveries.filter(({ message }) => message.data.object.id === id);
  const arrive = (ids: readonly string[], timeoutMs = 30_000) =>
    eventually(() => ids.every((id) => about(id).length > 0), { timeoutMs, describe: `a message about each of ${ids.length} sessions` });

  /**
   * A settled position that was written after now, with nothing behind for this merchant; those of other tests may have a message that
   * nobody takes any more. It is written when it changes: one more session sees to that.
   */
  const allSettled = async () => {
    const store = new EventStoreDb({ url: stack.eventStoreUrl, upcasting: new Upcasting([]), log: new SilentLog() });
    const since = Date.now();
    await arrive([await session()]);
    let last: RecordedEvent | null = null;
    const isSettled = async () => {
      last = await store.readLast(READER_POSITION_STREAM);
      const data = last?.data as { readonly behind: object } | undefined;
      return data !== undefined && (last?.metadata.at ?? 0) >= since && !(endpoint in data.behind);
    };
    const describe = () =>
      `everything is settled for ${endpoint}: ${JSON.stringify(last?.data)} of ${new Date(last?.metadata.at ?? 0).toISOString()}`;
    await eventually(isSettled, { timeoutMs: 60_000, describe }).finally(() => store.close());
  };
  const anotherWorker = async (): Promise<RunningProcess> => {
    const env = {
      EVENTSTORE_URL: stack.eventStoreUrl, REDIS_URL: stack.redis.url, MASTER_KEY: stack.masterKey, PUBLIC_URL: stack.apiUrl, PORT: '0',
      ALLOW_INSECURE_WEBHOOKS: 'true', LOG_LEVEL: 'warn',
    }; // prettier-ignore
    return startProcess({ name: 'second worker', command: 'node', args: [path.join(await buildOnce(), 'apps/worker/src/main.js')], env });
  };

  it('arrive once each, in the order of their session', async () => {
    const ids = await sessions(20);
    await Promise.all(ids.map(expire));
    await eventually(() => receiver.deliveries.length >= 40, { timeoutMs: 20_000, describe: '40 messages' });
    for (const id of ids) {
      expect(about(id).map(({ message }) => [message.type, message.sequence])).toEqual([
        ['checkout_session.created', 1],
        ['checkout_session.expired', 2],
      ]);
    }
    expect(new Set(receiver.deliveries.map(({ message }) => message.id)).size).toBe(40);
  });

  it('are not lost when Redis is wiped while they wait, and what was settled does not come again', async () => {
    const settled = await sessions(3);
    await arrive(settled);
    await allSettled();
    receiver.status = 500;
    const waiting = await sessions(3);
    await arrive(waiting);
    await stack.redis.flushAll();
    const before = receiver.deliveries.length;
    receiver.status = 200;
    await eventually(() => waiting.every((id) => receiver.deliveries.slice(before).some(({ message }) => message.data.object.id === id)), {
      timeoutMs: 40_000,
      describe: 'the messages that failed come again after the wipe',
    });
    const [late] = await sessions(1);
    await arrive([late ?? '']);
    for (const id of settled) expect(about(id)).toHaveLength(1);
    for (const id of waiting) expect(new Set(about(id).map(({ message }) => message.id)).size).toBe(1);
    const list = () => merchant.call('GET', '/events/?event_type=checkout_session.created');
    await eventually(async () => (await list()).body.total === 8, { timeoutMs: 60_000, describe: 'the list of messages is whole again' });
  });

  it('are not lost when the worker is killed in between, also those that were under way', async () => {
    const early = await sessions(10);
    await arrive(early);
    receiver.isSilent = true;
    const unanswered = await sessions(10);
    const underWay = () => unanswered.filter((id) => about(id).length > 0);
    await eventually(() => underWay().length > 0, { timeoutMs: 20_000, describe: 'a message that waits for its answer' });
    const cutOff = underWay();
    await stack.part('worker').kill('SIGKILL');
    receiver.isSilent = false;
    const late = await sessions(10);
    await stack.revive('worker');
    const ids = [...early, ...unanswered, ...late];
    await arrive(ids, 60_000);
    await eventually(() => cutOff.every((id) => about(id).length > 1), { timeoutMs: 60_000, describe: 'what was cut off comes again' });
    for (const id of ids) expect(new Set(about(id).map(({ message }) => message.id)).size).toBe(1);
  });

  it('go on within seconds when a worker stands still, and are told once in effect when it goes on too', async () => {
    const second = await anotherWorker();
    try {
      const early = await sessions(5);
      await arrive(early);
      await stack.part('worker').kill('SIGSTOP');
      const late = await sessions(5);
      await arrive(late, 40_000);
      await stack.part('worker').kill('SIGCONT');
      const last = await sessions(5);
      await arrive(last);
      await allSettled();
      for (const id of [...early, ...late, ...last]) expect(new Set(about(id).map(({ message }) => message.id)).size).toBe(1);
      for (const id of last) expect(about(id)).toHaveLength(1);
    } finally {
      await stack.part('worker').kill('SIGCONT');
      await second.stop();
    }
  });

  it('come again by the schedule, with the same id and body', async () => {
    receiver.status = 503;
    const id = await session();
    await arrive([id]);
    receiver.status = 200;
    await eventually(() => about(id).length === 2, { timeoutMs: 20_000, describe: 'the second attempt, after 5 s' });
    const [first, second] = about(id);
    expect(second?.raw).toBe(first?.raw);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.headers['x-webhook-delivery-id']).not.toBe(first?.headers['x-webhook-delivery-id']);
    const [delivery] = await merchant.must<Record<string, unknown>[]>('GET', `/events/${first?.message.id ?? ''}/deliveries`);
    expect(delivery).toMatchObject({ status: 'delivered', attempt_count: 2, response_status: 200 });
  });
});
