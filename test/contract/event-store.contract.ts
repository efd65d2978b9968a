// What every event store promises.
import { type EventStore, Upcasting, uuidV5 } from '@tillstream/event-sourcing';
import fc from 'fast-check';
import { all, anEvent, type EventStoreBench, faultKindOf, type OpenEventStore, placesOf, put, someEvents } from './event-store.fixtures';
import { describeSubscriptions } from './event-store-subscription.contract';

const upcasting = new Upcasting([
  { category: 'ancient', type: 'Coin', from: 1, up: (data) => ({ type: 'CoinAdded', data: { ...data, currency: 'EUR' } }) },
]);

export function describeEventStore(name: string, open: OpenEventStore): void {
  describe(`event store: ${name}`, () => {
    let bench: EventStoreBench;
    let store: EventStore;
    let tests = 0;
    let stream = '';
    beforeAll(async () => {
      bench = await open(upcasting);
      store = bench.store;
    }, 120_000);
    beforeEach(() => {
      stream = `drawer${++tests}-A`;
    });
    afterAll(() => bench.close());

    describe('append', () => {
      it('begins a stream', async () => {
        const result = await store.append(stream, -1, someEvents(stream, 1));
        expect(result).toMatchObject({ kind: 'appended', revision: 0 });
        expect(await store.read(stream)).toEqual([
          { ...anEvent(stream, 0), stream, revision: 0, position: 'position' in result ? result.position : null },
        ]);
      });

      it('numbers events without a gap, at growing positions', async () => {
        const first = await put(store, stream, 3);
        const second = await put(store, stream, { count: 2, from: 3 });
        expect([first.revision, second.revision]).toEqual([2, 4]);
        const events = await store.read(stream);
        expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
        const positions = events.map(({ position }) => position);
        expect([...positions].sort((a, b) => Number(a - b))).toEqual(positions);
        expect(new Set(positions).size).toBe(5);
        expect([positions[2], positions[4]]).toEqual([first.position, second.position]);
      });

      it.each([[-1], [0], [2], [7]])('is a conflict where the stream is at 1 and %i was expected', async (expected) => {
        await put(store, stream, 2);
        expect(await store.append(stream, expected, [anEvent(stream, 99)])).toEqual({ kind: 'conflict', actual: 1 });
        expect(await store.read(stream)).toHaveLength(2);
      });

      it('is a conflict where there is no stream and one was expected', async () => {
        expect(await store.append(stream, 0, someEvents(stream, 1))).toEqual({ kind: 'conflict', actual: -1 });
        expect(await store.read(stream)).toEqual([]);
      });

      it('lets exactly one of many win a race', async () => {
        const results = await Promise.all(Array.from({ length: 20 }, (_, index) => store.append(stream, -1, [anEvent(stream, index)])));
        expect(results.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
        expect(results.filter((result) => result.kind === 'conflict' && result.actual === 0)).toHaveLength(19);
        expect(await store.read(stream)).toHaveLength(1);
      });

      it('is all or nothing', async () => {
        await put(store, stream, 1);
        await store.append(stream, -1, someEvents(stream, 3, 5));
        expect(placesOf(await store.read(stream))).toEqual([`${stream}@0`]);
      });

      it('needs an event', async () => {
        await expect(store.append(stream, -1, [])).rejects.toThrow(TypeError);
      });

      it('is refused when it is too large, and nothing else suffers', async () => {
        const large = anEvent(stream, 0, { data: { text: 'x'.repeat(1_100_000) } });
        const other = put(store, `${stream}other`, 1);
        expect(await faultKindOf(store.append(stream, -1, [large]))).toBe('refused');
        expect((await other).revision).toBe(0);
        expect(await store.read(stream)).toEqual([]);
        expect(await put(store, stream, 1)).toMatchObject({ revision: 0 });
      });
    });

    describe('the same append again', () => {
      it('answers the same and stores nothing', async () => {
        const events = someEvents(stream, 3);
        const first = await store.append(stream, -1, events);
        expect(await store.append(stream, -1, events)).toEqual(first);
        expect(await store.read(stream)).toHaveLength(3);
      });

      it('answers the same when others came after it', async () => {
        await put(store, stream, 1);
        const mine = someEvents(stream, 2, 1);
        const first = await store.append(stream, 0, mine);
        await put(store, stream, { count: 4, from: 3 });
        expect(await store.append(stream, 0, mine)).toEqual(first);
        expect(await store.read(stream)).toHaveLength(7);
      });

      it('answers the same at the same time', async () => {
        const events = someEvents(stream, 2);
        const results = await Promise.all([1, 2, 3, 4].map(() => store.append(stream, -1, events)));
        expect(new Set(results.map((result) => JSON.stringify(result, (_key, value: unknown) => String(value)))).size).toBe(1);
        expect(results[0]).toMatchObject({ kind: 'appended', revision: 1 });
        expect(await store.read(stream)).toHaveLength(2);
      });

      it('is a conflict when any of its events is another', async () => {
        await put(store, stream, 3);
        const actual = 2;
        expect(await store.append(stream, -1, [anEvent(stream, 0), anEvent(stream, 77)])).toEqual({ kind: 'conflict', actual });
        expect(await store.append(stream, -1, [anEvent(stream, 77), anEvent(stream, 1)])).toEqual({ kind: 'conflict', actual });
        expect(await store.append(stream, -1, someEvents(stream, 4))).toEqual({ kind: 'conflict', actual });
        expect(await store.append(stream, 0, someEvents(stream, 2))).toEqual({ kind: 'conflict', actual });
      });
    });

    describe('read', () => {
      it('is empty for an unknown stream', async () => {
        expect(await store.read(stream)).toEqual([]);
        expect(await store.readLast(stream)).toBeNull();
      });

      it.each([
        [0, [0, 1, 2, 3, 4]],
        [3, [3, 4]],
        [4, [4]],
        [5, []],
        [50, []],
      ])('begins at %i', async (from, revisions) => {
        await put(store, stream, 5);
        expect((await store.read(stream, from)).map(({ revision }) => revision)).toEqual(revisions);
      });

      it('gives all of a long stream', async () => {
        for (let first = 0; first < 1_500; first += 500) await put(store, stream, { count: 500, from: first });
        const events = await store.read(stream);
        expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 1_500 }, (_, index) => index));
      });

      it('sees what was just appended, in any stream', async () => {
        for (let number = 0; number < 20; number++) {
          await put(store, stream, { count: 1, from: number });
          expect(await store.readLast(stream)).toMatchObject({ revision: number, data: { amountAtom: number } });
        }
      });

      it('gives back data and metadata just as they were', async () => {
        let number = 0;
        await fc.assert(
          fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.string({ unit: 'grapheme' }), async (data, reason) => {
            const own = `${stream}${++number}`;
            const event = anEvent(own, 0, { data });
            await store.append(own, -1, [{ ...event, metadata: { ...event.metadata, reason } }]);
            const [read] = await store.read(own);
            expect(JSON.stringify(read?.data)).toBe(JSON.stringify(data));
            expect(read?.metadata).toEqual({ ...event.metadata, reason });
          }),
          { numRuns: 50 },
        );
      });

      it('upcasts', async () => {
        const old = `ancient-${tests}`;
        await store.append(old, -1, [anEvent(old, 0, { type: 'Coin', id: uuidV5(`${old} again`) })]);
        const expected = { type: 'CoinAdded', data: { amountAtom: 0, currency: 'EUR' }, stored: { type: 'Coin', data: { amountAtom: 0 } } };
        expect(await store.read(old)).toMatchObject([expected]);
        expect(await store.readLast(old)).toMatchObject(expected);
        expect(await all(store.readAll([old]))).toMatchObject([expected]);
      });
    });

    describe('limit', () => {
      it('keeps the newest events, and numbering goes on', async () => {
        await put(store, stream, 3);
        await store.limit(stream, { maxCount: 1 });
        expect(placesOf(await store.read(stream))).toEqual([`${stream}@2`]);
        await put(store, stream, { count: 2, from: 3 });
        expect(placesOf(await store.read(stream))).toEqual([`${stream}@4`]);
        expect(await store.readLast(stream)).toMatchObject({ revision: 4 });
        expect(await store.append(stream, -1, [anEvent(stream, 99)])).toEqual({ kind: 'conflict', actual: 4 });
      });

      it('can be set before the first event, again, and otherwise', async () => {
        await store.limit(stream, { maxCount: 1 });
        await store.limit(stream, { maxCount: 1 });
        await put(store, stream, 4);
        expect(await store.read(stream)).toHaveLength(1);
        await store.limit(stream, { maxCount: 3, maxAgeSeconds: 3_600 });
        expect(placesOf(await store.read(stream))).toEqual([1, 2, 3].map((revision) => `${stream}@${revision}`));
        await store.limit(stream, { maxAgeSeconds: 3_600 });
        expect(await store.read(stream)).toHaveLength(4);
      });
    });

    describe('tombstone', () => {
      it('is the end of a stream', async () => {
        await put(store, stream, 2);
        await store.tombstone(stream);
        expect(await faultKindOf(store.read(stream))).toBe('gone');
        expect(await faultKindOf(store.readLast(stream))).toBe('gone');
        expect(await faultKindOf(store.append(stream, 1, someEvents(stream, 1, 2)))).toBe('gone');
        expect(await faultKindOf(store.append(stream, -1, someEvents(stream, 2)))).toBe('gone');
        expect(await faultKindOf(store.limit(stream, { maxCount: 1 }))).toBe('gone');
      });

      it('may be set twice, and where there was no stream', async () => {
        await store.tombstone(stream);
        await store.tombstone(stream);
        expect(await faultKindOf(store.append(stream, -1, someEvents(stream, 1)))).toBe('gone');
      });

      it('leaves others alone', async () => {
        await put(store, `${stream}A`, 1);
        await put(store, stream, 1);
        await store.tombstone(stream);
        expect(await store.read(`${stream}A`)).toHaveLength(1);
      });
    });

    it('head is the position of the newest event', async () => {
      const { position } = await put(store, stream, 2);
      expect(await store.head()).toBe(position);
      expect((await put(store, stream, { count: 1, from: 2 })).position).toBeGreaterThan(position);
    });

    describeSubscriptions(() => ({ store, prefix: `feed${++tests}` }));
  });
}
