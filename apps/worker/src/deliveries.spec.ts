import { CommandBus } from '@nestjs/cqrs';
import { RedeliverMessageCommand, UpdateWebhookEndpointCommand } from '@tillstream/webhooks';
import { contextOf } from './testing/in-memory-worker';
import { ANSWER_MS, FINE, SCHEDULE, status, URL_A, URL_B, WorkerBench } from './testing/worker-bench';

describe('a worker that delivers', () => {
  let bench: WorkerBench;
  beforeEach(() => {
    bench = new WorkerBench();
  });
  afterEach(() => bench.stopAll());

  it('delivers each message once, in order', async () => {
    const worker = await bench.start();
    await bench.endpoint(worker, URL_A);
    await bench.make(worker, 'x');
    await bench.rename(worker, 'x', 'b');
    await bench.make(worker, 'y');
    await bench.world.clock.advance(60_000);
    expect(bench.receiver.at(URL_A).filter((one) => one.includes(' x'))).toEqual(['thing.made x0', 'thing.renamed x1']);
    expect(bench.receiver.at(URL_A)).toHaveLength(3);
  });

  it('tries again by the schedule, with the same id and bytes, and gives up at its end', async () => {
    const worker = await bench.start({ webhooks: { pauseAfterFailures: 100 } });
    await bench.endpoint(worker, URL_A);
    bench.receiver.answer = () => status(500);
    await bench.make(worker, 'x');
    await bench.world.clock.advance(60_000);
    const [first] = bench.receiver.received;
    const after = bench.receiver.received.map(({ at }) => at - (first?.at ?? 0));
    // 50 ms of each attempt, and 10 ms until the queue looks again
    SCHEDULE.reduce((sum, pause, index) => {
      expect(after[index]).toBeGreaterThanOrEqual(sum + pause);
      expect(after[index]).toBeLessThan(sum + pause + 20);
      return (after[index] ?? 0) + ANSWER_MS;
    }, 0);
    expect(bench.receiver.received).toHaveLength(5);
    expect(new Set(bench.receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(bench.receiver.received.map(({ headers }) => headers['x-webhook-delivery-id'])).size).toBe(5);
  });

  it('sends at most eight streams side by side, and each one’s messages one by one', async () => {
    const worker = await bench.start();
    await bench.endpoint(worker, URL_A);
    for (let index = 0; index < 20; index++) await bench.make(worker, String.fromCharCode(97 + index));
    for (let index = 0; index < 3; index++) await bench.rename(worker, 'a', `n${index}`);
    await bench.world.clock.advance(2_000);
    expect(bench.receiver.mostActive).toBe(8);
    expect(bench.receiver.received).toHaveLength(23);
    const own = bench.receiver.received.filter(({ message }) => message.id.startsWith('evt_dev_sa'));
    expect(own.map(({ message }) => message.sequence)).toEqual([1, 2, 3, 4]);
    own.slice(1).forEach(({ at }, index) => expect(at).toBeGreaterThanOrEqual((own[index]?.at ?? 0) + 50));
  });

  it('lets no endpoint wait for another', async () => {
    const worker = await bench.start();
    await bench.endpoint(worker, URL_A);
    await bench.endpoint(worker, URL_B);
    bench.receiver.answer = (_message, url) => (url === URL_A ? status(500) : FINE);
    for (const name of ['x', 'y', 'z']) await bench.make(worker, name);
    await bench.world.clock.advance(500);
    expect(bench.receiver.at(URL_B)).toHaveLength(3);
  });

  it('pauses an endpoint after five failures in a row, probes it with one message, and goes on with the first success', async () => {
    const worker = await bench.start();
    await bench.endpoint(worker, URL_A);
    bench.receiver.answer = () => status(500);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await bench.make(worker, name);
    await bench.world.clock.advance(90);
    expect(bench.receiver.received).toHaveLength(7); // all at once: eight may be on their way
    await bench.world.clock.advance(1_500);
    const probes = bench.receiver.received.slice(7).map(({ message }) => message.id.slice(8, 10));
    expect(probes).toEqual(['sa', 'sa']); // after 100 ms and 1 s
    bench.receiver.answer = () => FINE;
    await bench.world.clock.advance(11_000);
    expect(new Set(bench.receiver.received.slice(9).map(({ message }) => message.id)).size).toBe(7);
  });

  it('obeys Retry-After', async () => {
    const worker = await bench.start();
    await bench.endpoint(worker, URL_A);
    bench.receiver.answer = () => status(429, '15');
    await bench.make(worker, 'x');
    await bench.world.clock.advance(14_000);
    expect(bench.receiver.received).toHaveLength(1);
    await bench.world.clock.advance(2_000);
    expect(bench.receiver.received).toHaveLength(2);
  });

  it('disables an endpoint that is gone, drops what waits for it, and tells the others', async () => {
    const worker = await bench.start();
    await bench.endpoint(worker, URL_A);
    await bench.endpoint(worker, URL_B);
    bench.receiver.answer = (_message, url) => (url === URL_A ? status(410) : FINE);
    await bench.make(worker, 'x');
    await bench.world.clock.advance(1_000);
    await bench.make(worker, 'y');
    await bench.world.clock.advance(60_000);
    expect(bench.receiver.at(URL_A)).toEqual(['thing.made x0']);
    expect(bench.receiver.received.filter(({ url }) => url === URL_B).map(({ message }) => message.type)).toEqual([
      'thing.made',
      'webhook_endpoint.disabled',
      'thing.made',
    ]);
    expect(await bench.world.webhooks.pending.due(Infinity, 10)).toEqual([]);
  });

  it('disables an endpoint that fails for too long', async () => {
    const worker = await bench.start({ webhooks: { disableAfterMs: 20_000 } });
    await bench.endpoint(worker, URL_A);
    await bench.endpoint(worker, URL_B, { events: ['webhook_endpoint.disabled'] });
    bench.receiver.answer = (_message, url) => (url === URL_A ? status(500) : FINE);
    await bench.make(worker, 'x');
    await bench.world.clock.advance(60_000);
    expect(bench.receiver.at(URL_B)).toHaveLength(1);
    expect(bench.receiver.received.at(-1)?.message.data.object).toMatchObject({ is_active: false, disabled_reason: 'failing' });
  });

  it.each([
    [false, ['thing.renamed x1', 'thing.renamed x2']],
    [true, []],
  ])('sets a message aside that keeps failing while others pass, unless ordered (%s)', async (ordered, passed) => {
    const worker = await bench.start();
    await bench.endpoint(worker, URL_A, { ordered });
    bench.receiver.answer = (message) => (message.type === 'thing.made' && message.id.includes('_sx') ? status(422) : FINE);
    await bench.make(worker, 'x');
    await bench.rename(worker, 'x', 'b');
    await bench.world.clock.advance(60);
    await bench.make(worker, 'y');
    await bench.world.clock.advance(500);
    await bench.rename(worker, 'x', 'c');
    await bench.world.clock.advance(1_000);
    expect(bench.receiver.at(URL_A).filter((one) => one.startsWith('thing.renamed'))).toEqual(passed);
    bench.receiver.answer = () => FINE;
    await bench.world.clock.advance(40_000);
    const own = bench.receiver.at(URL_A).filter((one) => one.includes(' x'));
    expect(new Set(own)).toEqual(new Set(['thing.made x0', 'thing.renamed x1', 'thing.renamed x2']));
    if (ordered) expect(own.slice(-3)).toEqual(['thing.made x0', 'thing.renamed x1', 'thing.renamed x2']);
  });

  it('tells an endpoint what it wants to know, from its creation on', async () => {
    const worker = await bench.start();
    await bench.make(worker, 'x');
    await bench.world.clock.advance(20);
    const key = await bench.endpoint(worker, URL_A, { events: ['thing.renamed'] });
    await bench.rename(worker, 'x', 'b');
    await bench.make(worker, 'y');
    await bench.world.clock.advance(1_000);
    expect(bench.receiver.at(URL_A)).toEqual(['thing.renamed x1']);
    const update = (changes: object) => worker.app.get(CommandBus).execute(new UpdateWebhookEndpointCommand(contextOf(), key, changes));
    await update({ isActive: false });
    await bench.rename(worker, 'x', 'c');
    await update({ isActive: true, events: ['*'] });
    await bench.rename(worker, 'x', 'd');
    await bench.world.clock.advance(10_000);
    expect(bench.receiver.at(URL_A)).toEqual(['thing.renamed x1', 'thing.renamed x3']);
  });

  it('sends a message again on request, although it was delivered', async () => {
    const worker = await bench.start();
    const key = await bench.endpoint(worker, URL_A);
    await bench.make(worker, 'x');
    await bench.world.clock.advance(1_000);
    const id = bench.receiver.received[0]?.message.id ?? '';
    const outcome = await worker.app.get(CommandBus).execute(new RedeliverMessageCommand(contextOf(), id, null));
    expect(outcome).toEqual({ kind: 'accepted', endpointKeys: [key] });
    await bench.world.clock.advance(1_000);
    expect(bench.receiver.at(URL_A)).toEqual(['thing.made x0', 'thing.made x0']);
    await bench.world.clock.advance(6_000); // settled, and its end written down
    bench.world.wipeRedis();
    await bench.world.clock.advance(60_000);
    expect(bench.receiver.received).toHaveLength(2);
  });
});
