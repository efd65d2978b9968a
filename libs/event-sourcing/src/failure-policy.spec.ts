import { answerFailure, StopRunner } from './failure-policy';
import { Fault, isFault, isPassing } from './faults';

describe('failure policy', () => {
  it.each(['unavailable', 'timeout', 'unclear'] as const)(
    'retries what passes (%s), for ever, with growing pauses up to a bound',
    (kind) => {
      const pauses = [1, 2, 3, 8, 50, 5_000].map((tries) => answerFailure(new Fault(kind, ''), tries));
      expect(pauses).toEqual([50, 100, 200, 5_000, 5_000, 5_000].map((afterMs) => ({ kind: 'retry', afterMs })));
    },
  );

  it.each(['gone', 'refused'] as const)('parks what is final (%s) at once', (kind) => {
    expect(answerFailure(new Fault(kind, ''), 1)).toEqual({ kind: 'park' });
  });

  it('tries a bug three times in all, then parks it', () => {
    expect([1, 2, 3].map((tries) => answerFailure(new TypeError(), tries).kind)).toEqual(['retry', 'retry', 'park']);
    expect(answerFailure('not even an error', 3)).toEqual({ kind: 'park' });
  });

  it('stops who lost the right to go on', () => {
    expect(answerFailure(new StopRunner(), 1)).toEqual({ kind: 'stop' });
  });
});

describe('faults', () => {
  it('are told from bugs, and passing ones from final ones', () => {
    expect(isFault(new Fault('gone', 'x'))).toBe(true);
    expect(isFault(new Error('x'))).toBe(false);
    expect((['unavailable', 'timeout', 'unclear', 'gone', 'refused'] as const).map((kind) => isPassing(new Fault(kind, '')))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(isPassing(new Error('x'))).toBe(false);
  });

  it('keep their cause', () => {
    const cause = new Error('socket');
    expect(new Fault('unavailable', 'x', { cause })).toMatchObject({ cause, name: 'Fault', message: 'x' });
  });
});
