import { recognisesRepeats } from './abilities';

const HOUR = 3_600_000;

describe('a request that is made again under its key', () => {
  it('is recognised where the key outlives two of the latest arrivals, however long after the first it is made', () => {
    expect(recognisesRepeats({ keyWindowMs: 24 * HOUR, maxLatenessMs: HOUR })).toBe(true);
    expect(recognisesRepeats({ keyWindowMs: 2 * HOUR, maxLatenessMs: HOUR })).toBe(true);
  });

  it('may be taken for another where the key is forgotten while the one before it is still on its way', () => {
    expect(recognisesRepeats({ keyWindowMs: 2 * HOUR - 1, maxLatenessMs: HOUR })).toBe(false);
    expect(recognisesRepeats({ keyWindowMs: 0, maxLatenessMs: 1 })).toBe(false);
  });
});
