// What recurs: lines equal in all terms form a group, which becomes one subscription, with its own part of a discount that goes along.
import type { CouponTerms, DiscountDuration, Interval } from '@tillstream/catalog/core';
import { amountOff, appliesTo, trialDaysOf } from './discount';
import type { LineItem } from './line-item';
import type { LineAmount } from './line-amounts';
import { splitByKey, sum } from './money';

/** Taken off later payments; what it takes off today's is in the amounts due now. */
export interface RecurringDiscount {
  /** Off each payment that it holds for. */
  readonly amountAtom: number;
  /** `once`: the first paid period, since nothing was due now; `repeating`: so many months from the first paid period on. */
  readonly duration: DiscountDuration;
  readonly durationInMonths: number | null;
}

/** Recurring lines equal in all terms become one subscription. */
export interface RecurringAmount {
  readonly interval: Interval;
  readonly intervalCount: number;
  /** After every extension. */
  readonly trialDays: number;
  readonly contractTermMultiple: number | null;
  readonly autoRenew: boolean | null;
  /** Per period, before any discount. */
  readonly amountAtom: number;
  readonly discount: RecurringDiscount | null;
  readonly lineKeys: readonly string[];
}

interface Group extends Omit<RecurringAmount, 'discount'> {
  /** Of its amount, what the coupon is for. */
  readonly eligibleAtom: number;
}

/** @param coupon null: none, or none for this tier */
export function recurringAmounts(
  items: readonly LineItem[],
  lines: readonly LineAmount[],
  coupon: CouponTerms | null,
): readonly RecurringAmount[] {
  const groups = groupsOf(items, lines, coupon);
  const goesAlong = coupon !== null && (coupon.duration !== 'once' || !foundSomethingDue(items, lines, coupon));
  const off = goesAlong ? amountsOff(groups, coupon) : new Map<string, number>();
  return groups.map(({ eligibleAtom: _eligible, ...group }) => {
    const amountAtom = off.get(keyOf(group)) ?? 0;
    const discount = goesAlong && amountAtom > 0 ? { amountAtom, ...lasting(coupon) } : null;
    return { ...group, discount };
  });
}

const lasting = ({ duration, durationInMonths }: CouponTerms) => ({ duration, durationInMonths });

function groupsOf(items: readonly LineItem[], lines: readonly LineAmount[], coupon: CouponTerms | null): readonly Group[] {
  const groups = new Map<string, Group>();
  items.forEach((item, index) => {
    const { key, terms } = item;
    if (terms.pricingType !== 'recurring' || !terms.recurring) return;
    const { interval, count: intervalCount } = terms.recurring;
    const trialDays = trialDaysOf(item, coupon);
    const { contractTermMultiple, autoRenew } = terms;
    const equalTerms = { interval, intervalCount, trialDays, contractTermMultiple, autoRenew };
    const same = Object.values(equalTerms).join('/');
    const group = groups.get(same) ?? { ...equalTerms, amountAtom: 0, eligibleAtom: 0, lineKeys: [] };
    const atom = lines[index]?.subtotalAtom ?? 0;
    const eligible = coupon !== null && appliesTo(coupon, item) ? atom : 0;
    groups.set(same, {
      ...group,
      amountAtom: sum([group.amountAtom, atom]),
      eligibleAtom: sum([group.eligibleAtom, eligible]),
      lineKeys: [...group.lineKeys, key],
    });
  });
  return [...groups.values()];
}

/** Each payment of a group is a charge of its own, so a percentage is rounded per group; a fixed amount is shared between the groups. */
function amountsOff(groups: readonly Group[], coupon: CouponTerms): ReadonlyMap<string, number> {
  if (coupon.discountType !== 'amount_off') return new Map(groups.map((group) => [keyOf(group), amountOff(coupon, group.eligibleAtom)]));
  const eligible = groups.map((group) => ({ key: keyOf(group), weight: group.eligibleAtom }));
  return splitByKey(amountOff(coupon, sum(eligible.map(({ weight }) => weight))), eligible);
}

/** The least of its line items' ids: the same however the lines are ordered. */
const keyOf = ({ lineKeys }: Pick<Group, 'lineKeys'>): string => lineKeys.reduce((least, key) => (key < least ? key : least));

const foundSomethingDue = (items: readonly LineItem[], lines: readonly LineAmount[], coupon: CouponTerms): boolean =>
  items.some((item, index) => appliesTo(coupon, item) && (lines[index]?.dueNowAtom ?? 0) > 0);
