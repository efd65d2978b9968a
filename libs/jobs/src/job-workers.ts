// Runs jobs: exactly one handler per type, proved when the process starts. A crash in a handler only means that the job runs again,
// here or elsewhere: handlers bear that.
import { isPassing, type Job, type JobAnswer, type JobHandlers, type Log } from '@tillstream/event-sourcing';
import { DelayedError, type Job as BullJob, UnrecoverableError, Worker } from 'bullmq';
import { closeWithin, isDoneWithin } from './closing';
import { takeMissedWake } from './missed-wake';
import { JOB_TYPES, type JobType, pauseBefore, PREFIX, QUEUE_OF, retryStrategy, tellOf } from './queues';

export interface JobWorkersParts {
  readonly redisUrl: string;
  readonly handlers: JobHandlers;
  readonly log: Log;
  /** How many jobs of a type this process runs side by side. */
  readonly concurrency?: Partial<Readonly<Record<JobType, number>>>;
  /** A job whose worker has been silent for this long is given to another. */
  readonly lockMs?: number;
}

const CONCURRENCY: Readonly<Record<JobType, number>> = { timer: 50, drain: 200 };
const LOCK_MS = 15_000;
/** A job that asks to run again at once gets this pause, so that two clocks that differ cannot make it spin. */
const SHORTEST_PAUSE_MS = 20;
const CLOSE_WITHIN_MS = 10_000;
const CUT_AFTER_MS = 1_000;
/** Failed jobs are kept to be looked at. A timer whose session still wants it is added again once its failure is forgotten. */
const KEPT_FAILURES = { age: 3_600, count: 1_000 };

export class JobWorkers {
  private readonly ending = new AbortController();
  private readonly running = new Set<Promise<JobAnswer>>();
  private workers: readonly Worker<Job>[] = [];

  constructor(private readonly parts: JobWorkersParts) {
    const given = Object.keys(parts.handlers).sort();
    if (given.join() !== [...JOB_TYPES].sort().join()) {
      throw new Error(`each type of job needs exactly one handler: wanted ${JOB_TYPES.join(', ')}, given ${given.join(', ') || 'none'}`);
    }
  }

  /** Begins to take jobs; waits for Redis for as long as it takes. */
  start(): void {
    if (this.workers.length > 0) return;
    this.workers = JOB_TYPES.map((type) => this.open(type));
  }

  /** Takes no more jobs and lets the running ones end; after `withinMs` they are left to other processes, which run them again. */
  async close(withinMs = CLOSE_WITHIN_MS): Promise<void> {
    this.ending.abort();
    await Promise.all(this.workers.map((worker) => worker.pause(true)));
    const isIdle = await isDoneWithin(Promise.allSettled(this.running), withinMs);
    if (!isIdle)
      this.parts.log.warn({ jobs: this.running.size }, 'jobs were still running when the process had to end; they will run again');
    await closeWithin(this.workers, CUT_AFTER_MS, !isIdle);
  }

  private open(type: JobType): Worker<Job> {
    const lockDuration = this.parts.lockMs ?? LOCK_MS;
    const worker: Worker<Job> = new Worker<Job>(QUEUE_OF[type], (job, token) => this.process(worker, job, token), {
      prefix: PREFIX,
      connection: { url: this.parts.redisUrl, maxRetriesPerRequest: null, disconnectTimeout: 100, retryStrategy },
      concurrency: this.parts.concurrency?.[type] ?? CONCURRENCY[type],
      lockDuration,
      stalledInterval: Math.floor(lockDuration / 3),
      maxStalledCount: Number.MAX_SAFE_INTEGER, // however often a process dies over a job
      removeOnComplete: { count: 0 },
      removeOnFail: KEPT_FAILURES,
      settings: { backoffStrategy: pauseBefore },
    });
    worker.on('error', tellOf(this.parts.log, worker.name));
    return worker;
  }

  private async process(worker: Worker<Job>, bullJob: BullJob<Job>, token: string | undefined): Promise<void> {
    const handling = this.handle(bullJob);
    this.running.add(handling);
    const answer = await handling.finally(() => this.running.delete(handling));
    if (!answer) return;
    // A crash before this line runs the job again as it was: earlier than asked for, never later.
    await bullJob.moveToDelayed(Math.max(answer.runAgainAt, Date.now() + SHORTEST_PAUSE_MS), token);
    await takeMissedWake(worker, bullJob);
    throw new DelayedError();
  }

  private async handle({ data: job, attemptsMade }: BullJob<Job>): Promise<JobAnswer> {
    const { handlers, log } = this.parts;
    try {
      return await (job.type === 'timer' ? handlers.timer(job, this.ending.signal) : handlers.drain(job, this.ending.signal));
    } catch (error) {
      if (isPassing(error)) {
        log.warn({ job, tries: attemptsMade + 1, error: String(error) }, 'a job met a fault; it will be tried again');
        throw error;
      }
      log.error({ job, error: error instanceof Error ? error.stack : String(error) }, 'a job failed for good');
      throw new UnrecoverableError(String(error));
    }
  }
}
