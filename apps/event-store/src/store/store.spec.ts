import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProposedEvent, type StoredEvent, TOMBSTONE } from '../core/event';
import type { Expectation } from '../core/expectation';
import { Journal } from '../storage/journal';
import { Reader } from '../storage/reader';
import type { Transaction } from '../storage/transaction';
import { Feed, Follower } from './feed';
import { fetchStream, readableStream, scan } from './scan';
import { Store } from './store';

/** The whole store in one thread. `fail` makes the next commit fail. */
class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'event-store-'));
  readonly feed = new Feed();
  fail: Error | undefined;
  reader!: Reader;
  store!: Store;

  open(): void {
    const journal = new Journal(this.folder);
    this.reader = new Reader(this.folder);
    const commit = async (transaction: Transaction): Promise<void> => {
      const error = this.fail;
      this.fail = undefined;
      if (error) throw error;
      journal.commit(transaction);
    };
    this.store = new Store(this.reader, { commit, close: async () => journal.close() }, this.feed);
  }

  async close(): Promise<void> {
    await this.store.close();
    this.reader.close();
  }

  async restart(): Promise<void> {
    await this.close();
    this.open();
  }

  append(stream: string, events: ProposedEvent[], expected: Expectation = { kind: 'any' }) {
    return this.store.append({ stream, expected }, events);
  }

  delete(stream: string, hard = false, expected: Expectation = { kind: 'any' }) {
    return this.store.delete({ stream, expected }, hard);
  }

  /** Revisions that can be read, or why none can. */
  async revisions(stream: string): Promise<number[] | 'absent' | 'deleted'> {
    const readable = readableStream(this.reader, stream);
    if (typeof readable === 'string') return readable;
    const revisions: number[] = [];
    for await (const page of scan(fetchStream(this.reader, readable, { direction: 'forward', from: 0 }))) {
      revisions.push(...page.map(({ revision }) => revision));
    }
    return revisions;
  }
}

const event = (id = randomUUID(), data = '{}'): ProposedEvent => ({
  id,
  type: 'Told',
  json: true,
  metadata: new Uint8Array(),
  data: Buffer.from(data),
});
const at = (revision: number): Expectation => ({ kind: 'revision', revision });
const none: Expectation = { kind: 'no-stream' };

let world: World;
beforeEach(() => {
  world = new World();
  world.open();
});
afterEach(async () => {
  await world.close();
  rmSync(world.folder, { recursive: true });
});

