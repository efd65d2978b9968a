import { Clock, SilentLog } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryJobQueue } from '@tillstream/event-sourcing/in-memory';
import { BullJobs, JobWorkers } from '@tillstream/jobs';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { type RedisForTests, startRedis } from '../support/redis';
import { describeJobQueue } from './job-queue.contract';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

class RealClock extends Clock {
  now = () => Date.now();
  sleep = (ms: number) => pause(ms);
}

describeJobQueue('in memory', (handlers) => {
  const clock = new FakeClock();
  const queue = new InMemoryJobQueue(clock);
  return Promise.resolve({
    queue,
    now: () => clock.now(),
    until: async (probe) => {
      await clock.until(() => {
        void queue.runDue(handlers);
        return probe();
      }, 60_000);
    },
    close: () => Promise.resolve(),
  });
});

let redis: RedisForTests | undefined;
afterAll(() => redis?.stop());

describeJobQueue('redis', async (handlers) => {
  redis ??= await startRedis();
  await redis.flushAll();
  const log = new SilentLog();
  const queue = new BullJobs({ redisUrl: redis.url, clock: new RealClock(), log });
  const workers = new JobWorkers({ redisUrl: redis.url, handlers, log });
  workers.start();
  return {
    queue,
    isSlow: redis.kind === 'embedded',
    now: () => Date.now(),
    until: async (probe) => void (await eventually(probe, { timeoutMs: 15_000, describe: 'the jobs have run' })),
    close: async () => {
      await workers.close(5_000);
      await queue.close();
    },
  };
});
