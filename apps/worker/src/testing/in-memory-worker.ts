// A whole worker in one process, over in-memory ports and a clock that a spec moves: every wait is a moment, every run is the same.
import {
  type Clock, type CommandContext, derivedCommandId, type Executor, type JobHandlers, Keyring, Log, type Process, ViewCatalog,
} from '@tillstream/event-sourcing'; // prettier-ignore
import {
  FakeClock, InMemoryAnnouncements, InMemoryDeliveryLog, InMemoryEventStore, InMemoryJobQueue, InMemoryLease, InMemoryMessageIndex,
  InMemoryBreakers, InMemoryParkedEvents, InMemoryPendingDeliveries, InMemoryRateLimits, InMemoryShortLivedSecrets, InMemoryViewStore,
} from '@tillstream/event-sourcing/in-memory'; // prettier-ignore
import { webhooksViews } from '@tillstream/webhooks';
import { thing, type ThingEvent, thingMessages, thingView } from '../../../../libs/webhooks/src/testing';
import type { JobRuntime } from '../roles/jobs.role';
import type { WorkerDomain } from '../worker-domain';

export const ACCOUNT = 'acc_dev_00000000000000000001';

class RecordingLog extends Log {
  readonly lines: object[] = [];
  info(fields: object, message: string): void {
    this.lines.push({ ...fields, message });
  }
  warn(fields: object, message: string): void {
    this.info(fields, message);
  }
  error(fields: object, message: string): void {
    this.info(fields, message);
  }
}

/** Everything a worker needs; what Redis would hold can be emptied at once. */
export class InMemoryWorld {
  readonly clock = new FakeClock();
  readonly eventStore = new InMemoryEventStore({ clock: this.clock });
  readonly viewStore = new InMemoryViewStore(this.clock);
  readonly lease = new InMemoryLease(this.clock);
  readonly jobs = new InMemoryJobQueue(this.clock);
  readonly parked = new InMemoryParkedEvents();
  readonly webhooks = {
    pending: new InMemoryPendingDeliveries(),
    deliveryLog: new InMemoryDeliveryLog(),
    messageIndex: new InMemoryMessageIndex(),
  };
  readonly environment = 'dev';
  readonly keyring = new Keyring(Buffer.alloc(32, 7));
  readonly log = new RecordingLog();
  readonly secrets = new InMemoryShortLivedSecrets(this.clock);
  readonly limits = new InMemoryRateLimits(this.clock);
  readonly breakers = new InMemoryBreakers(this.clock);
  readonly announcements = new InMemoryAnnouncements();

  wipeRedis(): void {
    const { pending, deliveryLog, messageIndex } = this.webhooks;
    for (const store of [pending, deliveryLog, messageIndex, this.viewStore, this.jobs, this.lease]) store.wipe();
  }

  /** Runs the queue's jobs, as BullMQ's workers would. */
  openJobs(handlers: JobHandlers, clock: Clock = this.clock): JobRuntime {
    const ending = new AbortController();
    const loop = async () => {
      while (!ending.signal.aborted) {
        await this.jobs.runDue(handlers, ending.signal);
        await clock.sleep(10, ending.signal);
      }
    };
    let running: Promise<void> = Promise.resolve();
    return {
      start: () => {
        running = loop();
      },
      close: async () => {
        ending.abort();
        await running;
      },
    };
  }
}

/** Things, and endpoints that are told about them. */
export const thingDomain = (given: Partial<Pick<WorkerDomain, 'processes' | 'effects' | 'modules'>> = {}): WorkerDomain => ({
  views: new ViewCatalog([thingView, ...webhooksViews]),
  modules: [],
  processes: [] as readonly Process[],
  effects: {},
  messages: [thingMessages],
  timers: () => ({}),
  ...given,
});

let commands = 0;

/** A command of its own each time. */
export function contextOf(accountId = ACCOUNT): CommandContext {
  const commandId = derivedCommandId(`spec-${commands++}`, 'spec');
  return {
    commandId, accountId, requestHash: 'spec', requestId: null, actor: { kind: 'operator', id: 'spec' }, correlationId: commandId,
    causationId: commandId, net: null, reason: null,
  }; // prettier-ignore
}

/** Key of a thing, 20 characters. */
export const thingKey = (name: string): string => name.padEnd(20, '0');

export const happen = (executor: Executor, name: string, event: ThingEvent) =>
  executor.run(thing, { key: thingKey(name), context: contextOf() }, event);