describe('appending', () => {
  it('checks against what is still on its way to the disk', async () => {
    const outcomes = await Promise.all([
      world.append('s', [event()], none),
      world.append('s', [event()], none),
      world.append('s', [event()], at(0)),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['written', 'wrong-version', 'written']);
    expect(outcomes[1]).toEqual({ kind: 'wrong-version', current: 0 });
    expect(await world.revisions('s')).toEqual([0, 1]);
  });

  it.each([none, { kind: 'any' } as const])(
    'answers a repetition as it answered the call, before and after a restart: %p',
    async (expected) => {
      const call = [event(), event()];
      const first = world.append('s', call, expected);
      const pending = world.append('s', call, expected);
      const written = await first;
      expect(written).toMatchObject({ kind: 'written', last: 1 });
      await world.append('s', [event()]);
      expect([await pending, await world.append('s', call, expected)]).toEqual([written, written]);
      await world.restart();
      expect(await world.append('s', call, expected)).toEqual(written);
      expect(await world.revisions('s')).toEqual([0, 1, 2]);
    },
  );

  it('goes on behind everything after a restart', async () => {
    const before = await world.append('s', [event()]);
    await world.restart();
    const [same, other] = [await world.append('s', [event()], at(0)), await world.append('t', [event()], none)];
    const positions = [before, same, other].map((outcome) => (outcome.kind === 'written' ? (outcome.position ?? 0) : 0));
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    expect(world.reader.allForward(0, 10).map(({ stream }) => stream)).toEqual(['s', 's', 't']);
  });

  it('forgets what could not be written', async () => {
    world.fail = new Error('disk full');
    const refused = [world.append('s', [event()], none), world.append('s', [event()], at(0)), world.append('s', [event()], none)];
    for (const refusal of refused) await expect(refusal).rejects.toThrow('disk full');
    expect(await world.revisions('s')).toBe('absent');
    expect(await world.append('s', [event()], none)).toMatchObject({ kind: 'written', last: 0 });
  });

  it('takes an empty call without writing', async () => {
    expect(await world.append('s', [])).toEqual({ kind: 'written', last: -1, position: undefined });
    expect(await world.revisions('s')).toBe('absent');
  });

  it('hands committed events to followers, in order, those of a stream only its own', async () => {
    const [all, one] = [new Follower(), new Follower()];
    world.feed.follow(all, undefined);
    world.feed.follow(one, 's');
    await Promise.all([world.append('s', [event()]), world.append('t', [event()]), world.append('s', [event()])]);
    await all.arrival();
    const seen = (follower: Follower) => follower.take().map(({ stream, revision }: StoredEvent) => `${stream}${revision}`);
    expect(seen(all)).toEqual(['s0', 't0', 's1']);
    expect(seen(one)).toEqual(['s0', 's1']);
  });
});

describe('metadata', () => {
  it('limits what can be read, whichever way it came', async () => {
    await world.append('s', [event(), event(), event(), event()]);
    await world.append('$$s', [event(undefined, '{"$maxCount":2}')]);
    expect(await world.revisions('s')).toEqual([2, 3]);
    await world.append('$$s', [event(undefined, '{"$tb":3}')]);
    expect(await world.revisions('s')).toEqual([3]);
    expect(await world.revisions('$$s')).toEqual([1]);
  });
});

describe('deleting', () => {
  it('softly hides a stream until it is written to again, with its numbers going on', async () => {
    await world.append('s', [event(), event()]);
    expect(await world.delete('s')).toMatchObject({ kind: 'written' });
    expect(await world.revisions('s')).toBe('absent');
    expect(await world.append('s', [event()], { kind: 'stream-exists' })).toEqual({ kind: 'deleted' });
    expect(await world.append('s', [event(), event()], none)).toMatchObject({ kind: 'written', last: 3 });
    expect(await world.revisions('s')).toEqual([2, 3]);
    await world.restart();
    expect(await world.revisions('s')).toEqual([2, 3]);
  });

  it('is undone by an append that comes before its commit', async () => {
    await world.append('s', [event()]);
    await Promise.all([world.delete('s'), world.append('s', [event()], at(0))]);
    expect(await world.revisions('s')).toEqual([1]);
  });

  it('is undone by new metadata', async () => {
    await world.append('s', [event()]);
    await world.delete('s');
    await world.append('$$s', [event(undefined, '{"own":1}')]);
    expect(await world.revisions('s')).toEqual([]);
    await world.append('s', [event()]);
    expect(await world.revisions('s')).toEqual([1]);
  });

  it('needs a stream, or its metadata, to be soft', async () => {
    expect(await world.delete('s')).toEqual({ kind: 'wrong-version', current: -1 });
    expect(await world.delete('s', true)).toMatchObject({ kind: 'written' });
    expect(await world.revisions('s')).toBe('deleted');
  });

  it('hard is for good, for its metadata too', async () => {
    await world.append('s', [event()]);
    await world.append('$$s', [event(undefined, '{"own":1}')]);
    const [, again, stale] = await Promise.all([world.delete('s', true), world.append('s', [event()]), world.append('$$s', [event()])]);
    expect([again, stale]).toEqual([{ kind: 'deleted' }, { kind: 'deleted' }]);
    await world.restart();
    expect(await world.append('s', [event()])).toEqual({ kind: 'deleted' });
    expect([await world.revisions('s'), await world.revisions('$$s')]).toEqual(['deleted', 'deleted']);
    expect(world.reader.allForward(0, 10)).toMatchObject([{ type: '$streamDeleted', revision: TOMBSTONE }]);
  });

  it('checks the version', async () => {
    await world.append('s', [event(), event()]);
    expect(await world.delete('s', false, at(0))).toEqual({ kind: 'wrong-version', current: 1 });
    expect(await world.delete('s', true, at(1))).toMatchObject({ kind: 'written' });
  });
});
