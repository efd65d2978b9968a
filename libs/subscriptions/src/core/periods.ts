// Calendar arithmetic in UTC, clamped to the month's end: 31 January plus one month is the last of February.
import { DateTime } from 'luxon';

export interface Interval {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly intervalCount: number;
}

/** The end of the `periods`-th period that began at `start`, both in ms. Counted from the start, so that clamping does not add up. */
export function periodEnd(start: number, { interval, intervalCount }: Interval, periods = 1): number {
  return DateTime.fromMillis(start, { zone: 'utc' })
    .plus({ [`${interval}s`]: intervalCount * periods })
    .toMillis();
}

export interface Course extends Interval {
  readonly startedAt: number;
  readonly trialEndsAt: number | null;
}

export interface Period {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The period that runs at `now`: the trial, or one of those that follow it. */
export function periodAt({ startedAt, trialEndsAt, ...interval }: Course, now: number): Period {
  if (trialEndsAt !== null && now < trialEndsAt) return { startsAt: startedAt, endsAt: trialEndsAt };
  const first = trialEndsAt ?? startedAt;
  const { interval: unit, intervalCount } = interval;
  const from = DateTime.fromMillis(first, { zone: 'utc' });
  const units = DateTime.fromMillis(Math.max(now, first), { zone: 'utc' }).diff(from, `${unit}s`).as(`${unit}s`);
  let passed = Math.floor(units / intervalCount); // near enough: months have not one length
  while (passed > 0 && periodEnd(first, interval, passed) > now) passed -= 1;
  while (periodEnd(first, interval, passed + 1) <= now) passed += 1;
  return { startsAt: periodEnd(first, interval, passed), endsAt: periodEnd(first, interval, passed + 1) };
}

export const daysAfter = (start: number, days: number): number => DateTime.fromMillis(start, { zone: 'utc' }).plus({ days }).toMillis();

export const monthsAfter = (start: number, months: number): number =>
  DateTime.fromMillis(start, { zone: 'utc' }).plus({ months }).toMillis();

const DAY_MS = 86_400_000;
const DAYS = { day: 1, week: 7 } as const;
const MONTHS = { month: 1, year: 12 } as const;

/** How many periods begin within `months` of the first one's beginning, itself included. */
export function paymentsWithin(start: number, { interval, intervalCount }: Interval, months: number): number {
  if (interval === 'month' || interval === 'year') return Math.ceil(months / (MONTHS[interval] * intervalCount));
  return Math.ceil((monthsAfter(start, months) - start) / (DAYS[interval] * intervalCount * DAY_MS));
}
