// Causes what events call for: the effects of processes, and the messages to webhook endpoints. Beside the subscription it writes down
// how far everything is settled, and notices when Redis has lost the pending sets.
import { Inject, Injectable } from '@nestjs/common';
import {
  Clock, EventStore, isFault, JobQueue, Log, ParkedEvents, type Process, StopRunner, StreamFollower, type StreamType, SubscriptionRunner, ViewCatalog,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { Outbox, SettledPosition, WebhookSettings } from '@tillstream/webhooks';
import { EffectDispatcher } from '../reactor/effects';
import { ReactorHandler } from '../reactor/reactor-handler';
import { PROCESSES } from '../worker-domain';
import type { RoleWork } from './role';

@Injectable()
export class ReactorRole implements RoleWork {
  readonly role = 'reactor';

  constructor(
    private readonly store: EventStore,
    private readonly views: ViewCatalog,
    private readonly outbox: Outbox,
    private readonly settled: SettledPosition,
    private readonly settings: WebhookSettings,
    private readonly effects: EffectDispatcher,
    private readonly jobs: JobQueue,
    private readonly parked: ParkedEvents,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(PROCESSES) private readonly processes: readonly Process[],
  ) {}

  /** Ends with `signal`, or when another reactor has taken over. */
  async run(signal: AbortSignal): Promise<void> {
    await this.settled.takeOver();
    const types = this.followed();
    let isOurs = true;
    while (isOurs && !signal.aborted) isOurs = await this.follow(types, signal);
  }

  /** Until the pending sets are lost: true; or until there is nothing more to do here. */
  private async follow(types: readonly StreamType[], signal: AbortSignal): Promise<boolean> {
    const { outbox, effects, jobs, log, processes, store, parked, clock } = this;
    const handler = new ReactorHandler({ outbox, follower: new StreamFollower(store, types), processes, effects, jobs, log });
    const prefixes = types.map(({ category }) => `${category}-`);
    const end = new AbortController();
    const either = AbortSignal.any([signal, end.signal]);
    const runner = new SubscriptionRunner({ name: 'reactor', prefixes, handler, store, parked, clock, log });
    const [, areLost] = await Promise.all([
      runner.run(either).finally(() => end.abort()),
      this.keepSettled(either).finally(() => end.abort()),
    ]);
    return areLost;
  }

  private followed(): readonly StreamType[] {
    const types = new Map(this.outbox.streamTypes.map((type) => [type.category, type]));
    for (const { category } of this.processes) {
      const type = types.get(category) ?? this.views.get(category)?.type;
      if (!type) throw new Error(`a process reacts to ${category}, of which nobody knows how it folds`);
      types.set(category, type);
    }
    return [...types.values()];
  }

  /** True when the pending sets are lost; false when another reactor has taken over, or `signal` is aborted. */
  private async keepSettled(signal: AbortSignal): Promise<boolean> {
    for (;;) {
      await this.clock.sleep(this.settings.settleEveryMs, signal);
      if (signal.aborted) return false;
      const found = await this.settle();
      if (found !== 'kept') return found === 'lost';
    }
  }

  private async settle(): Promise<'kept' | 'lost' | 'replaced'> {
    try {
      if (!(await this.outbox.settle())) return 'lost';
      const overdue = await this.outbox.overdue(this.settings.settleEveryMs);
      if (overdue.length > 0) await this.jobs.add(overdue);
      return 'kept';
    } catch (error) {
      if (error instanceof StopRunner) return 'replaced';
      if (!isFault(error)) throw error;
      this.log.warn({ error: String(error) }, 'the settled position could not be written; trying again');
      return 'kept';
    }
  }
}
