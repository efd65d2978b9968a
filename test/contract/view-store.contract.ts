// What every view store promises.
import { MOST_DOCUMENTS_TESTED } from '@tillstream/event-sourcing';
import { aDocument, allSessions, keysOf, resourceOf, type ViewStoreBench } from './view-store.fixtures';

export function describeViewStore(name: string, make: () => Promise<ViewStoreBench>): void {
  describe(`view store: ${name}`, () => {
    let bench: ViewStoreBench;
    beforeAll(async () => {
      bench = await make();
    });
    beforeEach(() => bench.wipe());
    afterAll(() => bench.close());

    describe('documents', () => {
      it('are read as they were written', async () => {
        const state = { none: null, text: 'line\nbreak ✓ "{}"', list: [1, [], {}], amountAtom: 9_007_199_254_740_991, isPaid: false };
        const document = aDocument({ state, revision: 12 });
        await bench.store.write([document]);
        expect(await bench.other.get('acc_dev_one', 'checkoutSession', 'a')).toEqual(resourceOf(document));
      });

      it('are found by account, category and key', async () => {
        await bench.store.write([aDocument()]);
        expect(await bench.store.get('acc_dev_one', 'checkoutSession', 'b')).toBeNull();
        expect(await bench.store.get('acc_dev_one', 'price', 'a')).toBeNull();
        expect(await bench.store.get('acc_dev_two', 'checkoutSession', 'a')).toBeNull();
      });

      it('are read many at once, in the order that was asked for', async () => {
        const [a, b] = [aDocument({ key: 'a' }), aDocument({ key: 'b' })];
        await bench.store.write([a, b]);
        const found = await bench.store.getMany('acc_dev_one', 'checkoutSession', ['b', 'missing', 'a', 'b']);
        expect(found).toEqual([resourceOf(b), null, resourceOf(a), resourceOf(b)]);
        expect(await bench.store.getMany('acc_dev_one', 'checkoutSession', [])).toEqual([]);
      });

      it('tell their revisions', async () => {
        const far = aDocument({ key: 'x-1', category: 'price', accountId: 'acc_dev_two', revision: 1_234_567 });
        await bench.store.write([aDocument({ revision: 7 }), far]);
        const asked = [
          { accountId: 'acc_dev_two', stream: 'price-x-1' },
          { accountId: 'acc_dev_one', stream: 'price-x-1' },
          { accountId: 'acc_dev_one', stream: 'checkoutSession-a' },
        ];
        expect(await bench.store.revisions(asked)).toEqual([1_234_567, null, 7]);
        expect(await bench.store.revisions([])).toEqual([]);
      });

      it('change nothing when they are not newer', async () => {
        const document = aDocument({ revision: 10, indexes: { all: 1 }, counters: { open: 1 }, due: 5 });
        await bench.store.write([document]);
        const late = { state: { status: 'other' }, indexes: { other: 2 }, counters: { open: 5 }, due: 1 };
        await bench.other.write([aDocument({ ...late, revision: 9 }), aDocument({ ...late, revision: 10 })]);
        expect(await bench.store.get('acc_dev_one', 'checkoutSession', 'a')).toEqual(resourceOf(document));
        expect(await keysOf(bench.store)).toEqual(['a']);
        expect(await keysOf(bench.store, { index: 'other' })).toEqual([]);
        expect(await bench.store.counters('acc_dev_one', ['open'])).toEqual([1]);
        expect(await bench.store.due(100, 10)).toMatchObject([{ at: 5, revision: 10 }]);
      });

      it('may come many at once', async () => {
        const documents = Array.from({ length: 450 }, (_, index) => aDocument({ key: `k${index}`, indexes: { all: index } }));
        await bench.store.write(documents);
        await bench.store.write([]);
        expect(await bench.store.list({ ...allSessions, offset: 440 })).toMatchObject({ total: 450, items: { length: 10 } });
      });
    });

    describe('contributions', () => {
      it('are replaced with the document they belong to', async () => {
        await bench.store.write([aDocument({ indexes: { all: 1, open: 1, customer: 1 }, counters: { uses: 2, gone: 3 } })]);
        await bench.store.write([aDocument({ revision: 1, indexes: { all: 1, paid: 1, customer: 9 }, counters: { uses: 5, new: -4 } })]);
        expect(await keysOf(bench.store)).toEqual(['a']);
        expect(await keysOf(bench.store, { index: 'open' })).toEqual([]);
        expect(await keysOf(bench.store, { index: 'paid' })).toEqual(['a']);
        expect(await keysOf(bench.store, { index: 'customer', from: 2 })).toEqual(['a']);
        expect(await bench.store.counters('acc_dev_one', ['gone', 'uses', 'new', 'unknown'])).toEqual([0, 5, -4, 0]);
        await bench.store.write([aDocument({ revision: 2 })]);
        expect(await bench.store.list(allSessions)).toEqual({ items: [], total: 0, totalCapped: false });
        expect(await bench.store.counters('acc_dev_one', ['uses', 'new'])).toEqual([0, 0]);
        expect(await bench.store.counters('acc_dev_one', [])).toEqual([]);
      });

      it('are counted over all documents of one account', async () => {
        await bench.store.write([
          aDocument({ key: 'a', counters: { uses: 1 } }),
          aDocument({ key: 'b', counters: { uses: 2 }, category: 'price' }),
          aDocument({ key: 'a', counters: { uses: 4 }, accountId: 'acc_dev_two' }),
        ]);
        expect(await bench.store.counters('acc_dev_one', ['uses'])).toEqual([3]);
        expect(await bench.store.counters('acc_dev_two', ['uses'])).toEqual([4]);
      });

      it('are exact whatever arrives when, and from whom', async () => {
        const revisions = Array.from({ length: 40 }, (_, revision) => revision);
        const writes = revisions.flatMap((revision) =>
          ['a', 'b', 'c'].map((key) =>
            aDocument({ key, revision, indexes: { [`at-${revision % 3}`]: revision }, counters: { sum: revision }, due: revision }),
          ),
        );
        const shuffled = writes
          .map((write, index) => ({ write, place: (index * 61) % 97 }))
          .sort((left, right) => left.place - right.place);
        await Promise.all(shuffled.map(({ write }, index) => (index % 2 ? bench.store : bench.other).write([write])));
        expect(await bench.store.counters('acc_dev_one', ['sum'])).toEqual([3 * 39]);
        expect(await keysOf(bench.store, { index: 'at-0' })).toEqual(['a', 'b', 'c']);
        expect(await keysOf(bench.store, { index: 'at-1' })).toEqual([]);
        expect(await keysOf(bench.store, { index: 'at-2' })).toEqual([]);
        expect((await bench.store.due(1_000, 1_000)).map(({ at, revision }) => [at, revision])).toEqual([[39, 39], [39, 39], [39, 39]]); // prettier-ignore
      });
    });

    describe('lists', () => {
      const scores = { c: 10, a: 20, d: 20, b: 20, e: 30 };
      beforeEach(() => bench.store.write(Object.entries(scores).map(([key, all]) => aDocument({ key, indexes: { all } }))));

      it('are sorted by score, then by key, either way', async () => {
        expect(await keysOf(bench.store)).toEqual(['c', 'a', 'b', 'd', 'e']);
        expect(await keysOf(bench.store, { order: 'descending' })).toEqual(['e', 'd', 'b', 'a', 'c']);
      });

      it('come in pages, with the whole total', async () => {
        const page = await bench.store.list({ ...allSessions, offset: 1, limit: 2 });
        expect({ ...page, items: page.items.map(({ key }) => key) }).toEqual({ items: ['a', 'b'], total: 5, totalCapped: false });
        expect(await bench.store.list({ ...allSessions, offset: 0, limit: 0 })).toEqual({ items: [], total: 5, totalCapped: false });
        expect(await bench.store.list({ ...allSessions, offset: 7 })).toEqual({ items: [], total: 5, totalCapped: false });
      });

      it('may be cut to scores, both ends included', async () => {
        expect(await keysOf(bench.store, { from: 20 })).toEqual(['a', 'b', 'd', 'e']);
        expect(await keysOf(bench.store, { until: 20, order: 'descending' })).toEqual(['d', 'b', 'a', 'c']);
        expect(await keysOf(bench.store, { from: 11, until: 29, offset: 1, limit: 1 })).toEqual(['b']);
        expect((await bench.store.list({ ...allSessions, from: 11, until: 29, limit: 1 })).total).toBe(3);
        expect(await bench.store.list({ ...allSessions, from: 31 })).toEqual({ items: [], total: 0, totalCapped: false });
      });

      it('hold what the test lets through', async () => {
        const isWanted = ({ key }: { readonly key: string }) => 'abe'.includes(key);
        expect(await keysOf(bench.store, { test: isWanted })).toEqual(['a', 'b', 'e']);
        expect(await keysOf(bench.store, { test: isWanted, order: 'descending', offset: 1, limit: 1 })).toEqual(['b']);
        expect(await keysOf(bench.store, { test: isWanted, until: 20 })).toEqual(['a', 'b']);
        expect(await bench.store.list({ ...allSessions, test: isWanted, limit: 1 })).toMatchObject({ total: 3, totalCapped: false });
      });

      it('are those of one account and one category', async () => {
        await bench.store.write([aDocument({ key: 'x', category: 'price', indexes: { all: 1 } })]);
        await bench.store.write([aDocument({ key: 'y', accountId: 'acc_dev_two', indexes: { all: 1 } })]);
        expect(await keysOf(bench.store)).toHaveLength(5);
        expect(await keysOf(bench.store, { category: 'price' })).toEqual(['x']);
        expect(await keysOf(bench.store, { accountId: 'acc_dev_two' })).toEqual(['y']);
      });

      it('are tested up to a bound, and say so', async () => {
        if (bench.isSlow) return;
        const many = (count: number, from: number) =>
          Array.from({ length: count }, (_, index) =>
            aDocument({ key: `k${String(from + index).padStart(6, '0')}`, indexes: { many: from + index } }),
          );
        const test = () => true;
        await bench.store.write(many(MOST_DOCUMENTS_TESTED, 0));
        expect(await bench.store.list({ ...allSessions, index: 'many', test, limit: 1 })).toMatchObject({
          total: 10_000,
          totalCapped: false,
        });
        await bench.store.write(many(1, MOST_DOCUMENTS_TESTED));
        const last = { ...allSessions, index: 'many', offset: MOST_DOCUMENTS_TESTED - 1 };
        expect(await bench.store.list({ ...last, test })).toMatchObject({ items: [{ key: 'k009999' }], total: 10_000, totalCapped: true });
        expect(await bench.store.list(last)).toMatchObject({ items: { length: 2 }, total: 10_001, totalCapped: false });
      });
    });

    describe('what is due', () => {
      it('is listed over all accounts, earliest first', async () => {
        await bench.store.write([
          aDocument({ key: 'late', due: 300 }),
          aDocument({ key: 'first', accountId: 'acc_dev_two', due: 100, revision: 4 }),
          aDocument({ key: 'p', category: 'price', due: 200 }),
          aDocument({ key: 'never', due: null }),
        ]);
        const [first, second, late] = [
          { accountId: 'acc_dev_two', stream: 'checkoutSession-first', revision: 4, at: 100 },
          { accountId: 'acc_dev_one', stream: 'price-p', revision: 0, at: 200 },
          { accountId: 'acc_dev_one', stream: 'checkoutSession-late', revision: 0, at: 300 },
        ];
        expect(await bench.store.due(1_000, 10)).toEqual([first, second, late]);
        expect(await bench.store.due(200, 10)).toEqual([first, second]);
        expect(await bench.store.due(99, 10)).toEqual([]);
        expect(await bench.store.due(1_000, 2)).toEqual([first, second]);
        expect(await bench.store.due(1_000, 0)).toEqual([]);
      });

      it('follows its document', async () => {
        await bench.store.write([aDocument({ due: 100 })]);
        await bench.store.write([aDocument({ revision: 1, due: 500 })]);
        expect(await bench.store.due(400, 10)).toEqual([]);
        expect(await bench.store.due(500, 10)).toMatchObject([{ revision: 1, at: 500 }]);
        await bench.store.write([aDocument({ revision: 2, due: 50 })]); // earlier than anybody has looked for
        expect(await bench.store.due(60, 10)).toMatchObject([{ revision: 2, at: 50 }]);
        await bench.store.write([aDocument({ revision: 3, due: null })]);
        expect(await bench.store.due(1_000, 10)).toEqual([]);
        await bench.store.write([aDocument({ revision: 4, due: 70 })]);
        expect(await bench.store.due(1_000, 10)).toMatchObject([{ revision: 4, at: 70 }]);
      });

      it('is the earliest, also when many accounts were due earlier once', async () => {
        const accounts = Array.from({ length: 150 }, (_, index) => `acc_dev_${index}`);
        await bench.store.write(accounts.map((accountId) => aDocument({ accountId, due: 10 })));
        await bench.store.write(accounts.map((accountId) => aDocument({ accountId, revision: 1, due: 500 })));
        await bench.store.write([aDocument({ due: 300 })]);
        expect(await bench.store.due(1_000, 1)).toMatchObject([{ accountId: 'acc_dev_one', at: 300 }]);
      });

      it('is found in many accounts, however often nothing was', async () => {
        const accounts = Array.from({ length: 250 }, (_, index) => `acc_dev_${String(index).padStart(3, '0')}`);
        await bench.store.write(accounts.map((accountId, index) => aDocument({ accountId, due: 1_000 - index })));
        expect(await bench.store.due(750, 100)).toEqual([]);
        const found = await bench.store.due(1_000, 20);
        expect(found.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, index) => 751 + index));
        await bench.store.write(accounts.map((accountId) => aDocument({ accountId, revision: 1, due: null })));
        expect(await bench.store.due(1_000, 20)).toEqual([]);
        await bench.store.write(accounts.map((accountId) => aDocument({ accountId, revision: 2, due: 900 })));
        expect(await bench.store.due(1_000, 1_000)).toHaveLength(250);
      });
    });

    describe('the checkpoint', () => {
      const start = { generation: 'g1', position: null, complete: false };

      it('moves by compare-and-set', async () => {
        expect(await bench.store.checkpoint()).toBeNull();
        expect(await bench.store.moveCheckpoint(start, { ...start, complete: true })).toBe(false);
        expect(await bench.store.moveCheckpoint(null, start)).toBe(true);
        expect(await bench.other.moveCheckpoint(null, { ...start, generation: 'g2' })).toBe(false);
        const next = { generation: 'g1', position: 9_223_372_036_854_775_807n, complete: true };
        expect(await bench.other.moveCheckpoint(start, next)).toBe(true);
        expect(await bench.store.checkpoint()).toEqual(next);
        expect(await bench.store.moveCheckpoint(start, next)).toBe(false);
      });

      it('is moved by one of many', async () => {
        await bench.store.moveCheckpoint(null, start);
        const moves = Array.from({ length: 20 }, (_, index) => bench.store.moveCheckpoint(start, { ...start, position: BigInt(index) }));
        expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1);
      });

      it('is lost with the views', async () => {
        await bench.store.moveCheckpoint(null, start);
        await bench.wipe();
        expect(await bench.store.checkpoint()).toBeNull();
        expect(await bench.store.moveCheckpoint(start, { ...start, complete: true })).toBe(false);
      });
    });

    it('has a clock', async () => {
      const before = await bench.store.now();
      expect(Number.isInteger(before)).toBe(true);
      expect(before).toBeGreaterThan(Date.UTC(2024, 0, 1));
      expect(await bench.store.now()).toBeGreaterThanOrEqual(before);
    });
  });
}
