// What a buyer who agrees now pays after today: when first, how much, and how the amount changes when a discount ends.
import { daysAfter, paymentsWithin, periodEnd } from '@tillstream/subscriptions/core';
import type { RecurringAmount } from './recurring-amounts';

/** After the trial, or one period from now. */
export const firstChargeAt = (group: RecurringAmount, now: number): number =>
  group.trialDays > 0 ? daysAfter(now, group.trialDays) : periodEnd(now, group);

export interface LaterPayments {
  /** Of the first payment after today's. */
  readonly amountAtom: number;
  /** After so many payments, today's not counted, each is of this amount; null: it stays as it is. */
  readonly change: { readonly afterPayments: number; readonly amountAtom: number } | null;
}

export function laterPayments(group: RecurringAmount, now: number): LaterPayments {
  const { amountAtom, discount } = group;
  if (!discount) return { amountAtom, change: null };
  const discountedAtom = amountAtom - discount.amountAtom;
  const afterPayments = discountedPayments(group, now);
  if (afterPayments === 0) return { amountAtom, change: null };
  const isEverChanged = afterPayments < laterPaymentsInAll(group);
  return { amountAtom: discountedAtom, change: isEverChanged ? { afterPayments, amountAtom } : null };
}

/** Payments after today's that a discount holds for. Its months begin with the first paid period, which is today's without a trial. */
function discountedPayments(group: RecurringAmount, now: number): number {
  const { discount, trialDays } = group;
  if (discount?.duration === 'forever') return Infinity;
  const inAll = discount?.duration === 'once' ? 1 : paymentsWithin(daysAfter(now, trialDays), group, discount?.durationInMonths ?? 0);
  return trialDays > 0 ? inAll : inAll - 1;
}

/** One that ends with its term has no payment after it. */
function laterPaymentsInAll({ autoRenew, contractTermMultiple, trialDays }: RecurringAmount): number {
  if (autoRenew !== false || contractTermMultiple === null) return Infinity;
  return trialDays > 0 ? contractTermMultiple : contractTermMultiple - 1;
}
