// Kills one process after another with -9 and starts it again, or stops it for a while and lets it go on, until told to end. Its plan is
// drawn from a seed; what it did, and when, is kept for whoever looks for the reason of a fault.
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance';
import type { PartName, Stack } from '../stack';

type VictimName = PartName | 'redis';

interface Victim {
  readonly name: VictimName;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void | Promise<void>;
  kill(): Promise<void>;
  revive(): Promise<void>;
}

export interface Blow {
  readonly victim: VictimName;
  readonly how: 'kill' | 'stop';
  /** How long it was away, or stood still. */
  readonly ms: number;
}

export interface BreakerPlan {
  /** Between two blows. */
  readonly restMs: readonly [from: number, to: number];
  readonly downMs: readonly [from: number, to: number];
  readonly stopMs: readonly [from: number, to: number];
  /** Longer than a call and its recovery: who wakes up finds everything decided without him. One for each of these in every round. */
  readonly longStops: readonly VictimName[];
  readonly longStopMs: number;
}

const NAMES: readonly VictimName[] = ['api', 'second api', 'worker', 'event-store', 'redis', 'sandbox-processors'];

export class Breaker {
  readonly log: string[] = [];
  /** Every kind of blow has been dealt to every victim so often. */
  rounds = 0;
  private readonly startedAt = Date.now();
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly stack: Stack,
    private readonly chance: Chance,
    private readonly plan: BreakerPlan,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** When the blow that is being dealt is over. Everything runs again then. */
  async end(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isEnding()) {
      for (const blow of this.shuffled(this.round())) {
        if (this.isEnding()) return;
        await this.deal(blow);
        await pause(this.within(this.plan.restMs));
      }
      this.rounds += 1;
    }
  }

  private isEnding(): boolean {
    return this.ending.signal.aborted;
  }

  private round(): readonly Blow[] {
    const { downMs, stopMs, longStops, longStopMs } = this.plan;
    return [
      ...NAMES.map((victim): Blow => ({ victim, how: 'kill', ms: this.within(downMs) })),
      ...NAMES.map((victim): Blow => ({ victim, how: 'stop', ms: this.within(stopMs) })),
      ...longStops.map((victim): Blow => ({ victim, how: 'stop', ms: longStopMs })),
    ];
  }

  private async deal({ victim: name, how, ms }: Blow): Promise<void> {
    const victim = this.victim(name);
    this.log.push(`${((Date.now() - this.startedAt) / 1_000).toFixed(1)} s: ${how} ${name} for ${(ms / 1_000).toFixed(1)} s`);
    await (how === 'kill' ? victim.kill() : victim.signal('SIGSTOP'));
    await pause(ms);
    await (how === 'kill' ? this.revived(victim) : victim.signal('SIGCONT'));
  }

  /** Somebody else may sit on its port for a moment: a connection that goes out takes any free one. */
  private async revived(victim: Victim): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await victim.revive();
        return;
      } catch (error) {
        this.log.push(`${victim.name} did not come up: ${String(error)}`);
        if (tries === 5) throw error;
      }
    }
  }

  private victim(name: VictimName): Victim {
    const { redis } = this.stack;
    if (name === 'redis')
      return {
        name,
        signal: (signal) => redis.signal?.(signal),
        kill: async () => redis.down?.('SIGKILL'),
        revive: async () => redis.up?.(),
      };
    return {
      name,
      signal: (signal) => this.stack.part(name).kill(signal),
      kill: () => this.stack.part(name).kill('SIGKILL'),
      revive: () => this.stack.revive(name),
    };
  }

  private within([from, to]: readonly [number, number]): number {
    return from + this.chance.below(to - from + 1);
  }

  private shuffled(blows: readonly Blow[]): readonly Blow[] {
    const rest = [...blows];
    return blows.map(() => rest.splice(this.chance.below(rest.length), 1)[0] as Blow);
  }
}
