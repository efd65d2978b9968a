import { RateLimits } from './rate-limits';

describe('rate limits', () => {
  const limit = { requests: 2, per_ms: 1_000 };

  it('take as many as are allowed, and say when the next will be taken', () => {
    const rates = new RateLimits();
    expect([rates.take('alpha', limit, 0), rates.take('alpha', limit, 400), rates.take('alpha', limit, 700)]).toEqual([
      'taken',
      'taken',
      300,
    ]);
    expect(rates.take('alpha', limit, 1_000)).toBe('taken');
    expect(rates.take('alpha', limit, 1_001)).toBe(399);
  });

  it('count each processor by itself', () => {
    const rates = new RateLimits();
    rates.take('alpha', { requests: 1, per_ms: 1_000 }, 0);
    expect(rates.take('beta', { requests: 1, per_ms: 1_000 }, 0)).toBe('taken');
  });

  it('may take none at all', () => expect(new RateLimits().take('alpha', { requests: 0, per_ms: 50 }, 10)).toBe(50));
  it('are none by default', () => expect(new RateLimits().take('alpha', null, 0)).toBe('taken'));
});
