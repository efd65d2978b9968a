import { SystemClock } from './clock';

const clock = new SystemClock();

describe('the system clock', () => {
  it('says the time', () => {
    const before = Date.now();
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    expect(clock.now()).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps as long as it was told, never shorter', async () => {
    const before = performance.now();
    await clock.sleep(20);
    expect(performance.now() - before).toBeGreaterThanOrEqual(20);
    await clock.sleep(0);
    await clock.sleep(-5);
  });

  it('wakes at once when it is told to, and leaves nothing behind', async () => {
    const stop = new AbortController();
    const removed = jest.spyOn(stop.signal, 'removeEventListener');
    const sleeping = clock.sleep(1_000_000, stop.signal);
    stop.abort();
    await sleeping;
    await clock.sleep(1_000_000, stop.signal);
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('sleeps longer than the longest timer of Node', async () => {
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const stop = new AbortController();
    const sleeping = clock.sleep(2 ** 40, stop.signal);
    stop.abort();
    await sleeping;
    const times = timers.mock.calls.map(([, ms]) => ms);
    timers.mockRestore();
    expect(times).toEqual([2 ** 31 - 1]);
  });
});
