// The job queue as workers see it: rings the one timer of each session when its view says so, sometimes twice, sometimes for a state that is past,
// and again when whoever was given it does not answer.
import { type DueEntry, isPassing } from '@tillstream/event-sourcing';
import { SessionTimer } from '@tillstream/checkout';
import type { Weather } from '../weather/weather';
import type { Hosts } from './hosts';
import type { Life } from './lives';
import type { SimViews } from './views';

const STALLED_MS = 60_000;
const PAUSE_AFTER_FAULT_MS = 250;
const LOOKS_EVERY_MS = 500;
const STALE_RINGS = 0.2;

interface Job extends DueEntry {
  readonly name: string;
  readonly tries: number;
}

export class Timers {
  private readonly running = new Set<string>();
  /** Counts the times that Redis was emptied: jobs of before are gone. */
  private generation = 0;

  constructor(
    private readonly weather: Weather,
    private readonly views: SimViews,
    private readonly hosts: () => Hosts,
  ) {}

  /** The view of a session was written. */
  written(due: DueEntry): void {
    const name = `timer of ${due.stream}@${due.revision}`;
    this.schedule({ ...due, name, tries: 0 }, due.at + this.weather.chance.below(`${name} is seen`, LOOKS_EVERY_MS));
  }

  wipe(): void {
    this.generation += 1;
    this.running.clear();
  }

  private schedule(job: Job, at: number): void {
    const { generation } = this;
    this.weather.clock.callAt(at, () => {
      if (this.generation === generation) this.ring(job);
    });
  }

  private ring(job: Job): void {
    if (this.running.has(job.name)) return;
    const isStale = this.views.dueOf(job.stream)?.revision !== job.revision;
    if (isStale && !this.weather.chance.happens(`${job.name} rings all the same`, STALE_RINGS)) return;
    const life = this.hosts().worker(job.name);
    if (!life) return this.schedule(job, this.weather.clock.now() + 1_000);
    this.running.add(job.name);
    void this.carryOut(job, life);
    if (this.weather.strikes('callIsDoubled', job.name)) void this.carryOut(job, life);
  }

  private async carryOut(job: Job, life: Life): Promise<void> {
    const { clock } = this.weather;
    const rung = await Promise.race([this.rung(job, life), clock.sleep(STALLED_MS).then(() => 'stalled' as const)]);
    this.running.delete(job.name);
    if (rung === 'stalled') this.schedule(job, clock.now());
    else if (rung === 'failed') this.schedule({ ...job, tries: job.tries + 1 }, clock.now() + PAUSE_AFTER_FAULT_MS * (job.tries + 1));
    else if (rung.runAgainAt !== undefined) this.schedule(job, rung.runAgainAt);
  }

  private async rung(job: Job, { container }: Life): Promise<{ readonly runAgainAt?: number } | 'failed'> {
    try {
      return await container.get(SessionTimer).ring({ stream: job.stream, now: this.weather.clock.now() });
    } catch (error) {
      if (isPassing(error)) return 'failed';
      this.hosts().bugs.push(`${job.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return {}; // a bug fails the job for good
    }
  }
}
