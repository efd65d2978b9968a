import fc from 'fast-check';
import { type Course, periodAt, periodEnd } from './periods';

const at = (iso: string) => Date.parse(`${iso}T00:00:00Z`);
const monthly = (changes: Partial<Course> = {}): Course => ({
  startedAt: at('2030-01-31'), trialEndsAt: null, interval: 'month', intervalCount: 1, ...changes,
}); // prettier-ignore
const shown = ({ startsAt, endsAt }: ReturnType<typeof periodAt>) =>
  [startsAt, endsAt].map((time) => new Date(time).toISOString().slice(0, 10));

describe('the period that runs', () => {
  it.each([
    ['2030-01-31', ['2030-01-31', '2030-02-28']],
    ['2030-02-27', ['2030-01-31', '2030-02-28']],
    ['2030-02-28', ['2030-02-28', '2030-03-31']],
    ['2032-03-01', ['2032-02-29', '2032-03-31']],
  ])('on %s of one that began on 31 January', (day, expected) => expect(shown(periodAt(monthly(), at(day)))).toEqual(expected));

  it('is the trial first, and counts from its end', () => {
    const tried = monthly({ trialEndsAt: at('2030-02-10') });
    expect(shown(periodAt(tried, at('2030-02-09')))).toEqual(['2030-01-31', '2030-02-10']);
    expect(shown(periodAt(tried, at('2030-02-10')))).toEqual(['2030-02-10', '2030-03-10']);
  });

  it('holds every moment after the beginning, and joins the next one', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('day', 'week', 'month', 'year'),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 40 * 365 * 86_400_000 }),
        (interval, intervalCount, later) => {
          const course: Course = { startedAt: at('2028-02-29'), trialEndsAt: null, interval, intervalCount };
          const now = course.startedAt + later;
          const { startsAt, endsAt } = periodAt(course, now);
          expect(startsAt <= now && now < endsAt).toBe(true);
          expect(periodAt(course, endsAt).startsAt).toBe(endsAt);
          expect(periodEnd(course.startedAt, course, 0)).toBe(course.startedAt);
        },
      ),
    ));
});
