// Which queue a type of job waits in, and what BullMQ is told about it.
import type { Job, Log, TimerJob } from '@tillstream/event-sourcing';
import type { JobsOptions, QueueOptions } from 'bullmq';

export type JobType = Job['type'];
export type JobOf<Type extends JobType> = Extract<Job, { readonly type: Type }>;

export const JOB_TYPES = ['timer', 'drain'] as const satisfies readonly JobType[];
export const QUEUE_OF: Readonly<Record<JobType, string>> = { timer: 'timers', drain: 'webhooks' };

/** One hash tag, so that a queue's keys stay together in a cluster. */
export const PREFIX = '{bull}';

/** Reconnecting is quick and for ever. */
export const retryStrategy = (times: number): number => Math.min(50 * times, 1_000);

/** Faults are retried for as long as it takes; the pauses are the worker's `pauseBefore`. */
const PATIENCE: JobsOptions = { attempts: 1_000_000, backoff: { type: 'fault' }, stackTraceLimit: 1 };

const LONGEST_PAUSE_MS = 30_000;

/** @param attempts how often it has failed, from 1. */
export const pauseBefore = (attempts: number): number => Math.min(250 * 2 ** Math.min(attempts - 1, 10), LONGEST_PAUSE_MS);

/** The score of the delayed job is exactly `at`, whatever happens between here and Redis. Ids must not contain a colon. */
export const timerOptions = ({ stream, revision, at }: TimerJob, now: number): JobsOptions => ({
  ...PATIENCE,
  jobId: `${stream}@${revision}`,
  timestamp: now,
  delay: Math.max(0, at - now),
});

/** One per endpoint: added while it runs it is kept for after, added while it waits it is woken. */
export const drainOptions = (endpointId: string): JobsOptions => ({
  ...PATIENCE,
  deduplication: { id: endpointId, keepLastIfActive: true, reschedule: true },
});

/** A producer's: fails soon rather than waits long, and is usable before Redis can be reached. */
export const queueOptions = (redisUrl: string): QueueOptions => ({
  prefix: PREFIX,
  connection: {
    url: redisUrl,
    maxRetriesPerRequest: 0,
    commandTimeout: 2_000,
    connectTimeout: 2_000,
    disconnectTimeout: 100,
    retryStrategy,
  },
  skipVersionCheck: true,
  skipWaitingForReady: true,
  streams: { events: { maxLen: 100 } }, // nobody reads them
});

/** Tells of trouble with a connection once per outage of ten seconds, not at each try. */
export function tellOf(log: Log, queue: string): (error: Error) => void {
  let quietUntil = 0;
  return (error) => {
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + 10_000;
    log.warn({ queue, error: error.message }, 'trouble with a job queue');
  };
}
