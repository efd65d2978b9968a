import { PassThrough } from 'node:stream';
import type { AllStreamResolvedEvent, EventStoreDBClient, Filter } from '@eventstore/db-client';
import { Fault, Upcasting } from '@tillstream/event-sourcing';
import { Feed } from './feed';

const never = new AbortController().signal;

function resolved(commit: bigint, type = 'CoinAdded'): AllStreamResolvedEvent {
  const metadata = { hash: 'h', commandId: 'c' };
  const event = { streamId: 'drawer-A', id: `${commit}`, revision: commit, type, data: {}, metadata, isJson: true, created: new Date(0) };
  return { event: { ...event, position: { commit, prepare: commit } } } as AllStreamResolvedEvent;
}

/** A subscription whose server is the test. */
class Wire {
  readonly stream = Object.assign(new PassThrough({ objectMode: true, highWaterMark: 2_000 }), { unsubscribe: () => Promise.resolve() });
  filter: Filter | undefined;
  fromPosition: unknown;

  readonly client: Pick<EventStoreDBClient, 'subscribeToAll'> = {
    subscribeToAll: ({ filter, fromPosition } = {}) => {
      this.filter = filter;
      this.fromPosition = fromPosition;
      return this.stream;
    },
  };

  feed(after: bigint | null = null): Feed {
    return new Feed(this.client, { prefixes: ['drawer-'], after, upcasting: new Upcasting([]), checkpointEvery: 64 });
  }

  events(...commits: bigint[]): void {
    for (const commit of commits) this.stream.write(resolved(commit));
  }

  checkpoint(commit: bigint): void {
    void this.filter?.checkpointReached?.(this.stream, { commit, prepare: commit });
  }
}

describe('feed', () => {
  it('asks the server for its prefixes, from where it was, with checkpoints', () => {
    const wire = new Wire();
    wire.feed();
    expect(wire.filter).toMatchObject({ prefixes: ['drawer-'], maxSearchWindow: 64, checkpointInterval: 1 });
    expect(wire.fromPosition).toBe('start');
    wire.feed(7n);
    expect(wire.fromPosition).toEqual({ commit: 7n, prepare: 7n });
  });

  it('makes one page of what has arrived, at the position of its last event', async () => {
    const wire = new Wire();
    const feed = wire.feed();
    wire.events(1n, 5n, 9n);
    expect(await feed.next(never)).toMatchObject({
      events: [{ position: 1n }, { position: 5n }, { position: 9n }],
      position: 9n,
      caughtUp: false,
    });
  });

  it('makes no page larger than 500', async () => {
    const wire = new Wire();
    const feed = wire.feed();
    wire.events(...Array.from({ length: 700 }, (_, index) => BigInt(index)));
    const sizes = [(await feed.next(never))?.events.length, (await feed.next(never))?.events.length];
    expect(sizes).toEqual([500, 200]);
  });

  it('never says that it is further than the events it has handed out', async () => {
    const wire = new Wire();
    const feed = wire.feed();
    wire.events(...Array.from({ length: 600 }, (_, index) => BigInt(index)));
    wire.checkpoint(10_000n); // the server is done with all of them, half of them are still here
    wire.stream.emit('caughtUp');
    const first = await feed.next(never);
    expect(first).toMatchObject({ position: 499n, caughtUp: false });
    expect(await feed.next(never)).toMatchObject({ position: 10_000n, caughtUp: true });
  });

  it('moves on over what does not match, and never back', async () => {
    const wire = new Wire();
    const feed = wire.feed(50n);
    wire.checkpoint(100n);
    expect(await feed.next(never)).toEqual({ events: [], position: 100n, caughtUp: false });
    wire.checkpoint(90n);
    wire.stream.emit('caughtUp');
    expect(await feed.next(never)).toEqual({ events: [], position: 100n, caughtUp: true });
  });

  it('has caught up once, and stays so', async () => {
    const wire = new Wire();
    const feed = wire.feed();
    wire.stream.emit('caughtUp');
    expect(await feed.next(never)).toEqual({ events: [], position: null, caughtUp: true });
    wire.stream.emit('caughtUp');
    wire.events(3n);
    expect(await feed.next(never)).toMatchObject({ events: [{ position: 3n }], caughtUp: true });
  });

  it('passes over what the server itself wrote', async () => {
    const wire = new Wire();
    const feed = wire.feed();
    wire.stream.write(resolved(3n, '$streamDeleted'));
    expect(await feed.next(never)).toEqual({ events: [], position: 3n, caughtUp: false });
  });

  it('hands out what it has before it fails', async () => {
    const wire = new Wire();
    const feed = wire.feed();
    wire.events(1n);
    wire.stream.emit('error', new Error('lost'));
    expect((await feed.next(never))?.events).toHaveLength(1);
    await expect(feed.next(never)).rejects.toThrow('lost');
  });

  it.each(['end', 'destroy'] as const)('fails when the server ends it (%s)', async (how) => {
    const wire = new Wire();
    const feed = wire.feed();
    const next = feed.next(never);
    wire.stream[how]();
    await expect(next).rejects.toMatchObject(new Fault('unavailable', 'the event store ended the subscription'));
  });

  it('ends at once when it is told to', async () => {
    const feed = new Wire().feed();
    const stop = new AbortController();
    const waiting = feed.next(stop.signal);
    stop.abort();
    expect(await waiting).toBeNull();
  });

  it('makes one page of what follows on the heels of another', async () => {
    const wire = new Wire();
    const feed = wire.feed();
    wire.events(1n);
    expect((await feed.next(never))?.events).toHaveLength(1);
    wire.events(2n);
    const next = feed.next(never);
    await new Promise(setImmediate); // without a pause it would be taken by now
    wire.events(3n);
    expect((await next)?.events).toHaveLength(2);
  });

  it('does not wait for more when a page is full', async () => {
    const wire = new Wire();
    const feed = wire.feed();
    wire.events(...Array.from({ length: 1_000 }, (_, index) => BigInt(index)));
    expect((await feed.next(never))?.events).toHaveLength(500);
    const next = feed.next(never);
    const soon = new Promise((resolve) => setImmediate(() => resolve('a pause')));
    expect(await Promise.race([next, soon])).toMatchObject({ position: 999n });
  });

  it('waits when there is nothing', async () => {
    const wire = new Wire();
    const feed = wire.feed();
    const waiting = feed.next(never);
    wire.events(1n);
    expect((await waiting)?.events).toHaveLength(1);
  });
});
