import type { Unresolved } from '@tillstream/checkout';
import { described, linesOf, type Told } from './unresolved-told';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const SINCE = Date.UTC(2030, 0, 1);
const ids = { format: (prefix: string, key: string) => `${prefix}_${key}` };
const charge: Unresolved = {
  kind: 'charge', key: 'C', attemptKey: 'A', sessionKey: 'S', accountId: 'acc_1', processorKey: 'P', reference: 'ch_9', amountAtom: 2_000, currency: 'usd',
  since: SINCE, refusal: null,
}; // prettier-ignore
const refusal = { refusals: 8, at: SINCE + 5 * DAY, code: 'charge_too_old', message: 'The card is closed.', againAt: null };

const told = (changes: Partial<Unresolved>, { after, last = null }: { after: number; last?: Told['lastTry'] }) => {
  const now = SINCE + after;
  const processor = { id: 'proc_P', name: 'alpha' };
  const one = described({ found: { ...charge, ...changes }, processor, lastTry: last, now }, ids);
  return { one, lines: linesOf(one, now) };
};

describe('what nobody has settled is told', () => {
  it('with its processor, how long it takes, what asking came to last, and when it is asked again', () =>
    expect(told({}, { after: 3 * HOUR, last: { at: SINCE + HOUR, said: 'status 500' } }).lines).toEqual([
      'pa_C  2000 usd  for 3 h, since 2030-01-01T00:00:00.000Z: nobody knows what became of this charge',
      '  at alpha (proc_P), there ch_9; cs_S of acc_1',
      '  asked 2 h ago: status 500; asked again in 4 h',
    ]));

  it('also by days, and where nobody remembers or the processor never told its name', () => {
    expect(told({}, { after: 7 * DAY, last: { at: SINCE + 6.5 * DAY, said: 'status 500' } }).lines[2]).toContain('asked again in 12 h');
    const { lines } = told({ reference: null }, { after: 2 * MINUTE });
    expect(lines.slice(1)).toEqual([
      '  at alpha (proc_P), which never told its name for it; cs_S of acc_1',
      '  nobody remembers when it was asked about last; asked again in 36 s',
    ]);
  });

  it('with a doubt of its timer where asking is overdue', () => {
    const last = { at: SINCE + HOUR, said: 'status 500' };
    expect(told({}, { after: 7 * HOUR + 59_000, last }).lines[2]).toContain('asked again now');
    expect(told({}, { after: 8 * HOUR, last }).lines[2]).toContain('should have been asked 1 h ago: does a worker run?');
  });

  it('as owed money with how often and how the refund was refused, and as long as it is asked for again', () => {
    const owed = { kind: 'owed', attemptKey: null, refusal } as const;
    const { one, lines } = told(owed, { after: 6 * DAY });
    expect(one).toMatchObject({ id: 'pa_C', refusals: 8, next_try_at: null, last_try: { at: '2030-01-06T00:00:00.000Z' } });
    expect(lines[2]).toBe(
      '  asked 1 d ago (8 ×): refused: charge_too_old: The card is closed.; it is not asked for again by itself: only a person can help',
    );
    const later = told({ ...owed, refusal: { ...refusal, againAt: SINCE + 6 * DAY } }, { after: 5 * DAY + HOUR });
    expect(later.lines[2]).toContain('asked again in 23 h');
  });

  it('as a refund under its own id', () => expect(told({ kind: 'refund', attemptKey: null }, { after: HOUR }).one.id).toBe('re_C'));
});
