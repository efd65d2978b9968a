import type { Position, RecordedEvent } from './event';
import { StopRunner } from './failure-policy';
import { Fault } from './faults';
import { InMemoryEventStore } from './in-memory/event-store';
import { InMemoryParkedEvents } from './in-memory/parked-events';
import { Log } from './ports/logger';
import { propose } from './proposal';
import { foldStream } from './resource';
import { type PageHandler, SubscriptionRunner } from './subscription-runner';
import { contextFor, drawer, SkippingClock } from './testing/drawer';

/** Counts what is complained about. */
class CountingLog extends Log {
  errors = 0;
  readonly answers: string[] = [];
  info(): void {
    this.errors += 0;
  }
  warn(fields: object): void {
    if ('answer' in fields) this.answers.push(String(fields.answer));
  }
  error(): void {
    this.errors += 1;
  }
}

/** A runner that never comes to an end fails its test instead of holding up the suite. */
class BoundedClock extends SkippingClock {
  private sleeps = 0;

  override sleep(ms: number): Promise<void> {
    if (++this.sleeps > 1_000) throw new Error('slept a thousand times');
    return super.sleep(ms);
  }
}

class World implements PageHandler {
  readonly store = new InMemoryEventStore();
  readonly clock = new BoundedClock();
  readonly parked = new InMemoryParkedEvents();
  readonly log = new CountingLog();
  readonly handled: string[] = [];
  readonly moves: { position: Position | null; caughtUp: boolean }[] = [];
  readonly stop = new AbortController();
  /** Called before an event counts as handled. */
  onEvent: (event: RecordedEvent) => void = () => undefined;
  onAdvance: () => void = () => undefined;
  private at: Position | null = null;

  async append(key: string, coins = 1): Promise<void> {
    const stream = `drawer-${key}`;
    const folded = foldStream(drawer, stream, await this.store.read(stream));
    const events = Array.from({ length: coins }, () => ({ type: 'CoinAdded' as const, data: { amountAtom: 1 } }));
    await this.store.append(stream, folded.revision, propose({ type: drawer, folded, events, context: contextFor(key), now: 1 }));
  }

  handle(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) this.onEvent(event);
    this.handled.push(...events.map(nameOf));
    return Promise.resolve();
  }

  advance(position: Position | null, caughtUp: boolean): Promise<void> {
    this.onAdvance();
    this.at = position;
    this.moves.push({ position, caughtUp });
    return Promise.resolve();
  }

  position(): Promise<Position | null> {
    return Promise.resolve(this.at);
  }

  run(store = this.store): Promise<void> {
    const { clock, parked, log } = this;
    return new SubscriptionRunner({ name: 'spec', prefixes: ['drawer-'], store, handler: this, parked, clock, log }).run(this.stop.signal);
  }

  /** Runs until the last event there is was handled or parked and the position moved past it. */
  async runToTheHead(): Promise<void> {
    const head = await this.store.head();
    const isThere = new Promise<void>((resolve) => {
      this.onAdvance = ((next) => () => {
        next();
        queueMicrotask(() => this.at === head && resolve());
      })(this.onAdvance);
    });
    const running = this.run();
    await isThere;
    this.stop.abort();
    await running;
  }
}

const nameOf = ({ stream, revision }: RecordedEvent): string => `${stream}@${revision}`;
function once(fails: () => void): () => void {
  let calls = 0;
  return () => {
    if (++calls === 1) fails();
  };
}

