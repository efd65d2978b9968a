import { Module } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { type CommandContext, type Effect, Executor } from '@tillstream/event-sourcing';
import {
  CreateWebhookEndpointCommand, type DeliveryAnswer, type DeliveryRequest, DeliverySender, ListMessagesQuery, type MessageBody,
  READER_POSITION_STREAM, RedeliverMessageCommand, UpdateWebhookEndpointCommand, WebhookSettings,
} from '@tillstream/webhooks'; // prettier-ignore
import { createWorker, type Worker } from './create-worker';
import type { Role } from './roles/role';
import { ACCOUNT, contextOf, happen, InMemoryWorld, thingDomain } from './testing/in-memory-worker';

const FINE: DeliveryAnswer = { kind: 'answered', status: 200, answer: 'ok', retryAfter: null };
const status = (code: number, retryAfter: string | null = null): DeliveryAnswer => ({
  kind: 'answered',
  status: code,
  answer: 'no',
  retryAfter,
});

interface Received extends DeliveryRequest {
  readonly at: number;
  readonly message: MessageBody;
}

class Receiver extends DeliverySender {
  readonly received: Received[] = [];
  active = 0;
  mostActive = 0;
  answer: (message: MessageBody, url: string) => DeliveryAnswer = () => FINE;

  constructor(private readonly world: InMemoryWorld) {
    super();
  }

