import { duration } from './duration';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

it.each([
  [0, '0 s'],
  [999, '0 s'],
  [59_999, '59 s'],
  [MINUTE, '1 min'],
  [MINUTE + 5_000, '1 min 5 s'],
  [3 * HOUR + 12 * MINUTE + 1_000, '3 h 12 min'],
  [HOUR + 59_000, '1 h'],
  [5 * DAY + 23 * HOUR + 59 * MINUTE, '5 d 23 h'],
])('%d ms are %s', (ms, said) => expect(duration(ms)).toBe(said));
