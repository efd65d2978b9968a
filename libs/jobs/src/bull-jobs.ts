// Puts jobs into BullMQ's queues. Adding twice is harmless: what is there already stays as it is, or is woken.
import { type Clock, type DrainJob, Fault, type Job, JobQueue, type Log, type TimerJob } from '@tillstream/event-sourcing';
import { Queue } from 'bullmq';
import { closeWithin } from './closing';
import { drainOptions, type JobType, QUEUE_OF, queueOptions, tellOf, timerOptions } from './queues';

export interface BullJobsParts {
  readonly redisUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface JobCounts {
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
  readonly failed: number;
}

type BulkJob = Parameters<Queue['addBulk']>[0][number];

/** Jobs in one round trip: few enough that nobody else waits long behind them. */
const JOBS_AT_ONCE = 100;
const CLOSE_WITHIN_MS = 1_000;

export class BullJobs extends JobQueue {
  private readonly queues: Readonly<Record<JobType, Queue>>;

  constructor(private readonly parts: BullJobsParts) {
    super();
    this.queues = { timer: this.open('timer'), drain: this.open('drain') };
  }

  async add(jobs: readonly Job[]): Promise<void> {
    const now = this.parts.clock.now();
    const timers = jobs.filter((job): job is TimerJob => job.type === 'timer');
    const drains = jobs.filter((job): job is DrainJob => job.type === 'drain');
    await Promise.all([
      this.addAll('timer', timers.map((data) => ({ name: data.type, data, opts: timerOptions(data, now) }))),
      this.addAll('drain', drains.map((data) => ({ name: data.type, data, opts: drainOptions(data.endpointId) }))),
    ]); // prettier-ignore
  }

  /** For metrics and the doctor. Throws a Fault. */
  async counts(type: JobType): Promise<JobCounts> {
    const {
      wait = 0,
      delayed = 0,
      active = 0,
      failed = 0,
    } = await orFault(this.queues[type].getJobCounts('wait', 'delayed', 'active', 'failed'));
    return { waiting: wait, delayed, active, failed };
  }

  async close(): Promise<void> {
    await closeWithin(Object.values(this.queues), CLOSE_WITHIN_MS);
  }

  private open(type: JobType): Queue {
    const queue = new Queue(QUEUE_OF[type], queueOptions(this.parts.redisUrl));
    queue.on('error', tellOf(this.parts.log, queue.name));
    return queue;
  }

  private async addAll(type: JobType, jobs: BulkJob[]): Promise<void> {
    for (let from = 0; from < jobs.length; from += JOBS_AT_ONCE) {
      await orFault(this.queues[type].addBulk(jobs.slice(from, from + JOBS_AT_ONCE)));
    }
  }
}

async function orFault<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Fault(message === 'Command timed out' ? 'timeout' : 'unavailable', `job queue: ${message}`, { cause: error });
  }
}
