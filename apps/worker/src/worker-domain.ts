// What a worker has to know of the product: handed in, so that specs can hand in less.
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import type { Instant, MessageSource, Process, TimerJob, ViewCatalog } from '@tillstream/event-sourcing';
import type { EffectRegistry } from './reactor/effects';

export interface RungTimer extends TimerJob {
  /** The earlier of this process' clock and the views' one: never early, also when a clock jumps. */
  readonly now: Instant;
}

/** By category: sends the command that is due. Ringing too early, twice, or for what has moved on does nothing. */
export type TimerRegistry = Readonly<Record<string, (timer: RungTimer) => Promise<{ readonly runAgainAt?: Instant }>>>;

export interface WorkerDomain {
  readonly views: ViewCatalog;
  /** The domain libs' modules, with the handlers of everything that effects and timers send. */
  readonly modules: readonly (Type | DynamicModule)[];
  readonly processes: readonly Process[];
  readonly effects: EffectRegistry;
  readonly messages: readonly MessageSource[];
  /** Categories whose changes are told to open pages. */
  readonly announced?: readonly string[];
  /** Made when the modules are there. */
  timers(app: INestApplicationContext): TimerRegistry;
}

/** Injection token of the processes. */
export const PROCESSES = Symbol('processes');