describe('subscription runner', () => {
  it('handles every event in order and moves the position behind them', async () => {
    const world = new World();
    await world.append('A', 2);
    await world.append('B');
    await world.runToTheHead();
    expect(world.handled).toEqual(['drawer-A@0', 'drawer-A@1', 'drawer-B@0']);
    expect(world.moves).toEqual([{ position: await world.store.head(), caughtUp: true }]);
  });

  it('goes on from where it was', async () => {
    const world = new World();
    await world.append('A');
    await world.advance(await world.store.head(), true);
    await world.append('A');
    await world.runToTheHead();
    expect(world.handled).toEqual(['drawer-A@1']);
  });

  it('says that it reached the head also when there is nothing at all', async () => {
    const world = new World();
    await world.runToTheHead();
    expect(world.moves).toEqual([{ position: null, caughtUp: true }]);
  });

  it('retries a page for as long as the world fails', async () => {
    const world = new World();
    await world.append('A', 2);
    let failures = 0;
    world.onEvent = () => {
      if (++failures <= 20) throw new Fault('unavailable', 'views are down');
    };
    const startedAt = world.clock.now();
    await world.runToTheHead();
    expect(world.handled).toEqual(['drawer-A@0', 'drawer-A@1']);
    expect(await world.parked.list('spec')).toEqual([]);
    expect(world.clock.now() - startedAt).toBeGreaterThan(60_000);
  });

  it('parks only the poisonous event of a page, where it can be seen, and goes on', async () => {
    const world = new World();
    await world.append('A', 3);
    await world.append('B');
    world.onEvent = (event) => {
      if (nameOf(event) === 'drawer-A@1') throw new TypeError('cannot read this');
    };
    await world.runToTheHead();
    expect(world.handled).toEqual(['drawer-A@0', 'drawer-A@2', 'drawer-B@0']);
    expect(await world.parked.list('spec')).toEqual([
      { runner: 'spec', stream: 'drawer-A', revision: 1, error: 'TypeError: cannot read this' },
    ]);
    expect(world.log.errors).toBe(1);
  });

  it('tries a bug three times before it parks', async () => {
    const world = new World();
    await world.append('A');
    let calls = 0;
    world.onEvent = () => {
      if (++calls < 3) throw new Error('a bug that passes');
    };
    await world.runToTheHead();
    expect(world.handled).toEqual(['drawer-A@0']);
    expect(await world.parked.list('spec')).toEqual([]);
  });

  it('does not move on while an event can neither be handled nor parked', async () => {
    const world = new World();
    await world.append('A');
    world.onEvent = () => {
      throw new Fault('refused', 'never');
    };
    const park = world.parked.park.bind(world.parked);
    world.parked.park = (parked) => {
      expect(world.moves).toEqual([]);
      world.parked.park = park;
      return Promise.reject(new Fault('unavailable', `no place to put ${parked.stream}`));
    };
    await world.runToTheHead();
    expect(await world.parked.list('spec')).toHaveLength(1);
  });

  it('subscribes again after a lost connection, from where it was', async () => {
    const world = new World();
    await world.append('A');
    const lost = once(() => {
      throw new Fault('unavailable', 'the connection was lost');
    });
    world.store.interceptor = { before: ({ operation }) => (operation === 'page' ? lost() : undefined) };
    await world.runToTheHead();
    expect(world.handled).toEqual(['drawer-A@0']);
    expect(world.log.answers).toEqual(['retry']);
  });

  it('asks for the position again when it could not be moved: the page comes again', async () => {
    const world = new World();
    await world.append('A');
    world.onAdvance = once(() => {
      throw new Fault('unavailable', 'the checkpoint was lost');
    });
    await world.runToTheHead();
    expect(world.handled).toEqual(['drawer-A@0', 'drawer-A@0']);
  });

  it('begins with short pauses again after a page went well', async () => {
    const world = new World();
    await world.append('A');
    let breaks = 0;
    const pauses: number[] = [];
    world.clock.sleep = (ms) => Promise.resolve(void pauses.push(ms));
    world.store.interceptor = {
      before({ operation }) {
        if (operation === 'subscribe' && ++breaks <= 3) throw new Fault('unavailable', 'down');
      },
    };
    world.onAdvance = once(() => world.store.breakSubscriptions());
    const running = world.run();
    await turns(() => pauses.length === 4);
    world.stop.abort();
    await running;
    expect(pauses).toEqual([50, 100, 200, 50]);
  });

  it('stops for good when its handler has lost the right to go on', async () => {
    const world = new World();
    await world.append('A');
    world.onEvent = () => {
      throw new StopRunner('another took over');
    };
    await world.run();
    expect(world.moves).toEqual([]);
    world.onEvent = () => undefined;
    world.onAdvance = () => {
      throw new StopRunner('another took over');
    };
    await world.run();
    expect(world.moves).toEqual([]);
  });

  it('ends when it is told to, waiting or failing', async () => {
    const waiting = new World();
    const running = waiting.run();
    await turns(() => waiting.moves.length > 0);
    waiting.stop.abort();
    await running;

    const failing = new World();
    await failing.append('A');
    let failures = 0;
    failing.onEvent = () => {
      if (++failures === 3) failing.stop.abort();
      throw new Fault('timeout', 'slow');
    };
    await failing.run();
    expect(failures).toBe(3);
    expect(failing.moves).toEqual([]);
  });

  it('survives a store that fails at once, again and again', async () => {
    const world = new World();
    let tries = 0;
    world.store.interceptor = {
      before() {
        if (++tries === 5) world.stop.abort();
        throw new Error('a bug in the adapter');
      },
    };
    await world.run();
    expect(tries).toBe(5);
  });
});

async function turns(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !isDone(); turn++) await Promise.resolve();
  expect(isDone()).toBe(true);
}
