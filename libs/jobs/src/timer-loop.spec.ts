import { type DueEntry, Fault, type Instant, type Job, SilentLog, type ViewDocument } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryJobQueue, InMemoryViewStore } from '@tillstream/event-sourcing/in-memory';
import { TimerLoop } from './timer-loop';

class CountingQueue extends InMemoryJobQueue {
  readonly added: Job[] = [];
  failures = 0;
  override add(jobs: readonly Job[]): Promise<void> {
    if (this.failures-- > 0) return Promise.reject(new Fault('unavailable', 'down'));
    this.added.push(...jobs);
    return super.add(jobs);
  }
}

class CountingViews extends InMemoryViewStore {
  readonly asked: { readonly until: Instant; readonly limit: number }[] = [];
  behindMs = 0;
  override due(until: Instant, limit: number): Promise<readonly DueEntry[]> {
    this.asked.push({ until, limit });
    return super.due(until, limit);
  }
  override async now(): Promise<Instant> {
    return (await super.now()) - this.behindMs;
  }
}

const generation = (name: string) => ({ generation: name, position: null, complete: true });

function setUp() {
  const clock = new FakeClock(1_000_000);
  const views = new CountingViews(clock);
  const queue = new CountingQueue(clock);
  const session = (key: string, due: Instant | null, revision = 0): ViewDocument => ({
    key, revision, category: 'checkoutSession', accountId: 'acc_dev_one', createdAt: 0, updatedAt: 0, state: {},
    contributions: { indexes: {}, counters: {}, due },
  }); // prettier-ignore
  const loop = new TimerLoop({ views, queue, clock, log: new SilentLog() });
  return { clock, views, queue, session, loop, write: (...documents: ViewDocument[]) => views.write(documents) };
}

describe('timer loop', () => {
  it('adds what is due within ten minutes, once, with its own instant', async () => {
    const { clock, views, queue, session, loop, write } = setUp();
    await views.moveCheckpoint(null, generation('g'));
    await write(session('soon', clock.now() + 600_000, 4), session('later', clock.now() + 600_001), session('never', null));
    expect([await loop.tick(), await loop.tick()]).toEqual([1, 0]);
    expect(queue.added).toEqual([{ type: 'timer', accountId: 'acc_dev_one', stream: 'checkoutSession-soon', revision: 4, at: 1_600_000 }]);
  });

  it('looks a second ahead each time and ten minutes every twentieth', async () => {
    const { clock, views, loop } = setUp();
    for (let count = 0; count < 41; count++) await loop.tick();
    const far = views.asked.flatMap(({ until }, tick) => (until - clock.now() === 600_000 ? [tick] : []));
    expect(far).toEqual([0, 20, 40]);
    expect(views.asked[1]).toEqual({ until: clock.now() + 1_000, limit: 1_000 });
  });

  it('believes the clock that is behind', async () => {
    const { clock, views, loop } = setUp();
    views.behindMs = 1_000;
    await loop.tick();
    views.behindMs = -1_000;
    await loop.tick();
    expect(views.asked.map(({ until }) => until)).toEqual([clock.now() - 1_000 + 600_000, clock.now() + 1_000]);
  });

  it('adds a timer that has moved anew', async () => {
    const { clock, views, queue, session, loop, write } = setUp();
    await views.moveCheckpoint(null, generation('g'));
    await write(session('a', clock.now() + 1_000, 1));
    await loop.tick();
    await write(session('a', clock.now() + 900, 2));
    expect(await loop.tick()).toBe(1);
    expect(queue.added.map((job) => job.type === 'timer' && job.revision)).toEqual([1, 2]);
  });

  it('adds very many a thousand at a time, and all the others when it looks far', async () => {
    const { clock, views, session, loop, write } = setUp();
    await views.moveCheckpoint(null, generation('g'));
    await loop.tick();
    await write(...Array.from({ length: 2_500 }, (_, index) => session(String(index), clock.now())));
    const added: number[] = [];
    for (let tick = 1; tick <= 20; tick++) added.push(await loop.tick());
    expect([added[0], added[1], added.at(-1)]).toEqual([1_000, 0, 1_500]);
  });

  it('adds everything again when redis was emptied', async () => {
    const { clock, views, session, loop, write } = setUp();
    await views.moveCheckpoint(null, generation('one'));
    await write(session('a', clock.now()));
    expect(await loop.tick()).toBe(1);
    views.wipe();
    await write(session('a', clock.now()));
    expect([await loop.tick(), await loop.tick()]).toEqual([1, 1]); // nothing says that it stays
    await views.moveCheckpoint(null, generation('two'));
    expect([await loop.tick(), await loop.tick()]).toEqual([1, 0]);
  });

  it('adds everything again once a minute', async () => {
    const { clock, views, queue, session, loop, write } = setUp();
    await views.moveCheckpoint(null, generation('g'));
    await write(session('a', clock.now()));
    for (let count = 0; count < 240; count++) await loop.tick();
    expect(queue.added).toHaveLength(1);
    await loop.tick();
    expect(queue.added).toHaveLength(2);
  });

  it('goes on through faults until it is told to end, and forgets nothing that it could not add', async () => {
    const { clock, views, queue, session, loop, write } = setUp();
    await views.moveCheckpoint(null, generation('g'));
    await write(session('a', clock.now()));
    queue.failures = 3;
    const ending = new AbortController();
    const run = loop.run(ending.signal);
    await clock.advance(2_000);
    expect(queue.added).toHaveLength(1);
    expect(views.asked).toHaveLength(9); // every 250 ms
    ending.abort();
    await run;
    expect(clock.nextWakeAt).toBeNull();
  });
});
