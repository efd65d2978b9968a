// What every job queue promises, with those who run its jobs.
import { type DrainJob, Fault, type JobAnswer, type JobHandlers, type JobQueue, type TimerJob } from '@tillstream/event-sourcing';

export interface JobQueueBench {
  readonly queue: JobQueue;
  /** Not made for load. */
  readonly isSlow?: boolean;
  now(): number;
  /** Lets time go by and jobs run until `probe` is true; fails when that does not come. */
  until(probe: () => boolean): Promise<void>;
  close(): Promise<void>;
}

const drain: DrainJob = { type: 'drain', endpointId: 'we_dev_one', accountId: 'acc_dev_one' };
const timerAt = (at: number, stream = 'checkoutSession-a', revision = 3): TimerJob => ({
  type: 'timer',
  accountId: 'acc_dev_one',
  stream,
  revision,
  at,
});
const nothing = () => Promise.resolve(undefined);
const FAR_MS = 3_600_000;

/** A handler that waits until it is let go on. */
function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), passed };
}

export function describeJobQueue(name: string, make: (handlers: JobHandlers) => Promise<JobQueueBench>): void {
  describe(`job queue: ${name}`, () => {
    let bench: JobQueueBench;
    const ran: { readonly job: TimerJob | DrainJob; readonly at: number }[] = [];
    const runs = () => ran.length;

    /** Starts workers that write each run down, then do what the test says. */
    async function start(handlers: {
      readonly timer?: () => Promise<JobAnswer>;
      readonly drain?: () => Promise<JobAnswer>;
    }): Promise<void> {
      const noting = (then: () => Promise<JobAnswer>) => (job: TimerJob | DrainJob) => {
        ran.push({ job, at: bench.now() });
        return then();
      };
      bench = await make({ timer: noting(handlers.timer ?? nothing), drain: noting(handlers.drain ?? nothing) });
    }

    /** A job that is added last of all and run after what was due before: whatever else should not have run would have run by then. */
    async function afterAMoment(): Promise<void> {
      const at = bench.now() + 300;
      await bench.queue.add([timerAt(at, 'checkoutSession-marker', at)]);
      await bench.until(() =>
        ran.some(({ job }) => job.type === 'timer' && job.stream === 'checkoutSession-marker' && job.revision === at),
      );
      ran.splice(0, ran.length, ...ran.filter(({ job }) => !(job.type === 'timer' && job.stream === 'checkoutSession-marker')));
    }

    beforeEach(() => ran.splice(0));
    afterEach(() => bench.close());

    describe('a timer', () => {
      it('runs once, at its time and not before', async () => {
        await start({});
        const job = timerAt(bench.now() + 400);
        await bench.queue.add([job]);
        await bench.until(() => runs() > 0);
        expect(ran[0]!.job).toEqual(job);
        expect(ran[0]!.at).toBeGreaterThanOrEqual(job.at);
        expect(ran[0]!.at).toBeLessThan(job.at + 1_000);
        await afterAMoment();
        expect(runs()).toBe(1);
      });

      it('that should have run already runs at once', async () => {
        await start({});
        await bench.queue.add([timerAt(bench.now() - FAR_MS)]);
        await bench.until(() => runs() > 0);
      });

      it('is one per stream and revision', async () => {
        await start({});
        const at = bench.now() + 300;
        const jobs = [timerAt(at), timerAt(at), timerAt(at, 'checkoutSession-a', 4), timerAt(at, 'checkoutSession-b')];
        await bench.queue.add(jobs);
        await bench.queue.add(jobs);
        await bench.until(() => runs() >= 3);
        await afterAMoment();
        expect(ran.map(({ job }) => (job.type === 'timer' ? `${job.stream}@${job.revision}` : '')).sort()).toEqual([
          'checkoutSession-a@3',
          'checkoutSession-a@4',
          'checkoutSession-b@3',
        ]);
      });

      it('may come with many others, for the same instant', async () => {
        await start({});
        const many = bench.isSlow ? 100 : 1_000;
        const at = bench.now() + 500;
        await bench.queue.add(Array.from({ length: many }, (_, index) => timerAt(at, `checkoutSession-${index}`)));
        await bench.until(() => runs() >= many);
        await afterAMoment();
        expect(new Set(ran.map(({ job }) => (job.type === 'timer' ? job.stream : '')))).toHaveProperty('size', many);
        expect(runs()).toBe(many);
        expect(Math.min(...ran.map(({ at: ranAt }) => ranAt))).toBeGreaterThanOrEqual(at);
      });

      it('that is not due yet moves itself', async () => {
        let again = 0;
        await start({ timer: () => Promise.resolve(runs() === 1 ? { runAgainAt: (again = bench.now() + 300) } : undefined) });
        await bench.queue.add([timerAt(bench.now())]);
        await bench.until(() => runs() >= 2);
        expect(ran[1]!.job).toEqual(ran[0]!.job);
        expect(ran[1]!.at).toBeGreaterThanOrEqual(again);
        await bench.queue.add([timerAt(bench.now())]); // it is over, so this is a new one
        await bench.until(() => runs() >= 3);
      });
    });

    describe('a drain', () => {
      it('runs once however often it was added before', async () => {
        await start({});
        await bench.queue.add([drain, drain, { ...drain, endpointId: 'we_dev_two' }]);
        await bench.until(() => runs() >= 2);
        await afterAMoment();
        expect(ran.map(({ job }) => job.type === 'drain' && job.endpointId).sort()).toEqual(['we_dev_one', 'we_dev_two']);
        await bench.queue.add([drain]);
        await bench.until(() => runs() >= 3);
      });

      it('that is added while it runs runs once more, after it', async () => {
        const first = gate();
        let running = 0;
        let mostAtOnce = 0;
        await start({
          drain: async () => {
            mostAtOnce = Math.max(mostAtOnce, ++running);
            if (runs() === 1) await first.passed;
            running -= 1;
            return undefined;
          },
        });
        await bench.queue.add([drain]);
        await bench.until(() => runs() === 1);
        await bench.queue.add([drain]);
        await bench.queue.add([drain, drain]);
        first.open();
        await bench.until(() => runs() >= 2);
        await afterAMoment();
        expect([runs(), mostAtOnce]).toEqual([2, 1]);
      });

      it('that waits to run again is woken when it is added', async () => {
        await start({ drain: () => Promise.resolve(runs() === 1 ? { runAgainAt: bench.now() + FAR_MS } : undefined) });
        await bench.queue.add([drain]);
        await bench.until(() => runs() === 1);
        await afterAMoment();
        expect(runs()).toBe(1);
        await bench.queue.add([drain]);
        await bench.until(() => runs() >= 2);
        await afterAMoment();
        expect(runs()).toBe(2);
      });

      it('that is added while it runs is not put to sleep', async () => {
        const first = gate();
        const answers = [FAR_MS, FAR_MS, null, FAR_MS, null];
        await start({
          drain: async () => {
            const pauseMs = answers[runs() - 1];
            if (runs() === 1) await first.passed;
            return typeof pauseMs === 'number' ? { runAgainAt: bench.now() + pauseMs } : undefined;
          },
        });
        await bench.queue.add([drain]);
        await bench.until(() => runs() === 1);
        await bench.queue.add([drain]);
        first.open();
        await bench.until(() => runs() >= 2);
        await afterAMoment();
        expect(runs()).toBe(2); // now it sleeps
        await bench.queue.add([drain]);
        await bench.until(() => runs() >= 3);
        await afterAMoment();
        expect(runs()).toBe(3); // now it is over
        await bench.queue.add([drain]);
        await bench.until(() => runs() >= 4);
      });
    });

    describe('a failure', () => {
      it('of the world is tried again until it passes', async () => {
        await start({ timer: () => (runs() < 3 ? Promise.reject(new Fault('unavailable', 'down')) : nothing()) });
        await bench.queue.add([timerAt(bench.now())]);
        await bench.until(() => runs() >= 3);
        await afterAMoment();
        expect(runs()).toBe(3);
      });

      it('of the code is for good, and nobody else suffers', async () => {
        await start({
          timer: () => (ran.at(-1)?.job.type === 'timer' && runs() === 1 ? Promise.reject(new TypeError('a bug')) : nothing()),
          drain: () => Promise.reject(new Fault('refused', 'never')),
        });
        await bench.queue.add([timerAt(bench.now())]);
        await bench.until(() => runs() === 1);
        await bench.queue.add([drain, timerAt(bench.now(), 'checkoutSession-b')]);
        await bench.until(() => runs() >= 3);
        await afterAMoment();
        expect(runs()).toBe(3);
        await bench.queue.add([timerAt(bench.now())]); // the same again: it has failed
        await bench.queue.add([drain]); // a drain has something new to do
        await bench.until(() => runs() >= 4);
        await afterAMoment();
        expect(ran.slice(3).map(({ job }) => job.type)).toEqual(['drain']);
      });
    });
  });
}