  async send(request: DeliveryRequest): Promise<DeliveryAnswer> {
    const message = JSON.parse(request.body) as MessageBody;
    this.received.push({ ...request, at: this.world.clock.now(), message });
    this.active += 1;
    this.mostActive = Math.max(this.mostActive, this.active);
    await this.world.clock.sleep(50);
    this.active -= 1;
    return this.answer(message, request.url);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** `type thing@revision` of what arrived at this url, in order. */
  at(url: string): readonly string[] {
    return this.received
      .filter((one) => one.url === url)
      .map(({ message }) => `${message.type} ${message.id.slice(9, 10)}${message.revision}`);
  }
}

const URL_A = 'https://a.example/';
const URL_B = 'https://b.example/';
const SCHEDULE = [0, 100, 1_000, 10_000, 100_000];
const settings = (given: Partial<WebhookSettings> = {}) => new WebhookSettings({ schedule: SCHEDULE, chance: () => 0, ...given });

const made: string[] = [];

class MakeCopy {
  constructor(readonly id: string) {}
}

@CommandHandler(MakeCopy)
class MakeCopyHandler implements ICommandHandler<MakeCopy> {
  execute({ id }: MakeCopy): Promise<{ readonly kind: 'accepted' }> {
    made.push(id);
    return Promise.resolve({ kind: 'accepted' });
  }
}

@Module({ providers: [MakeCopyHandler] })
class CopyModule {}

describe('a worker', () => {
  let world: InMemoryWorld;
  let receiver: Receiver;
  const workers: Worker[] = [];

  beforeEach(() => {
    world = new InMemoryWorld();
    receiver = new Receiver(world);
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) {
      const stopped = worker.stop();
      await world.clock.advance(1_000);
      await stopped;
    }
  });

  const start = async (
    given: { roles?: readonly Role[]; webhooks?: Partial<WebhookSettings>; domain?: Parameters<typeof thingDomain>[0] } = {},
  ) => {
    const worker = await createWorker(world, {
      roles: given.roles ?? ['projector', 'reactor', 'jobs'],
      domain: thingDomain(given.domain),
      webhooks: { settings: settings(given.webhooks), sender: receiver },
      openJobs: (handlers) => world.openJobs(handlers),
    });
    workers.push(worker);
    await worker.start();
    await world.clock.advance(10);
    return worker;
  };
  const endpoint = async (worker: Worker, url: string, given: { ordered?: boolean; events?: readonly string[] } = {}): Promise<string> => {
    const fields = { url, events: ['*'], description: null, ordered: false, ...given };
    const outcome = await worker.app.get(CommandBus).execute(new CreateWebhookEndpointCommand(contextOf(), fields));
    if (outcome.kind === 'rejected') throw new Error(JSON.stringify(outcome.reasons));
    return outcome.resource.key;
  };
  const make = (worker: Worker, name: string) =>
    happen(worker.app.get(Executor, { strict: false }), name, { type: 'ThingMade', data: { name } });
  const rename = (worker: Worker, name: string, to: string) =>
    happen(worker.app.get(Executor, { strict: false }), name, { type: 'ThingRenamed', data: { name: to } });

  it('delivers each message once, in order', async () => {
    const worker = await start();
    await endpoint(worker, URL_A);
    await make(worker, 'x');
    await rename(worker, 'x', 'b');
    await make(worker, 'y');
    await world.clock.advance(60_000);
    expect(receiver.at(URL_A).filter((one) => one.includes(' x'))).toEqual(['thing.made x0', 'thing.renamed x1']);
    expect(receiver.at(URL_A)).toHaveLength(3);
  });

  it('tries again by the schedule, with the same id and bytes, and gives up at its end', async () => {
    const worker = await start({ webhooks: { pauseAfterFailures: 100 } });
    await endpoint(worker, URL_A);
    receiver.answer = () => status(500);
    await make(worker, 'x');
    await world.clock.advance(1_000_000);
    const [first] = receiver.received;
    const after = receiver.received.map(({ at }) => at - (first?.at ?? 0));
    // 50 ms of each attempt, and 5 ms until the queue looks again
    SCHEDULE.reduce((sum, pause, index) => {
      expect(after[index]).toBeGreaterThanOrEqual(sum + pause);
      expect(after[index]).toBeLessThan(sum + pause + 20);
      return (after[index] ?? 0) + 50;
    }, 0);
    expect(receiver.received).toHaveLength(5);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['x-webhook-delivery-id'])).size).toBe(5);
  });

  it('sends at most eight streams side by side, and each one’s messages one by one', async () => {
    const worker = await start();
    await endpoint(worker, URL_A);
    for (let index = 0; index < 20; index++) await make(worker, `${String.fromCharCode(97 + index)}`);
    for (let index = 0; index < 3; index++) await rename(worker, 'a', `n${index}`);
    await world.clock.advance(2_000);
    expect(receiver.mostActive).toBe(8);
    expect(receiver.received).toHaveLength(23);
    const own = receiver.received.filter(({ message }) => message.id.startsWith('evt_dev_sa'));
    expect(own.map(({ message }) => message.sequence)).toEqual([1, 2, 3, 4]);
    own.slice(1).forEach(({ at }, index) => expect(at).toBeGreaterThanOrEqual((own[index]?.at ?? 0) + 50));
  });

  it('lets no endpoint wait for another', async () => {
    const worker = await start();
    await endpoint(worker, URL_A);
    await endpoint(worker, URL_B);
    receiver.answer = (_message, url) => (url === URL_A ? status(500) : FINE);
    for (const name of ['x', 'y', 'z']) await make(worker, name);
    await world.clock.advance(500);
    expect(receiver.at(URL_B)).toHaveLength(3);
  });

  it('pauses an endpoint after five failures in a row, probes it with one message, and goes on with the first success', async () => {
    const worker = await start();
    await endpoint(worker, URL_A);
    receiver.answer = () => status(500);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await make(worker, name);
    await world.clock.advance(90);
    expect(receiver.received).toHaveLength(7); // all at once: eight may be on their way
    await world.clock.advance(1_500);
    const probes = receiver.received.slice(7).map(({ message }) => message.id.slice(8, 10));
    expect(probes).toEqual(['sa', 'sa']); // after 100 ms and 1 s
    receiver.answer = () => FINE;
    await world.clock.advance(11_000);
    expect(new Set(receiver.received.slice(9).map(({ message }) => message.id)).size).toBe(7);
  });

  it('obeys Retry-After', async () => {
    const worker = await start();
    await endpoint(worker, URL_A);
    receiver.answer = () => status(429, '30');
    await make(worker, 'x');
    await world.clock.advance(29_000);
    expect(receiver.received).toHaveLength(1);
    await world.clock.advance(2_000);
    expect(receiver.received).toHaveLength(2);
  });

  it('disables an endpoint that is gone, drops what waits for it, and tells the others', async () => {
    const worker = await start();
    await endpoint(worker, URL_A);
    await endpoint(worker, URL_B);
    receiver.answer = (_message, url) => (url === URL_A ? status(410) : FINE);
    await make(worker, 'x');
    await world.clock.advance(1_000);
    await make(worker, 'y');
    await world.clock.advance(1_000_000);
    expect(receiver.at(URL_A)).toEqual(['thing.made x0']);
    expect(receiver.received.filter(({ url }) => url === URL_B).map(({ message }) => message.type)).toEqual([
      'thing.made',
      'webhook_endpoint.disabled',
      'thing.made',
    ]);
    expect(await world.webhooks.pending.due(Infinity, 10)).toEqual([]);
  });

  it('disables an endpoint that fails for too long', async () => {
    const worker = await start({ webhooks: { disableAfterMs: 50_000 } });
    await endpoint(worker, URL_A);
    await endpoint(worker, URL_B, { events: ['webhook_endpoint.disabled'] });
    receiver.answer = (_message, url) => (url === URL_A ? status(500) : FINE);
    await make(worker, 'x');
    await world.clock.advance(1_000_000);
    expect(receiver.at(URL_B)).toHaveLength(1);
    expect(receiver.received.at(-1)?.message.data.object).toMatchObject({ is_active: false, disabled_reason: 'failing' });
  });

  it.each([
    [false, ['thing.renamed x1', 'thing.renamed x2']],
    [true, []],
  ])('sets a message aside that keeps failing while others pass, unless ordered (%s)', async (ordered, passed) => {
    const worker = await start();
    await endpoint(worker, URL_A, { ordered });
    receiver.answer = (message) => (message.type === 'thing.made' && message.id.includes('_sx') ? status(422) : FINE);
    await make(worker, 'x');
    await rename(worker, 'x', 'b');
    await world.clock.advance(60);
    await make(worker, 'y');
    await world.clock.advance(500);
    await rename(worker, 'x', 'c');
    await world.clock.advance(1_000);
    expect(receiver.at(URL_A).filter((one) => one.startsWith('thing.renamed'))).toEqual(passed);
    receiver.answer = () => FINE;
    await world.clock.advance(200_000);
    const own = receiver.at(URL_A).filter((one) => one.includes(' x'));
    expect(new Set(own)).toEqual(new Set(['thing.made x0', 'thing.renamed x1', 'thing.renamed x2']));
    if (ordered) expect(own.slice(-3)).toEqual(['thing.made x0', 'thing.renamed x1', 'thing.renamed x2']);
  });

  it('tells an endpoint what it wants to know, from its creation on', async () => {
    const worker = await start();
    await make(worker, 'x');
    await world.clock.advance(20);
    const key = await endpoint(worker, URL_A, { events: ['thing.renamed'] });
    await rename(worker, 'x', 'b');
    await make(worker, 'y');
    await world.clock.advance(1_000);
    expect(receiver.at(URL_A)).toEqual(['thing.renamed x1']);
    const update = (changes: object) => worker.app.get(CommandBus).execute(new UpdateWebhookEndpointCommand(contextOf(), key, changes));
    await update({ isActive: false });
    await rename(worker, 'x', 'c');
    await update({ isActive: true, events: ['*'] });
    await rename(worker, 'x', 'd');
    await world.clock.advance(10_000);
    expect(receiver.at(URL_A)).toEqual(['thing.renamed x1', 'thing.renamed x3']);
  });

  it('sends a message again on request, although it was delivered', async () => {
    const worker = await start();
    const key = await endpoint(worker, URL_A);
    await make(worker, 'x');
    await world.clock.advance(1_000);
    const id = receiver.received[0]?.message.id ?? '';
    const outcome = await worker.app.get(CommandBus).execute(new RedeliverMessageCommand(contextOf(), id, null));
    expect(outcome).toEqual({ kind: 'accepted', endpointKeys: [key] });
    await world.clock.advance(1_000);
    expect(receiver.at(URL_A)).toEqual(['thing.made x0', 'thing.made x0']);
    world.wipeRedis();
    await world.clock.advance(60_000);
    expect(receiver.received.length).toBeLessThanOrEqual(3); // settled long ago: at most the request itself is repeated
  });

  describe('when Redis is wiped', () => {
    it('loses nothing, and repeats nothing that was settled', async () => {
      const worker = await start();
      await endpoint(worker, URL_A);
      await endpoint(worker, URL_B);
      await make(worker, 'x');
      await world.clock.advance(6_000); // settled
      receiver.answer = (_message, url) => (url === URL_B ? status(500) : FINE);
      await make(worker, 'y');
      await world.clock.advance(6_000); // settled for A, not for B
      world.wipeRedis();
      await make(worker, 'z');
      receiver.answer = () => FINE;
      await world.clock.advance(30_000);
      expect(receiver.at(URL_A)).toEqual(['thing.made x0', 'thing.made y0', 'thing.made z0']);
      expect(new Set(receiver.at(URL_B))).toEqual(new Set(['thing.made x0', 'thing.made y0', 'thing.made z0']));
      expect(receiver.at(URL_B).filter((one) => one.includes(' x'))).toHaveLength(1);
    });

    it('notices it without any news', async () => {
      const worker = await start();
      await endpoint(worker, URL_A);
      receiver.answer = () => status(500);
      await make(worker, 'x');
      await world.clock.advance(500);
      world.wipeRedis();
      receiver.answer = () => FINE;
      const before = receiver.received.length;
      await world.clock.advance(7_000);
      expect(receiver.at(URL_A).length).toBeGreaterThan(before);
    });

    it('finds what was set aside in the events', async () => {
      const worker = await start();
      await endpoint(worker, URL_A);
      receiver.answer = (message) => (message.id.includes('_sx') ? status(422) : FINE);
      await make(worker, 'x');
      await world.clock.advance(60);
      await make(worker, 'y');
      await world.clock.advance(20_000); // x set aside, everything else settled
      const settled = (await world.eventStore.readLast(READER_POSITION_STREAM))?.data;
      expect(settled).toMatchObject({ behind: {} });
      world.wipeRedis();
      receiver.answer = () => FINE;
      await world.clock.advance(20_000);
      expect(receiver.at(URL_A).at(-1)).toBe('thing.made x0');
      expect(receiver.at(URL_A).filter((one) => one.includes(' y'))).toHaveLength(1);
    });

    it('makes the account’s list of messages again', async () => {
      const worker = await start();
      await make(worker, 'x');
      await rename(worker, 'x', 'b');
      await world.clock.advance(1_000);
      world.wipeRedis();
      await make(worker, 'y');
      await world.clock.advance(10_000);
      const page = { offset: 0, limit: 20, order: 'descending' } as const;
      const list = await worker.app.get(QueryBus).execute(new ListMessagesQuery(ACCOUNT, page));
      expect(list).toMatchObject({
        total: 3,
        items: [{ type: 'thing.made' }, { type: 'thing.renamed', version: 2 }, { type: 'thing.made' }],
      });
    });
  });

  describe('with another beside it', () => {
    it('stands by, and takes over within five seconds', async () => {
      const first = await start();
      const second = await start({ roles: ['reactor', 'projector'] });
      expect(second.roles.map(({ standing }) => standing)).toEqual(['standby', 'standby']);
      await endpoint(first, URL_A);
      const stopped = workers.shift()?.stop();
      await world.clock.advance(5_000);
      await stopped;
      expect(second.roles.map(({ standing }) => standing)).toEqual(['active', 'active']);
    });

    it('stops when it was taken for dead and the other has moved the settled position', async () => {
      const zombie = await start({ roles: ['reactor'] });
      const jobs = await start({ roles: ['jobs'] });
      await endpoint(zombie, URL_A);
      await make(zombie, 'x');
      await world.clock.advance(6_000);
      // Its process is paused while another one writes: here the other one's event, and a position that only it can have read.
      const last = await world.eventStore.readLast(READER_POSITION_STREAM);
      if (!last) throw new Error('nothing settled');
      await world.eventStore.append(READER_POSITION_STREAM, last.revision, [{ ...last, id: '00000000-0000-4000-8000-000000000001' }]);
      await make(jobs, 'y');
      await world.clock.advance(15_000);
      expect(world.log.lines).toContainEqual(
        expect.objectContaining({ role: 'reactor', message: 'this process is no longer the active one' }),
      );
      expect((await world.eventStore.readLast(READER_POSITION_STREAM))?.revision).toBeGreaterThan(last.revision + 1); // begun again, as itself
      expect(receiver.at(URL_A)).toEqual(['thing.made x0', 'thing.made y0']);
    });
  });

  describe('processes', () => {
    const copy = {
      name: 'copy-things',
      category: 'thing',
      on: ['ThingMade'],
      react: () => [
        { type: 'MakeCopy', data: {} },
        { type: 'MakeCopy', data: {} },
      ],
    };

    it('send their effects with ids that follow from the event', async () => {
      made.length = 0;
      const effects = { MakeCopy: (_effect: Effect, context: CommandContext) => new MakeCopy(context.commandId) };
      const worker = await start({ roles: ['reactor'], domain: { processes: [copy], effects, modules: [CopyModule] } });
      await make(worker, 'x');
      await world.clock.advance(100);
      expect(new Set(made).size).toBe(2);
      world.wipeRedis(); // before anything was settled: the reaction is repeated
      await world.clock.advance(20_000);
      expect(made).toHaveLength(4);
      expect(new Set(made).size).toBe(2);
    });

    it('park an event whose effect is refused, and go on', async () => {
      const worker = await start({ roles: ['reactor', 'jobs'], domain: { processes: [copy], effects: {} } });
      await endpoint(worker, URL_A);
      await make(worker, 'x');
      await rename(worker, 'x', 'b');
      await world.clock.advance(5_000);
      expect(await world.parked.list('reactor')).toMatchObject([{ revision: 0, error: expect.stringContaining('MakeCopy') as unknown }]);
      expect(receiver.at(URL_A)).toEqual(['thing.renamed x1']);
    });
  });
});
