// Jobs that are written down, and run when a test or a simulation says so. Drains are one per endpoint, timers one per stream and revision.
import { isPassing } from '../faults';
import { type Job, type JobAnswer, type JobHandlers, JobQueue } from '../ports/small-ports';
import type { Clock, Instant } from '../time';

interface Kept {
  readonly job: Job;
  at: Instant;
  tries: number;
  isRunning: boolean;
  /** Whose handlers run it, or ran it last. */
  runner: JobHandlers | null;
}

export interface FailedJob {
  readonly job: Job;
  readonly error: unknown;
}

const PAUSE_AFTER_FAULT_MS = 250;

export class InMemoryJobQueue extends JobQueue {
  /** What failed for good. */
  readonly failed: FailedJob[] = [];
  private readonly kept = new Map<string, Kept>();
  /** What was added again while it ran. */
  private readonly wantedAgain = new Set<string>();

  constructor(private readonly clock: Clock) {
    super();
  }

  add(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) this.addOne(job, job.type === 'timer' ? job.at : this.clock.now());
    return Promise.resolve();
  }

  /** All that waits or runs, earliest first. */
  get waiting(): readonly { readonly job: Job; readonly at: Instant }[] {
    return [...this.kept.values()].map(({ job, at }) => ({ job, at })).sort((left, right) => left.at - right.at);
  }

  /** When the next job is due, or null when none waits. */
  get nextAt(): Instant | null {
    return this.waiting[0]?.at ?? null;
  }

  /** Runs everything that is due now side by side, with what becomes due at once because of it. Returns how many runs there were. */
  async runDue(handlers: JobHandlers, signal: AbortSignal = new AbortController().signal): Promise<number> {
    for (let runs = 0; ;) {
      const due = [...this.kept].filter(([, kept]) => !kept.isRunning && kept.at <= this.clock.now());
      if (due.length === 0) return runs;
      runs += due.length;
      await Promise.all(due.map(([id, kept]) => this.run(id, kept, () => this.handle(handlers, kept, signal))));
    }
  }

  /** As if the process with these handlers had been silent for too long: what it runs is given to others, and what it says of it no longer counts. */
  stall(silent: JobHandlers): void {
    for (const [id, kept] of this.kept) {
      if (kept.isRunning && kept.runner === silent) this.kept.set(id, { ...kept, at: this.clock.now(), isRunning: false });
    }
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.kept.clear();
    this.wantedAgain.clear();
  }

  private addOne(job: Job, at: Instant): void {
    const id = identityOf(job);
    const present = this.kept.get(id);
    if (job.type === 'timer' && this.failed.some((failed) => identityOf(failed.job) === id)) return; // for good
    if (!present) this.kept.set(id, { job, at, tries: 0, isRunning: false, runner: null });
    else if (job.type === 'drain' && present.isRunning) this.wantedAgain.add(id);
    else if (job.type === 'drain') present.at = Math.min(present.at, at);
  }

  private async run(id: string, kept: Kept, handler: () => Promise<JobAnswer>): Promise<void> {
    kept.isRunning = true;
    const next = await this.attempt(kept, handler);
    kept.isRunning = false;
    if (this.kept.get(id) !== kept) return; // emptied while it ran
    if (this.wantedAgain.delete(id)) kept.at = this.clock.now();
    else if (next === null) this.kept.delete(id);
    else kept.at = next;
  }

  private handle(handlers: JobHandlers, kept: Kept, signal: AbortSignal): Promise<JobAnswer> {
    kept.runner = handlers;
    return kept.job.type === 'timer' ? handlers.timer(kept.job, signal) : handlers.drain(kept.job, signal);
  }

  /** When it has to run again, or null when it is over. */
  private async attempt(kept: Kept, handler: () => Promise<JobAnswer>): Promise<Instant | null> {
    try {
      const answer = await handler();
      kept.tries = 0;
      return answer?.runAgainAt ?? null;
    } catch (error) {
      kept.tries += 1;
      if (isPassing(error)) return this.clock.now() + PAUSE_AFTER_FAULT_MS * kept.tries;
      this.failed.push({ job: kept.job, error });
      return null;
    }
  }
}

const identityOf = (job: Job): string => (job.type === 'timer' ? `timer ${job.stream}@${job.revision}` : `drain ${job.endpointId}`);
