// The whole service of one world: its store, its Redis, its machines and what drives their background work.
import {
  type AppendResult, type EventStore, type ExpectedRevision, type ProposedEvent, type RecordedEvent,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import type { ProcessorAdapter } from '@tillstream/payments';
import { layOut, type Terms } from '../story/goods';
import { Chance } from '../time/chance';
import { SimClock } from '../time/sim-clock';
import { FaultyProcess } from '../weather/faulty-process';
import { SmallThings } from '../weather/faulty-redis';
import { type Climate, Weather } from '../weather/weather';
import type { Container, Replacement } from './container';
import { BEGIN } from './ground';
import { Hosts } from './hosts';
import { lifeOf, type Shared } from './lives';
import { LogReaders } from './log-readers';
import { Timers } from './timers';
import { SimViews } from './views';

export interface ServiceParts {
  readonly weather: Weather;
  readonly replacements: readonly Replacement[];
  adapterOf(processorKey: string, process: FaultyProcess): ProcessorAdapter;
}

export class Service {
  readonly store: WatchedStore;
  readonly hosts: Hosts;
  private readonly shared: Shared;
  private readonly timers: Timers;
  private readonly readers: LogReaders;

  constructor({ weather, replacements, adapterOf }: ServiceParts) {
    const { clock } = weather;
    const hosts = () => this.hosts;
    const views = new SimViews(clock, (due) => this.timers.written(due));
    this.store = new WatchedStore((events) => {
      if (clock.now() > BEGIN) weather.tell(`${events[0]?.stream}: ${events.map(({ type }) => type).join(', ')}`);
      this.readers.appended(events);
    });
    this.timers = new Timers(weather, views, hosts);
    this.readers = new LogReaders({ weather, store: this.store, views, hosts });
    this.shared = { clock, store: this.store, views, redis: new SmallThings(clock), replacements, adapterOf };
    this.hosts = new Hosts(weather, this.shared);
  }

  /** Before the story begins: the merchant's account, goods and processors. */
  furnish(terms: Terms): Promise<void> {
    return layOut(this.store, terms, (store, work) => inCalm(store, this.shared, work));
  }

  /** All that Redis held is gone. */
  wipeRedis(): void {
    const { views, redis } = this.shared;
    for (const held of [views, redis, this.timers, this.readers]) held.wipe();
  }

  /** The same, and the reactor begins at the first event. */
  replay(): void {
    this.wipeRedis();
    this.readers.beginAnew();
  }
}

const CALM: Climate = {
  dies: 0,
  freezes: 0,
  storeFails: 0,
  callIsLost: 0,
  callIsLate: 0,
  callIsDoubled: 0,
  redisFails: 0,
  noticeIsLost: 0,
  noticeIsLate: 0,
};
const HOUR_MS = 3_600_000;

/** A process in a time of its own, before every story, in which nothing goes wrong. */
async function inCalm(store: EventStore, shared: Shared, work: (container: Container) => Promise<void>): Promise<void> {
  const clock = new SimClock(BEGIN - HOUR_MS);
  const weather = new Weather({ chance: new Chance(0), clock, climate: CALM, calmAt: BEGIN, only: null });
  const views = new SimViews(clock, () => undefined);
  const { container } = lifeOf(new FaultyProcess('calm', weather), { ...shared, store, clock, views, replacements: [] });
  await Promise.all([work(container), clock.run(BEGIN)]);
}

/** Tells of what is appended, each event once. */
export class WatchedStore extends InMemoryEventStore {
  private readonly reached = new Map<string, number>();

  constructor(private readonly appended: (events: readonly RecordedEvent[]) => void) {
    super();
  }

  override async append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendResult> {
    const result = await super.append(stream, expected, events);
    const next = this.reached.get(stream) ?? 0;
    const recorded = await super.read(stream, next);
    this.reached.set(stream, next + recorded.length);
    if (recorded.length > 0) this.appended(recorded);
    return result;
  }
}
