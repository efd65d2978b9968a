import { cpuPerOperation } from './cpu-time';
import { each, load, median } from './load';

describe('the figures of a benchmark', () => {
  it('have the middle one', () => expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]));

  it('count what was done, by so many at once', async () => {
    let [active, most] = [0, 0];
    const done = await load({ workers: 3, forMs: 30 }, async () => {
      most = Math.max(most, ++active);
      await new Promise((resolve) => setTimeout(resolve, 5));
      active -= 1;
    });
    expect(most).toBe(3);
    expect(done.perSecond).toBeCloseTo(done.operations / done.seconds);
    expect(done.p50).toBeLessThanOrEqual(done.p99);
  });

  it('count what was done one after another', async () => {
    const seen: number[] = [];
    const done = await each([1, 2, 3], async (item) => void seen.push(item));
    expect([seen, done.operations]).toEqual([[1, 2, 3], 3]);
  });

  it('never hide a failure', async () => {
    await expect(load({ workers: 2, forMs: 10 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('share CPU time by operations', () => {
    expect(cpuPerOperation({ api: 1, store: null }, { api: 1.5, store: 2 }, 1_000)).toEqual({ api: 500, store: null });
  });
});
