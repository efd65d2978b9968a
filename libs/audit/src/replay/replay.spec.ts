import { contributesNothing, eventHash, type RecordedEvent, streamName, ViewCatalog } from '@tillstream/event-sourcing';
import type { Difference } from '../core/difference';
import { ACCOUNT, thing, things, WrittenThings } from '../testing/written-things';
import { Replay } from './replay';
import type { ReplayParts } from './replay-parts';
import { verifyStream } from './verify-stream';

const keyOf = (number: number) => String(number).padStart(20, '0');
const streamOf = (number: number) => streamName('thing', keyOf(number));

/** Five things, each created, then each renamed, so that the events of no stream stand together; all projected. */
async function fiveThings(): Promise<WrittenThings> {
  const written = new WrittenThings();
  for (let number = 0; number < 5; number++) await written.create(keyOf(number), `first ${number}`);
  for (let number = 0; number < 5; number++) await written.rename(keyOf(number), `second ${number}`);
  await written.project();
  return written;
}

async function replay(written: WrittenThings, parts: Partial<ReplayParts> = {}) {
  const differences: Difference[] = [];
  const progress: number[] = [];
  const run = new Replay(
    {
      eventStore: written.store,
      viewStore: written.viewStore,
      views: things,
      clock: written.clock,
      isAtRest: () => false,
      patienceMs: 0,
      ...parts,
    },
    { difference: (found) => differences.push(found), progress: ({ done }) => progress.push(done) },
  );
  return { report: await run.all(), differences, progress };
}

const view = async (written: WrittenThings, number: number) => {
  const found = await written.viewStore.get(ACCOUNT, 'thing', keyOf(number));
  if (!found) throw new Error('no such view');
  return { ...found, contributions: { indexes: {}, counters: {}, due: null } };
};

