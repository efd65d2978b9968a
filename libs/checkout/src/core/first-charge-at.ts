// When a buyer who agrees now is charged next: after the trial, or one period from now.
import { daysAfter, periodEnd } from '@tillstream/subscriptions/core';
import type { RecurringAmount } from './amounts';

export const firstChargeAt = (group: RecurringAmount, now: number): number =>
  group.trialDays > 0 ? daysAfter(now, group.trialDays) : periodEnd(now, group);
