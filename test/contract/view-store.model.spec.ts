// Any history of writes gives the same answers in memory and in Redis: the reference works everything out, Redis keeps it up to date.
import { type ListQuery, SilentLog, type ViewDocument, type ViewStore } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryViewStore } from '@tillstream/event-sourcing/in-memory';
import { RedisConnections, RedisViewStore } from '@tillstream/redis';
import fc from 'fast-check';
import { type RedisForTests, startRedis } from '../support/redis';
import { aDocument } from './view-store.fixtures';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

const accounts = ['acc_dev_one', 'acc_dev_two'] as const;
const categories = ['checkoutSession', 'price'] as const;
const indexNames = ['all', 'open', 'customer:1'] as const;
const counterNames = ['uses', 'sum'] as const;

const score = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(1_900_000_000_123), fc.double({ min: -1, max: 1, noNaN: true }));
const some = (names: readonly string[], value: fc.Arbitrary<number>) =>
  fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true });

const document: fc.Arbitrary<ViewDocument> = fc
  .record({
    accountId: fc.constantFrom(...accounts),
    category: fc.constantFrom(...categories),
    key: fc.constantFrom('a', 'B', 'c'),
    revision: fc.nat(6),
    state: fc.record({ text: fc.string(), none: fc.constant(null) }),
    indexes: some(indexNames, score),
    counters: some(counterNames, fc.integer({ min: -3, max: 3 })),
    due: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map(aDocument);

const query: fc.Arbitrary<ListQuery> = fc.record(
  {
    accountId: fc.constantFrom(...accounts),
    category: fc.constantFrom(...categories),
    index: fc.constantFrom(...indexNames),
    order: fc.constantFrom('ascending', 'descending'),
    offset: fc.nat(3),
    limit: fc.nat(3),
    from: score,
    until: score,
    test: fc.constant(({ key }: { readonly key: string }) => key !== 'a'),
  },
  { requiredKeys: ['accountId', 'category', 'index', 'order', 'offset', 'limit'] },
);

type Step = { readonly write: readonly ViewDocument[] } | { readonly list: ListQuery } | { readonly due: number; readonly limit: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ write: fc.array(document, { maxLength: 4 }) }) },
  fc.record({ list: query }),
  fc.record({ due: fc.nat(10), limit: fc.nat(5) }),
);

async function answer(store: ViewStore, asked: Step): Promise<unknown> {
  if ('write' in asked) return store.write(asked.write);
  return 'list' in asked ? store.list(asked.list) : store.due(asked.due, asked.limit);
}

async function everything(store: ViewStore): Promise<unknown> {
  const places = accounts.flatMap((accountId) =>
    categories.flatMap((category) => ['a', 'B', 'c'].map((key) => ({ accountId, category, key }))),
  );
  return Promise.all([
    ...places.map(({ accountId, category, key }) => store.get(accountId, category, key)),
    store.revisions(places.map(({ accountId, category, key }) => ({ accountId, stream: `${category}-${key}` }))),
    ...accounts.map((accountId) => store.counters(accountId, counterNames)),
    store.due(100, 100),
  ]);
}

let redis: RedisForTests;
let connections: RedisConnections;
beforeAll(async () => {
  redis = await startRedis();
  connections = new RedisConnections({ url: redis.url, log: new SilentLog(), viewsTimeoutMs: 5_000 });
  await connections.ready(5_000);
});
afterAll(() => connections.close().finally(() => redis.stop()));

it('answers like the reference, whatever was written', async () => {
  let version = 0;
  const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
    const reference = new InMemoryViewStore(new FakeClock());
    const real = new RedisViewStore(connections, `model-${version++}`);
    for (const asked of steps) expect(await answer(real, asked)).toEqual(await answer(reference, asked));
    expect(await everything(real)).toEqual(await everything(reference));
  });
  await fc.assert(property, { numRuns: redis.kind === 'embedded' ? 20 : 150 });
});