describe('a replay', () => {
  it.each([
    ['everything held', { capacity: 100 }],
    ['one state held at a time', { capacity: 1 }],
    ['every state let go at once', { isAtRest: () => true }],
  ])('finds views as the events say, with %s', async (_, parts) => {
    const { report, differences, progress } = await replay(await fiveThings(), parts);
    expect(differences).toEqual([]);
    expect(report).toEqual({ events: 10, streams: 5, differences: 0 });
    expect(progress.at(-1)).toBe(Number(await (await fiveThings()).real.head()));
  });

  it('names the fields in which a view differs', async () => {
    const written = await fiveThings();
    const altered = { ...(await view(written, 2)), revision: 2, state: { status: 'present', fields: { name: 'forged', size: 7 } } };
    await written.rename(keyOf(2), 'third 2');
    await written.viewStore.write([altered]);
    const { differences, report } = await replay(written);
    expect(report.differences).toBe(1);
    expect(differences).toEqual([
      {
        stream: streamOf(2),
        revision: 2,
        kind: 'fields-differ',
        fields: [
          { path: 'state.fields.name', events: 'third 2', view: 'forged' },
          { path: 'state.fields.size', events: null, view: 7 },
        ],
      },
    ]);
  });

  it('names a view that is missing, one that is behind and one that is ahead', async () => {
    const written = await fiveThings();
    await written.viewStore.write([{ ...(await view(written, 1)), revision: 9 }]);
    await written.rename(keyOf(3), 'third 3');
    await written.create(keyOf(7), 'never projected');
    const { differences } = await replay(written);
    expect(differences).toEqual(
      expect.arrayContaining([
        { stream: streamOf(1), revision: 1, kind: 'view-ahead', viewRevision: 9 },
        { stream: streamOf(3), revision: 2, kind: 'view-behind', viewRevision: 1 },
        { stream: streamOf(7), revision: 0, kind: 'view-missing' },
      ]),
    );
    expect(differences).toHaveLength(3);
  });

  it('looks at the pieces that live on a stream as well', async () => {
    const written = await fiveThings();
    const label = await written.viewStore.get(ACCOUNT, 'label', `l${keyOf(2)}`);
    if (!label) throw new Error('no such piece');
    const forged = { ...label, revision: 2, state: { ownerKey: keyOf(2), facts: { name: 'forged' } } };
    await written.rename(keyOf(2), 'third 2');
    await written.viewStore.write([{ ...forged, contributions: { indexes: {}, counters: {}, due: null } }]);
    await written.project();
    expect((await replay(written)).differences).toEqual([
      {
        stream: streamOf(2),
        revision: 2,
        part: `label l${keyOf(2)}`,
        kind: 'fields-differ',
        fields: [{ path: 'state.facts.name', events: 'third 2', view: 'forged' }],
      },
    ]);
  });

  it('waits for a projector that is still working, and not for one that is past', async () => {
    const written = await fiveThings();
    await written.rename(keyOf(3), 'third 3');
    const sleeps = jest.spyOn(written.clock, 'sleep').mockImplementation(() => written.project());
    expect((await replay(written, { patienceMs: 1_000 })).differences).toEqual([]);
    expect(sleeps).toHaveBeenCalledTimes(1);
    await written.viewStore.write([{ ...(await view(written, 4)), revision: 9 }]);
    expect((await replay(written, { patienceMs: 1_000 })).differences).toMatchObject([{ kind: 'view-ahead' }]);
    expect(sleeps).toHaveBeenCalledTimes(1);
  });

  it.each([
    [
      'a changed byte',
      { problem: 'hash-differs', becomes: (event: RecordedEvent) => [{ ...event, data: { ...event.data, name: 'forged' } }] },
    ],
    ['a lost event', { problem: 'revision-missing', becomes: () => [] }],
  ])('finds %s in the events', async (_, { problem, becomes }) => {
    const written = await fiveThings();
    const [stream, revision] = [streamOf(2), 0];
    written.alteration = (event) => (event.stream === stream && event.revision === revision ? becomes(event) : [event]);
    for (const capacity of [100, 1]) {
      const { differences } = await replay(written, { capacity });
      const broken = { stream, revision, kind: 'chain-broken', problem };
      expect(differences.filter((found) => found.kind === 'chain-broken' && found.problem === problem)).toEqual([broken]);
    }
    expect((await verifyStream(written.store, stream)).faults).toContainEqual({ revision, problem });
  });

  it('finds an event that was forged together with its hash, by the one that follows', async () => {
    const written = await fiveThings();
    written.alteration = (event) => {
      if (event.stream !== streamOf(3) || event.revision !== 0) return [event];
      const { hash: _, ...metadata } = event.metadata;
      const forged = { ...event, data: { ...event.data, name: 'forged' } };
      return [{ ...forged, metadata: { ...metadata, hash: eventHash({ ...forged, metadata }) } }];
    };
    const { differences } = await replay(written, { capacity: 1 });
    expect(differences).toEqual([{ stream: streamOf(3), revision: 1, kind: 'chain-broken', problem: 'previous-hash-differs' }]);
  });

  it('passes over events of a stream that it has read again since', async () => {
    const written = new WrittenThings();
    await written.create(keyOf(0), 'first');
    await written.create(keyOf(1), 'first');
    await written.rename(keyOf(0), 'second');
    await written.rename(keyOf(0), 'third');
    await written.project();
    const { report, differences } = await replay(written, { capacity: 1 });
    expect({ report, differences }).toEqual({ report: { events: 4, streams: 2, differences: 0 }, differences: [] });
  });

  it('goes on past a stream whose events make no sense', async () => {
    const written = await fiveThings();
    const evolve: typeof thing.evolve = (state, event) =>
      'name' in event.data && event.data.name === 'first 0' ? fail() : thing.evolve(state, event);
    const views = new ViewCatalog([{ type: { ...thing, evolve }, contributions: () => contributesNothing }]);
    const { differences } = await replay(written, { views });
    expect(differences.filter(({ kind }) => kind === 'events-unreadable')).toMatchObject([{ stream: streamOf(0), revision: 0 }]);
    expect(differences.every(({ stream }) => stream === streamOf(0))).toBe(true);
  });

  it('looks at one stream alone', async () => {
    const written = await fiveThings();
    await written.viewStore.write([{ ...(await view(written, 1)), revision: 9 }]);
    const found: Difference[] = [];
    const parts = { eventStore: written.store, viewStore: written.viewStore, views: things, clock: written.clock, isAtRest: () => false };
    const one = (stream: string) => new Replay(parts, { difference: (one) => found.push(one), progress: () => undefined }).one(stream);
    expect(await one(streamOf(0))).toEqual({ events: 2, streams: 1, differences: 0 });
    expect(await one(streamOf(8))).toEqual({ events: 0, streams: 0, differences: 0 });
    expect(await one(streamOf(1))).toEqual({ events: 2, streams: 1, differences: 1 });
    expect(found).toMatchObject([{ kind: 'view-ahead' }]);
  });
});

const fail = (): never => {
  throw new Error('these events make no sense');
};
