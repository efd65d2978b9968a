// What only jobs in Redis can get wrong: the proof at boot, a Redis that is emptied, restarted or away, and processes that end or stand still.
import { Clock, type DrainJob, Fault, type JobHandlers, SilentLog } from '@tillstream/event-sourcing';
import { BullJobs, JobWorkers, type JobWorkersParts } from '@tillstream/jobs';
import { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { type RedisForTests, startRedis } from '../support/redis';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

class RealClock extends Clock {
  now = () => Date.now();
  sleep = (ms: number) => pause(ms);
}

const log = new SilentLog();
const never = () => new Promise<undefined>(() => undefined);
const nothing = () => Promise.resolve(undefined);
const drain = { type: 'drain', endpointId: 'we_dev_one', accountId: 'acc_dev_one' } as const;
const timer = (revision: number) =>
  ({ type: 'timer', accountId: 'acc_dev_one', stream: 'checkoutSession-a', revision, at: Date.now() }) as const;

let redis: RedisForTests;
let queue: BullJobs;
const workers: JobWorkers[] = [];

function work(handlers: Partial<JobHandlers>, parts: Partial<JobWorkersParts> = {}): JobWorkers {
  const one = new JobWorkers({ redisUrl: redis.url, handlers: { timer: nothing, drain: nothing, ...handlers }, log, ...parts });
  one.start();
  workers.push(one);
  return one;
}

beforeAll(async () => {
  redis = await startRedis();
});
beforeEach(async () => {
  await redis.flushAll();
  queue = new BullJobs({ redisUrl: redis.url, clock: new RealClock(), log });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((one) => one.close(500)));
  await queue.close();
});
afterAll(() => redis.stop());

const seen = (probe: () => boolean | Promise<boolean>, describe: string) => eventually(probe, { timeoutMs: 20_000, describe });

describe('the proof at boot', () => {
  it.each([
    ['none', {}, 'none'],
    ['one missing', { timer: nothing }, 'timer'],
    ['one too many', { timer: nothing, drain: nothing, other: nothing }, 'drain, other, timer'],
  ])('refuses %s', (_, handlers, given) => {
    const parts = { redisUrl: redis.url, handlers: handlers as JobHandlers, log };
    expect(() => new JobWorkers(parts)).toThrow(`wanted timer, drain, given ${given}`);
  });
});

describe('redis', () => {
  it('may be emptied while workers wait and while they work', async () => {
    const ran: number[] = [];
    let letGo: () => void = () => undefined;
    work({
      timer: async ({ revision }) => {
        ran.push(revision);
        if (revision === 2) await new Promise<void>((resolve) => (letGo = resolve));
        return undefined;
      },
    });
    await queue.add([timer(1)]);
    await seen(() => ran.includes(1), 'a job runs');
    await redis.flushAll();
    await queue.add([timer(2)]);
    await seen(() => ran.includes(2), 'a job runs after it was emptied');
    await redis.flushAll();
    letGo();
    await queue.add([timer(3), timer(1)]);
    await seen(() => ran.length === 4, 'jobs run after it was emptied under a running one');
    expect(ran.toSorted()).toEqual([1, 1, 2, 3]);
  });

  it('may go away: adding fails as a Fault and works again when it is back, and so do the workers', async () => {
    if (!redis.down || !redis.up) return; // somebody else's server
    const ran: number[] = [];
    work({ timer: ({ revision }) => Promise.resolve(void ran.push(revision)) });
    await queue.add([timer(1)]);
    await seen(() => ran.includes(1), 'a job runs');
    await redis.down();
    const startedAt = performance.now();
    await expect(queue.add([timer(2)])).rejects.toBeInstanceOf(Fault);
    await expect(queue.counts('timer')).rejects.toBeInstanceOf(Fault);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await redis.up();
    await seen(() => queue.add([timer(3)]).then(() => true), 'adding works again');
    await seen(() => ran.includes(3), 'a job runs again');
  });

  it('need not be there yet', async () => {
    if (!redis.down || !redis.up) return;
    await redis.down();
    const ran: number[] = [];
    const early = new BullJobs({ redisUrl: redis.url, clock: new RealClock(), log });
    work({ timer: ({ revision }) => Promise.resolve(void ran.push(revision)) });
    await expect(early.add([timer(1)])).rejects.toBeInstanceOf(Fault);
    await redis.up();
    await seen(() => early.add([timer(1)]).then(() => true), 'adding works');
    await seen(() => ran.includes(1), 'the job runs');
    await early.close();
  });
});

