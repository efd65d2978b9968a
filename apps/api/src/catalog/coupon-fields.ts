// From the names of a request to a coupon of the catalog. The discount may be told twice, in the body itself and nested in it.
import type { ChangeableCouponFields, DiscountType, NewCoupon } from '@tillstream/catalog';
import type { Loc } from '@tillstream/event-sourcing';
import { type Changed, changesOf } from '../http/changes';
import { instantOf } from '../http/fields/date-time';
import type { HttpEdge, Read } from '../http/http-edge';
import { inRequestOrder, type LocatedFault } from '../http/located-fault';
import { Unprocessable } from '../http/problems/problem';
import type { CreateCouponBody, DiscountBody, UpdateCouponBody } from './coupon.dto';

type DiscountName = keyof DiscountBody;
const NAMES = [
  'discount_type', 'amount_atom_off', 'percent_off', 'trial_days_off', 'currency', 'duration', 'duration_in_months',
] as const satisfies readonly DiscountName[]; // prettier-ignore

const sameValue = (one: unknown, other: unknown): boolean =>
  typeof one === 'string' && typeof other === 'string' ? one.toLowerCase() === other.toLowerCase() : one === other;

/** Throws Unprocessable where the two tellings differ, or neither says what kind of discount it is. */
export function newCouponOf(
  { body, rawBody }: Pick<Read<object, object, object, CreateCouponBody>, 'body' | 'rawBody'>,
  edge: HttpEdge,
): NewCoupon {
  const faults: LocatedFault[] = NAMES.filter((name) => isToldTwice(body, name)).map((name) => ({
    loc: ['body', 'discount', name],
    type: 'differs',
    msg: `must not differ from ${name}`,
  }));
  const discountType = told(body, 'discount_type');
  if (discountType === null) faults.push({ loc: placeIn(body, 'discount_type'), type: 'required', msg: 'is required' });
  if (discountType === null || faults.length > 0) throw new Unprocessable(inRequestOrder(faults, rawBody));
  return {
    fields: {
      ...termsOf(body, discountType),
      productKeys: [...new Set(body.product_ids ?? [])].map((id) => edge.reference('prod', id)),
      isActive: true,
      validFrom: body.valid_from == null ? null : instantOf(body.valid_from),
      name: null,
      maxRedemptions: null,
      validUntil: null,
      metadata: {},
      ...couponChangesOf(body),
    },
    validityPeriodDays: body.validity_period_days ?? null,
  };
}

export const couponChangesOf = (body: UpdateCouponBody): Changed<Omit<ChangeableCouponFields, 'isActive'>> =>
  changesOf<Omit<ChangeableCouponFields, 'isActive'>>({
    name: [body.name, null],
    maxRedemptions: [body.max_redemptions, null],
    validUntil: [typeof body.valid_until === 'string' ? instantOf(body.valid_until) : body.valid_until, null],
    metadata: [body.metadata, {}],
  });

/** Refusals name the fields of the body; those that were told in `discount` lie there. */
export function inItsPlace<Reason extends { readonly code: string; readonly loc?: Loc }>(reason: Reason, body: CreateCouponBody): Reason {
  const name = NAMES.find((each) => each === reason.loc?.[1]);
  return name ? { ...reason, loc: placeIn(body, name) } : reason;
}

/** A field of the discount, wherever it was told. */
const told = <Name extends DiscountName>(body: CreateCouponBody, name: Name): NonNullable<DiscountBody[Name]> | null =>
  body[name] ?? body.discount?.[name] ?? null;

const isToldTwice = (body: CreateCouponBody, name: DiscountName): boolean =>
  body[name] != null && body.discount?.[name] != null && !sameValue(body[name], body.discount[name]);

function placeIn(body: CreateCouponBody, name: DiscountName): Loc {
  const isNested = body[name] == null && (body.discount?.[name] != null || (body.discount != null && body.discount_type == null));
  return isNested ? ['body', 'discount', name] : ['body', name];
}

const termsOf = (body: CreateCouponBody, discountType: DiscountType) => ({
  discountType,
  amountAtomOff: told(body, 'amount_atom_off'),
  percentOff: told(body, 'percent_off'),
  trialDaysOff: told(body, 'trial_days_off'),
  currency: told(body, 'currency')?.toLowerCase() ?? null,
  duration: told(body, 'duration') ?? 'once',
  durationInMonths: told(body, 'duration_in_months'),
});
