// Runs jobs: timers send the command that is due, drains send webhooks. As many processes as one likes.
import {
  categoryOf,
  type Clock,
  type JobHandlers,
  type JobQueue,
  type Log,
  type TimerJob,
  type ViewStore,
} from '@tillstream/event-sourcing';
import { TimerLoop } from '@tillstream/jobs';
import type { EndpointDrain } from '@tillstream/webhooks';
import type { TimerRegistry } from '../worker-domain';
import type { RoleWork, RunningRole } from './role';

/** Whatever takes jobs from the queue and gives them to handlers. */
export interface JobRuntime {
  start(): void;
  /** Lets running jobs end, within a bound. */
  close(): Promise<void>;
}

export interface JobsRoleParts {
  readonly timers: TimerRegistry;
  readonly drain: EndpointDrain;
  readonly views: ViewStore;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  open(handlers: JobHandlers): JobRuntime;
}

export class JobsRole implements RoleWork, RunningRole {
  readonly role = 'jobs';
  readonly standing = 'active';
  readonly taken = Promise.resolve();

  constructor(private readonly parts: JobsRoleParts) {}

  async run(signal: AbortSignal): Promise<void> {
    const { drain, views, queue, clock, log } = this.parts;
    const runtime = this.parts.open({
      timer: (job) => this.ring(job),
      drain: (job, ending) => drain.drain(job, ending),
    });
    runtime.start();
    try {
      await new TimerLoop({ views, queue, clock, log }).run(signal);
    } finally {
      await runtime.close();
    }
  }

  private async ring(job: TimerJob) {
    const timer = this.parts.timers[categoryOf(job.stream)];
    if (!timer) throw new Error(`nobody answers a timer of ${job.stream}`);
    const now = Math.min(this.parts.clock.now(), await this.parts.views.now());
    const { runAgainAt } = await timer({ ...job, now });
    return runAgainAt === undefined ? undefined : { runAgainAt };
  }
}
