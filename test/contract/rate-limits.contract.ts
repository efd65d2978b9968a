// What every rate limit promises.
import type { RateLimits } from '@tillstream/event-sourcing';

export interface RateLimitsBench {
  readonly limits: RateLimits;
  now(): number;
  /** How much later than asked for a hit may come to be counted, by `now()`. */
  readonly slackMs: number;
  /** Lets time go by until `probe` is true; fails when that does not come. */
  until(probe: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

const LONG_MS = 60_000;

export function describeRateLimits(name: string, make: () => Promise<RateLimitsBench>): void {
  describe(`rate limits: ${name}`, () => {
    let bench: RateLimitsBench;
    beforeAll(async () => {
      bench = await make();
    });
    afterAll(() => bench.close());

    it('allows as many as the limit says, then says how long to wait', async () => {
      for (let count = 0; count < 3; count++) {
        expect(await bench.limits.hit('three', 3, LONG_MS)).toEqual({ allowed: true, retryAfterMs: 0 });
      }
      const { allowed, retryAfterMs } = await bench.limits.hit('three', 3, LONG_MS);
      expect(allowed).toBe(false);
      expect(retryAfterMs).toBeGreaterThan(LONG_MS - 5_000);
      expect(retryAfterMs).toBeLessThanOrEqual(LONG_MS);
    });

    it('counts each name by itself', async () => {
      expect((await bench.limits.hit('left', 1, LONG_MS)).allowed).toBe(true);
      expect((await bench.limits.hit('right', 1, LONG_MS)).allowed).toBe(true);
      expect((await bench.limits.hit('left', 1, LONG_MS)).allowed).toBe(false);
    });

    it('allows exactly the limit of many at once', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => bench.limits.hit('crowd', 7, LONG_MS)));
      expect(answers.filter(({ allowed }) => allowed)).toHaveLength(7);
    });

    it('never allows more than the limit within any window, and goes on when the oldest is out of it', async () => {
      const windowMs = 150;
      const allowedAt: number[] = [];
      await bench.until(async () => {
        const before = bench.now();
        if ((await bench.limits.hit('sliding', 2, windowMs)).allowed) allowedAt.push(before);
        return allowedAt.length >= 6;
      });
      for (let index = 2; index < allowedAt.length; index++) {
        expect(allowedAt[index]! - allowedAt[index - 2]!).toBeGreaterThanOrEqual(windowMs - bench.slackMs);
      }
    });

    it('does not count what it refused', async () => {
      const windowMs = 120;
      await bench.limits.hit('patient', 1, windowMs);
      const startedAt = bench.now();
      await bench.until(async () => (await bench.limits.hit('patient', 1, windowMs)).allowed); // asks all the time
      expect(bench.now() - startedAt).toBeGreaterThanOrEqual(windowMs - bench.slackMs);
    });

    it('allows nothing with a limit of nothing', async () => {
      expect(await bench.limits.hit('never', 0, 1_000)).toEqual({ allowed: false, retryAfterMs: 1_000 });
    });
  });
}
