// What the list of promotion codes can be narrowed to, and which index serves it.
import { codesNamed, codesOfCoupon, normalizedCode, type PromotionCodeFields, type PromotionCodeState } from '@tillstream/catalog';
import type { Ids, Resource } from '@tillstream/event-sourcing';
import type { ListPlan, ListSpec, ValueFilter } from '../http/list/list-spec';
import { planList } from '../http/list/plan-list';
import type { ListPromotionCodesQueryDto } from './promotion-code.dto';

const ALL = 'all';

const has = (test: (fields: PromotionCodeFields, value: string) => boolean): ValueFilter<PromotionCodeState>['test'] => {
  return ({ state }, value) => state.status === 'present' && test(state.fields, value);
};
const isNamed = has(({ code }, value) => normalizedCode(code) === normalizedCode(value));
const isActive = has((fields, value) => String(fields.isActive) === value);

function promotionCodeList(ids: Ids): ListSpec<PromotionCodeState> {
  const keyOf = (id: string) => ids.parse('coup', id);
  return {
    index: ALL,
    filters: {
      coupon_id: {
        kind: 'text',
        index: (id) => indexOf(keyOf(id)),
        test: has(({ couponKey }, id) => couponKey === keyOf(id)),
      },
      code: { kind: 'text', index: codesNamed, test: isNamed },
      active: { kind: 'boolean', test: isActive },
    },
    search: (text) => {
      const only = ids.parse('promo', text);
      if (only !== null) return { only, test: ({ key, state }) => key === only && state.status === 'present' };
      return { index: codesNamed(text), test: (resource) => isNamed(resource, text) };
    },
  };
}

/** Beside the filter, a coupon and the active ones can be asked for by parameters of their own. */
export function planCodes({ coupon_id, active_only, ...query }: ListPromotionCodesQueryDto, ids: Ids): ListPlan {
  const plan = planList(query, promotionCodeList(ids));
  const couponKey = coupon_id == null ? undefined : ids.parse('coup', coupon_id);
  if (couponKey === undefined && active_only !== true) return plan;
  const isWanted = ({ state }: Resource<PromotionCodeState>): boolean =>
    state.status === 'present' &&
    (couponKey === undefined || state.fields.couponKey === couponKey) &&
    (active_only !== true || state.fields.isActive);
  return {
    ...plan,
    ...(typeof couponKey === 'string' && plan.index === ALL ? { index: codesOfCoupon(couponKey) } : {}),
    test: (resource) => (plan.test?.(resource) ?? true) && isWanted(resource as Resource<PromotionCodeState>),
  };
}

const indexOf = (couponKey: string | null): string | null => (couponKey === null ? null : codesOfCoupon(couponKey));
