import { DELIVERY_SCHEDULE, parseRetryAfter, pauseAfter, probePauses, withJitter } from './schedule';

const HOUR = 3_600_000;

describe('the schedule of a delivery', () => {
  it('is at once, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h', () => {
    expect(DELIVERY_SCHEDULE).toEqual([0, 5_000, 300_000, 1_800_000, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]);
    expect(DELIVERY_SCHEDULE.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(75 * HOUR);
  });

  it('ends after its tenth attempt', () => {
    expect(pauseAfter(DELIVERY_SCHEDULE, 1, null)).toBe(5_000);
    expect(pauseAfter(DELIVERY_SCHEDULE, 9, null)).toBe(24 * HOUR);
    expect(pauseAfter(DELIVERY_SCHEDULE, 10, null)).toBeNull();
    expect(pauseAfter(DELIVERY_SCHEDULE, 10, 1_000)).toBeNull();
  });

  it.each([
    [60_000, 60_000],
    [0, 5_000],
    [1_000 * HOUR, 24 * HOUR],
  ])('obeys Retry-After of %d ms as %d ms', (asked, obeyed) => expect(pauseAfter(DELIVERY_SCHEDULE, 1, asked)).toBe(obeyed));

  it('is stretched by at most a fifth, and never cut', () => {
    expect(withJitter(1_000, 0)).toBe(1_000);
    expect(withJitter(1_000, 0.5)).toBe(1_100);
    expect(withJitter(1_000, 0.999)).toBeLessThanOrEqual(1_200);
  });

  it('lets a paused endpoint be probed without the first pause', () => {
    expect(probePauses(DELIVERY_SCHEDULE)[0]).toBe(5_000);
    expect(probePauses([10])).toEqual([10]);
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['Thu, 01 Jan 1970 00:02:00 GMT', 119_000],
    ['Wed, 31 Dec 1969 00:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j is %j ms', (value, ms) => expect(parseRetryAfter(value, 1_000)).toBe(ms));
});
