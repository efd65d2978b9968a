// What every keeper of circuit breakers promises.
import type { BreakerFailure, Breakers } from '@tillstream/event-sourcing';

export interface BreakersBench {
  readonly breakers: Breakers;
  /** Lets time go by until `probe` is true; fails when that does not come. */
  until(probe: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

const failure = (changes: Partial<BreakerFailure> = {}): BreakerFailure => ({
  reason: 'connection', most: 3, withinMs: 60_000, keptMs: 600_000, ...changes,
}); // prettier-ignore
const nothing = { recentFailures: 0, openedAgoMs: null, lastFailure: null };

export function describeBreakers(name: string, make: () => Promise<BreakersBench>): void {
  describe(`circuit breakers: ${name}`, () => {
    let bench: BreakersBench;
    beforeAll(async () => {
      bench = await make();
    });
    afterAll(() => bench.close());
    const look = async (what: string) => (await bench.breakers.look([what]))[0];
    const fails = async (what: string, count: number, changes: Partial<BreakerFailure> = {}) => {
      for (let nth = 0; nth < count; nth++) await bench.breakers.failed(what, failure(changes));
    };

    it('know nothing of what has never failed', async () => expect(await bench.breakers.look(['a', 'b'])).toEqual([nothing, nothing]));

    it('open with the failure that is one too many', async () => {
      await fails('three', 2);
      expect(await look('three')).toMatchObject({ recentFailures: 2, openedAgoMs: null, lastFailure: { reason: 'connection' } });
      await fails('three', 1, { reason: 'configuration' });
      expect(await look('three')).toMatchObject({
        recentFailures: 3,
        openedAgoMs: expect.any(Number),
        lastFailure: { reason: 'configuration' },
      });
    });

    it('tell each name by itself, in the order of the question', async () => {
      await fails('left', 1);
      expect(await bench.breakers.look(['right', 'left'])).toMatchObject([nothing, { recentFailures: 1 }]);
    });

    it('forget everything once it works', async () => {
      await fails('mended', 4);
      await bench.breakers.worked('mended');
      expect(await look('mended')).toEqual(nothing);
      await fails('mended', 1);
      expect(await look('mended')).toMatchObject({ recentFailures: 1, openedAgoMs: null });
    });

    it('do not open for failures that are further apart than the window', async () => {
      await fails('rare', 2, { withinMs: 100 });
      await bench.until(async () => (await look('rare'))?.recentFailures === 0);
      await fails('rare', 2, { withinMs: 100 });
      expect(await look('rare')).toMatchObject({ openedAgoMs: null });
    });

    it('that are open are opened anew by each failure, however long after', async () => {
      await fails('open', 3, { withinMs: 100 });
      await bench.until(async () => ((await look('open'))?.openedAgoMs ?? 0) >= 150);
      await fails('open', 1, { withinMs: 100 });
      const after = await look('open');
      expect(after?.recentFailures).toBeLessThanOrEqual(1);
      expect(after?.openedAgoMs).toBeLessThan(150);
    });

    it('forget what nothing was heard of for long', async () => {
      await fails('silent', 5, { keptMs: 120 });
      await bench.until(async () => (await look('silent'))?.lastFailure === null);
      expect(await look('silent')).toEqual(nothing);
    });

    it('count every one of many at once', async () => {
      await Promise.all(Array.from({ length: 20 }, () => bench.breakers.failed('crowd', failure({ most: 50 }))));
      expect(await look('crowd')).toMatchObject({ recentFailures: 20, openedAgoMs: null });
    });
  });
}
