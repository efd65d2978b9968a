import { Module } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import type { CommandContext, Effect } from '@tillstream/event-sourcing';
import { ListMessagesQuery, READER_POSITION_STREAM } from '@tillstream/webhooks';
import { ACCOUNT } from './testing/in-memory-worker';
import { FINE, status, URL_A, URL_B, WorkerBench } from './testing/worker-bench';

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
  let bench: WorkerBench;
  beforeEach(() => {
    bench = new WorkerBench();
  });
  afterEach(() => bench.stopAll());

  describe('when Redis is wiped', () => {
    it('loses nothing, and repeats nothing that was settled', async () => {
      const worker = await bench.start();
      await bench.endpoint(worker, URL_A);
      await bench.endpoint(worker, URL_B);
      await bench.make(worker, 'x');
      await bench.world.clock.advance(6_000); // settled
      bench.receiver.answer = (_message, url) => (url === URL_B ? status(500) : FINE);
      await bench.make(worker, 'y');
      await bench.world.clock.advance(6_000); // settled for A, not for B
      bench.world.wipeRedis();
      await bench.make(worker, 'z');
      bench.receiver.answer = () => FINE;
      await bench.world.clock.advance(30_000);
      for (const url of [URL_A, URL_B]) expect(bench.receiver.taken(url)).toEqual(['thing.made x0', 'thing.made y0', 'thing.made z0']);
    });

    it('notices it without any news', async () => {
      const worker = await bench.start();
      await bench.endpoint(worker, URL_A);
      bench.receiver.answer = () => status(500);
      await bench.make(worker, 'x');
      await bench.world.clock.advance(500);
      bench.world.wipeRedis();
      bench.receiver.answer = () => FINE;
      await bench.world.clock.advance(7_000);
      expect(bench.receiver.taken(URL_A)).toEqual(['thing.made x0']);
    });

    it('finds what was set aside in the events', async () => {
      const worker = await bench.start();
      await bench.endpoint(worker, URL_A);
      bench.receiver.answer = (message) => (message.id.includes('_sx') ? status(422) : FINE);
      await bench.make(worker, 'x');
      await bench.world.clock.advance(60);
      await bench.make(worker, 'y');
      await bench.world.clock.advance(20_000); // x set aside, everything else settled
      const settled = (await bench.world.eventStore.readLast(READER_POSITION_STREAM))?.data;
      expect(settled).toMatchObject({ behind: {} });
      bench.world.wipeRedis();
      bench.receiver.answer = () => FINE;
      await bench.world.clock.advance(20_000);
      expect(bench.receiver.taken(URL_A)).toEqual(['thing.made y0', 'thing.made x0']);
    });

    it('makes the account’s list of messages again', async () => {
      const worker = await bench.start();
      await bench.make(worker, 'x');
      await bench.rename(worker, 'x', 'b');
      await bench.world.clock.advance(1_000);
      bench.world.wipeRedis();
      await bench.make(worker, 'y');
      await bench.world.clock.advance(10_000);
      const page = { offset: 0, limit: 20, order: 'descending' } as const;
      const list = await worker.app.get(QueryBus).execute(new ListMessagesQuery(ACCOUNT, page));
      expect(list).toMatchObject({
        total: 3,
        items: [{ type: 'thing.made' }, { type: 'thing.renamed', version: 2 }, { type: 'thing.made' }],
      });
    });
  });

  describe('with another beside it', () => {
    it('stands by, and takes over at once when the other ends', async () => {
      const first = await bench.start();
      const second = await bench.start({ roles: ['reactor', 'projector'] });
      expect(second.roles.map(({ standing }) => standing)).toEqual(['standby', 'standby']);
      await bench.stop(first);
      await bench.world.clock.advance(1_000);
      expect(second.roles.map(({ standing }) => standing)).toEqual(['active', 'active']);
    });

    it('takes over within five seconds when the other dies without a word', async () => {
      await bench.world.lease.acquire('reactor', 'dead', 3_500); // as it renewed it a moment before
      const worker = await bench.start({ roles: ['reactor'] });
      await bench.world.clock.advance(3_000);
      expect(worker.roles[0]?.standing).toBe('standby');
      await bench.world.clock.advance(2_000);
      expect(worker.roles[0]?.standing).toBe('active');
    });

    it('stops when it was taken for dead and the other has moved the settled position', async () => {
      const zombie = await bench.start({ roles: ['reactor'] });
      const jobs = await bench.start({ roles: ['jobs'] });
      await bench.endpoint(zombie, URL_A);
      await bench.make(zombie, 'x');
      await bench.world.clock.advance(6_000);
      // Its process is paused while another one writes: here the other one's event, and a position that only it can have read.
      const last = await bench.world.eventStore.readLast(READER_POSITION_STREAM);
      if (!last) throw new Error('nothing settled');
      await bench.world.eventStore.append(READER_POSITION_STREAM, last.revision, [{ ...last, id: '00000000-0000-4000-8000-000000000001' }]);
      await bench.make(jobs, 'y');
      await bench.world.clock.advance(15_000);
      expect(bench.world.log.lines).toContainEqual(
        expect.objectContaining({ role: 'reactor', message: 'this process is no longer the active one' }),
      );
      expect((await bench.world.eventStore.readLast(READER_POSITION_STREAM))?.revision).toBeGreaterThan(last.revision + 1); // begun again, as itself
      expect(bench.receiver.taken(URL_A)).toEqual(['thing.made x0', 'thing.made y0']);
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
      const worker = await bench.start({ roles: ['reactor'], domain: { processes: [copy], effects, modules: [CopyModule] } });
      await bench.make(worker, 'x');
      await bench.world.clock.advance(100);
      expect(new Set(made).size).toBe(2);
      bench.world.wipeRedis(); // before anything was settled: the reaction is repeated
      await bench.world.clock.advance(20_000);
      expect(made).toHaveLength(4);
      expect(new Set(made).size).toBe(2);
    });

    it('do not react again to what was settled, although an endpoint lags behind it', async () => {
      made.length = 0;
      const effects = { MakeCopy: (_effect: Effect, context: CommandContext) => new MakeCopy(context.commandId) };
      const worker = await bench.start({
        webhooks: { pauseAfterFailures: 100 },
        domain: { processes: [copy], effects, modules: [CopyModule] },
      });
      await bench.endpoint(worker, URL_A);
      bench.receiver.answer = () => status(500);
      await bench.make(worker, 'x');
      await bench.make(worker, 'y');
      await bench.world.clock.advance(6_000); // settled, but for the endpoint
      bench.world.wipeRedis();
      bench.receiver.answer = () => FINE;
      await bench.world.clock.advance(20_000);
      expect(new Set(bench.receiver.taken(URL_A))).toEqual(new Set(['thing.made x0', 'thing.made y0'])); // so both were read again
      expect(made).toHaveLength(4);
    });

    it('park an event whose effect is refused, and go on', async () => {
      const worker = await bench.start({ roles: ['reactor', 'jobs'], domain: { processes: [copy], effects: {} } });
      await bench.endpoint(worker, URL_A);
      await bench.make(worker, 'x');
      await bench.rename(worker, 'x', 'b');
      await bench.world.clock.advance(5_000);
      expect(await bench.world.parked.list('reactor')).toMatchObject([
        { revision: 0, error: expect.stringContaining('MakeCopy') as unknown },
      ]);
      expect(bench.receiver.at(URL_A)).toEqual(['thing.renamed x1']);
    });
  });
});
