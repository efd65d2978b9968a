// One life of one process: its ports, each with its faults, and the real pieces on top of them.
import { type EventStore, PersonKeys, SilentLog } from '@tillstream/event-sourcing';
import {
  InMemoryAnnouncements, InMemoryDeliveryLog, InMemoryJobQueue, InMemoryLease, InMemoryMessageIndex, InMemoryParkedEvents, InMemoryPendingDeliveries,
} from '@tillstream/event-sourcing/in-memory'; // prettier-ignore
import { CardVault, CredentialBox, type ProcessorAdapter, ProcessorAdapters, ProcessorHealth, WatchedAdapters } from '@tillstream/payments';
import { type KernelPorts, KernelModule } from '@tillstream/runtime';
import type { SimClock } from '../time/sim-clock';
import type { FaultyProcess } from '../weather/faulty-process';
import { type SmallThings, smallThingsOf } from '../weather/faulty-redis';
import { FaultyStore } from '../weather/faulty-store';
import { Container, Recipes, type Replacement, replacing } from './container';
import { KEYRING, recipes, timedViews } from './ground';
import { OpenCredentialBox, OpenPersonKeys, OpenVault } from './stand-ins';
import { type SimViews, viewsOf } from './views';

/** What all processes share. */
export interface Shared {
  readonly clock: SimClock;
  readonly store: EventStore;
  readonly views: SimViews;
  readonly redis: SmallThings;
  readonly replacements: readonly Replacement[];
  adapterOf(processorKey: string, process: FaultyProcess): ProcessorAdapter;
}

export interface Life {
  readonly process: FaultyProcess;
  readonly container: Container;
}

export function lifeOf(process: FaultyProcess, shared: Shared): Life {
  const store = new FaultyStore(shared.store, process);
  const own = new Recipes([KernelModule.over(portsOf(process, shared, store), { views: timedViews, writeViewsInline: true })]);
  const adapters: ProcessorAdapters = { for: ({ key }) => shared.adapterOf(key, process) };
  const standIns = [
    replacing(PersonKeys, () => new OpenPersonKeys(store, shared.clock, KEYRING)),
    replacing(CardVault, () => new OpenVault(KEYRING, shared.clock)),
    replacing(CredentialBox, () => new OpenCredentialBox(KEYRING)),
    replacing<ProcessorAdapters>(ProcessorAdapters, (_, container) => new WatchedAdapters(adapters, container.get(ProcessorHealth))),
  ];
  return { process, container: new Container(recipes, own, [...standIns, ...shared.replacements]) };
}

const log = new SilentLog();

function portsOf(process: FaultyProcess, { clock, views, redis }: Shared, eventStore: EventStore): KernelPorts {
  return {
    environment: 'dev',
    keyring: KEYRING,
    clock,
    log,
    eventStore,
    viewStore: viewsOf(process, views),
    lease: new InMemoryLease(clock),
    ...smallThingsOf(redis, process),
    announcements: new InMemoryAnnouncements(),
    parked: new InMemoryParkedEvents(),
    jobs: new InMemoryJobQueue(clock),
    webhooks: {
      pending: new InMemoryPendingDeliveries(),
      deliveryLog: new InMemoryDeliveryLog(),
      messageIndex: new InMemoryMessageIndex(),
    },
  };
}