describe('the end', () => {
  it('waits for running jobs, and asks them to come to an end', async () => {
    let state = 'waiting';
    const one = work({
      drain: (_, signal) =>
        new Promise((resolve) => {
          state = 'running';
          signal.addEventListener('abort', () => {
            state = 'asked';
            setImmediate(() => resolve({ runAgainAt: Date.now() }));
          });
        }),
    });
    await queue.add([drain]);
    await seen(() => state === 'running', 'the drain runs');
    await one.close();
    expect(state).toBe('asked');
    expect(await queue.counts('drain')).toEqual({ waiting: 0, delayed: 1, active: 0, failed: 0 });
    let ranAgain = false;
    work({ drain: () => Promise.resolve(void (ranAgain = true)) });
    await seen(() => ranAgain, 'another process takes over');
  });

  it('leaves nothing half done of what ended by itself', async () => {
    let running = 0;
    const one = work({
      timer: (_, signal) => {
        running += 1;
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
      },
    });
    await queue.add(Array.from({ length: 50 }, (_, index) => timer(index)));
    await seen(() => running === 50, 'all run');
    await one.close();
    expect(await queue.counts('timer')).toEqual({ waiting: 0, delayed: 0, active: 0, failed: 0 });
  });

  it('comes in time, and another process runs what was not done', async () => {
    let runs = 0;
    const lockMs = 1_000;
    const stuck = work({ timer: () => (runs++, never()) }, { lockMs });
    await queue.add([timer(1)]);
    await seen(() => runs === 1, 'the timer runs');
    const startedAt = performance.now();
    await stuck.close(200);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    work({ timer: () => Promise.resolve(void runs++) }, { lockMs });
    await seen(() => runs === 2, 'another process runs it');
    await seen(() => queue.counts('timer').then(({ active }) => active === 0), 'it is done');
  });
});

class TellingLog extends SilentLog {
  readonly said: string[] = [];
  override warn(...[, message]: readonly [object?, string?]): void {
    this.said.push(`warn: ${message ?? ''}`);
  }
  override error(...[, message]: readonly [object?, string?]): void {
    this.said.push(`error: ${message ?? ''}`);
  }
}

it('says what failed for good, and keeps it', async () => {
  const telling = new TellingLog();
  work({ timer: () => Promise.reject(new TypeError('a bug')) }, { log: telling });
  await queue.add([timer(1)]);
  await seen(() => queue.counts('timer').then(({ failed }) => failed === 1), 'the job has failed');
  expect(telling.said).toEqual(['error: a job failed for good']);
});

it('says nothing of a job that moves itself', async () => {
  const telling = new TellingLog();
  let runs = 0;
  work({ timer: () => Promise.resolve(++runs < 3 ? { runAgainAt: Date.now() } : undefined) }, { log: telling });
  await queue.add([timer(1)]);
  await seen(() => queue.counts('timer').then(({ delayed, active }) => runs === 3 && delayed + active === 0), 'it is over');
  expect(telling.said).toEqual([]);
});

describe('a worker that stood still', () => {
  /** As if it had not renewed its locks: it never can again. */
  const loseLocks = async () => {
    const client = new Redis(redis.url);
    await client.del(await client.keys('{bull}:webhooks:*:lock'));
    client.disconnect();
  };

  it.each([
    ['wants to run again', () => ({ runAgainAt: Date.now() })],
    ['is done', () => undefined],
  ])('has no say in what another runs by now, whether it %s, and nothing that was added meanwhile is lost', async (_, answer) => {
    const parts = { lockMs: 1_000, concurrency: { drain: 1 } };
    const runs: string[] = [];
    const others: string[] = [];
    const [still, busy] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const run =
      (name: string) =>
      async ({ endpointId }: DrainJob) => {
        if (endpointId !== drain.endpointId) return void others.push(name);
        runs.push(name);
        if (runs.length === 1) return still.promise.then(answer);
        return runs.length === 2 ? busy.promise.then(() => ({ runAgainAt: Date.now() + 3_600_000 })) : undefined;
      };
    work({ drain: run('first') }, parts);
    await queue.add([drain]);
    await seen(() => runs.length === 1, 'it runs');
    await loseLocks();
    work({ drain: run('second') }, parts);
    await seen(() => runs.length === 2, 'another runs it');
    expect(runs).toEqual(['first', 'second']);
    await queue.add([drain, { ...drain, endpointId: 'we_dev_two' }]);
    still.resolve(undefined);
    await seen(() => others.length === 1, 'it has said it, and takes something else');
    expect(others).toEqual(['first']);
    const isAsBefore = async () =>
      JSON.stringify(await queue.counts('drain')) === JSON.stringify({ waiting: 0, delayed: 0, active: 1, failed: 0 });
    await seen(isAsBefore, 'the other one has it still');
    expect(runs).toHaveLength(2);
    busy.resolve(undefined);
    await seen(() => runs.length === 3, 'what was added meanwhile runs');
    await queue.add([drain]);
    await seen(() => runs.length === 4, 'and what is added later');
    await seen(() => queue.counts('drain').then(({ waiting, delayed, active }) => waiting + delayed + active === 0), 'it is over');
  });
});
