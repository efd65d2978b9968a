// Random histories: the script in Redis and the plain implementation in memory answer the same to every step.
import { type DeliveryChange, type PendingDeliveries, SilentLog } from '@tillstream/event-sourcing';
import { InMemoryPendingDeliveries } from '@tillstream/event-sourcing/in-memory';
import { RedisConnections, RedisPendingDeliveries } from '@tillstream/redis';
import fc from 'fast-check';
import { type RedisForTests, startRedis } from '../support/redis';
import { add, message } from './pending-deliveries.contract';

const E = 'endpoint000000000001';
const EPOCH = 'epoch';

type Step =
  | { readonly kind: 'add'; readonly stream: string }
  | { readonly kind: 'claim' | 'settled' | 'due'; readonly limit: number }
  | { readonly kind: 'delivered' | 'failed' | 'givenUp' | 'defer' | 'end'; readonly pick: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), stream: fc.constantFrom('a', 'b', 'c', 'd') }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('claim' as const, 'claim' as const, 'settled' as const, 'due' as const),
      limit: fc.nat(4),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'delivered' as const,
        'failed' as const,
        'failed' as const,
        'givenUp' as const,
        'defer' as const,
        'end' as const,
      ),
      pick: fc.nat(4),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'drop' } as const) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 50, 500, 5_000) }) },
);

/** Applies steps to one store and writes down what it answers; all that a step needs follows from the steps before. */
class Run {
  readonly answers: unknown[] = [];
  private now = 0;
  private position = 10n;
  private readonly revisions = new Map<string, number>();
  private readonly known: { message: string; tries: number; isProbe: boolean; isDeferred: boolean }[] = [];

  constructor(private readonly pending: PendingDeliveries) {}

  async take(steps: readonly Step[]): Promise<readonly unknown[]> {
    await this.pending.begin(EPOCH, { position: 10n, behind: {} }, []);
    for (const one of steps) this.answers.push([one.kind, await this.one(one)]);
    return this.answers;
  }

  private async one(taken: Step): Promise<unknown> {
    switch (taken.kind) {
      case 'wait':
        return (this.now += taken.ms);
      case 'add':
        return this.enqueue(add(E, this.fresh(taken.stream), this.position));
      case 'drop':
        return this.enqueue({ kind: 'drop', endpoint: E });
      case 'settled':
        return this.pending.settled(EPOCH);
      case 'due':
        return this.pending.due(this.now, taken.limit);
      case 'claim':
        return this.claim(taken.limit);
      default:
        return this.report(taken.kind, this.known.at(-1 - (taken.pick % 5)));
    }
  }

  private async claim(limit: number): Promise<unknown> {
    const claim = await this.pending.claim({ endpoint: E, now: this.now, limit, deferredLimit: 1, leaseMs: 100 });
    this.known.push(...claim.messages);
    return claim;
  }

  private report(
    kind: 'delivered' | 'failed' | 'givenUp' | 'defer' | 'end',
    claimed: (typeof this.known)[number] | undefined,
  ): Promise<unknown> {
    if (!claimed) return Promise.resolve('nothing known');
    const { message: text } = claimed;
    if (kind === 'delivered') return this.pending.delivered(E, text, this.now);
    if (kind === 'defer') return this.enqueue({ kind, endpoint: E, message: text, tries: 2, nextAt: this.now + 60 });
    if (kind === 'end') return this.enqueue({ kind, endpoint: E, message: text });
    const nextAt = kind === 'givenUp' ? null : this.now + 40;
    const attempt = { endpoint: E, message: claimed, now: this.now, nextAt, pauseAfterFailures: 2, probePausesMs: [30, 300] };
    return this.pending.failed(attempt).then(async (health) => [health, await this.pending.waiting(E, text)]);
  }

  private enqueue(change: DeliveryChange): Promise<unknown> {
    const from = this.position++;
    return this.pending.enqueue({ epoch: EPOCH, from, to: this.position, changes: [change], now: this.now });
  }

  private fresh(stream: string): string {
    const revision = this.revisions.get(stream) ?? 0;
    this.revisions.set(stream, revision + 1);
    return message(stream, revision);
  }
}

describe('pending deliveries, in Redis as in memory', () => {
  let redis: RedisForTests;
  let connections: RedisConnections;
  beforeAll(async () => {
    redis = await startRedis();
    connections = new RedisConnections({ url: redis.url, log: new SilentLog() });
  });
  afterAll(() => connections.close().finally(() => redis.stop()));

  it('answers the same to any history', async () => {
    const inRedis = new RedisPendingDeliveries(connections);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 80 }), async (steps) => {
        await connections.work.flushdb();
        const expected = await new Run(new InMemoryPendingDeliveries()).take(steps);
        expect(await new Run(inRedis).take(steps)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
