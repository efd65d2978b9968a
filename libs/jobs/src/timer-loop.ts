// Turns what is due soon into delayed jobs. Every process with workers runs one; no process ever makes timers, and no queue holds what
// the events do not say. Whatever is forgotten here or lost in Redis is added again: a job that is there already stays as it is.
import { type Clock, type DueEntry, isPassing, type JobQueue, type Log, type ViewStore } from '@tillstream/event-sourcing';

export interface TimerLoopParts {
  readonly views: ViewStore;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
}

const EVERY_MS = 250;
/** Each tick looks a second ahead, at the thousand that are earliest: nothing that is due comes late. */
const NEAR = { aheadMs: 1_000, limit: 1_000 };
/** Every twentieth (5 s) looks far, so that many timers of one instant are in the queue long before. */
const FAR = { aheadMs: 600_000, limit: 20_000 };
const FAR_EVERY_TICKS = 20;
/** A minute. Counted, not measured: a clock may jump. */
const FORGET_EVERY_TICKS = 240;
const MOST_REMEMBERED = 100_000;

export class TimerLoop {
  /** What this process has added: saves asking the queue each time, nothing rests on it. */
  private readonly added = new Set<string>();
  private generation: string | null = null;
  private ticks = 0;
  private isFailing = false;

  constructor(private readonly parts: TimerLoopParts) {}

  /** Resolves when `signal` is aborted; nothing else ends it. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.tryTick();
      await this.parts.clock.sleep(EVERY_MS, signal);
    }
  }

  /** One look. Returns how many jobs were added. */
  async tick(): Promise<number> {
    const { views, queue, clock } = this.parts;
    const [storeNow, checkpoint] = await Promise.all([views.now(), views.checkpoint()]);
    const now = Math.min(clock.now(), storeNow); // of two clocks the earlier: never early
    this.forget(checkpoint?.generation ?? null);
    const { aheadMs, limit } = this.ticks % FAR_EVERY_TICKS === 0 ? FAR : NEAR;
    this.ticks += 1;
    const entries = await views.due(now + aheadMs, limit);
    const fresh = entries.filter((entry) => !this.added.has(nameOf(entry)));
    if (fresh.length === 0) return 0;
    await queue.add(fresh.map((entry) => ({ type: 'timer', ...entry })));
    for (const entry of fresh) this.added.add(nameOf(entry));
    return fresh.length;
  }

  /** Another generation, or none: Redis was emptied, and the jobs with it. */
  private forget(generation: string | null): void {
    const isSame = generation !== null && generation === this.generation;
    if (isSame && this.ticks % FORGET_EVERY_TICKS !== 0 && this.added.size < MOST_REMEMBERED) return;
    this.added.clear();
    this.generation = generation;
  }

  private async tryTick(): Promise<void> {
    try {
      await this.tick();
      if (this.isFailing) this.parts.log.info({}, 'timers are looked after again');
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) {
        const fields = { error: String(error) };
        if (isPassing(error)) this.parts.log.warn(fields, 'timers cannot be looked after for the moment');
        else this.parts.log.error(fields, 'looking after timers failed');
      }
      this.isFailing = true;
    }
  }
}

const nameOf = ({ stream, revision }: DueEntry): string => `${stream}@${revision}`;
