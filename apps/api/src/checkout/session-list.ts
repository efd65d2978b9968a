// What the list of sessions can be filtered, sorted and searched by.
import { normalizedCode } from '@tillstream/catalog';
import { type CheckoutSessionState, isPastEnd, sessionIndex } from '@tillstream/checkout';
import type { Ids, Resource } from '@tillstream/event-sourcing';
import { listQuery } from '../http/list/list-query.dto';
import { type ListSpec, type ValueFilter } from '../http/list/list-spec';
import { expandable } from './session.dto';

type SessionResource = Resource<CheckoutSessionState>;

const has = (
  test: (state: Exclude<CheckoutSessionState, { status: 'absent' }>, value: string) => boolean,
): ValueFilter<CheckoutSessionState>['test'] => {
  return ({ state }, value) => state.status !== 'absent' && test(state, value);
};

export function sessionList(ids: Ids, now: () => number): ListSpec<CheckoutSessionState> {
  const customerKey = (id: string) => ids.parse('cus', id);
  const routeKey = (id: string) => ids.parse('proute', id);
  const couponKey = (id: string) => ids.parse('coup', id);
  return {
    index: sessionIndex.all,
    orders: { expires_at: sessionIndex.openByExpiry },
    filters: {
      state: {
        kind: ['open', 'success', 'expired'],
        test: has((state, value) => state.status === value),
      },
      is_expired: { kind: 'boolean', test: has((state, value) => String(isPastEnd(state, now())) === value) },
      mode: { kind: ['payment', 'setup'], test: has((state, value) => state.mode === value) },
      customer_id: {
        kind: 'text',
        index: (id) => keyedIndex(customerKey(id), sessionIndex.ofCustomer),
        test: has((state, id) => state.customer !== null && state.customer.key === customerKey(id)),
      },
      processor_route_id: {
        kind: 'text',
        index: (id) => keyedIndex(routeKey(id), sessionIndex.ofRoute),
        test: has((state, id) => state.routeKey !== null && state.routeKey === routeKey(id)),
      },
      coupon_id: {
        kind: 'text',
        index: (id) => keyedIndex(couponKey(id), sessionIndex.ofCoupon),
        test: has((state, id) => state.promotion !== null && state.promotion.couponKey === couponKey(id)),
      },
      promotion_code: { kind: 'text', index: sessionIndex.ofCode, test: has(hasCode) },
      reference: { kind: 'text', index: sessionIndex.ofReference, test: has((state, value) => state.reference === value) },
      expires_at: { kind: 'time', of: ({ state }: SessionResource) => (state.status === 'absent' ? null : state.expiresAt) },
    },
    search: (text) => ({ test: (resource) => isExactly(ids, resource, text) }),
  };
}

const keyedIndex = (key: string | null, index: (key: string) => string): string | null => (key === null ? null : index(key));

/** Codes are compared without case. */
const hasCode = ({ promotion }: Exclude<CheckoutSessionState, { status: 'absent' }>, code: string): boolean =>
  promotion !== null && promotion.code !== null && normalizedCode(promotion.code) === normalizedCode(code);

/** Exact: the session's id, its customer's id, its promotion code, or its reference. */
function isExactly(ids: Ids, { key, state }: SessionResource, text: string): boolean {
  if (state.status === 'absent') return false;
  if (ids.parse('cs', text) === key || state.reference === text || hasCode(state, text)) return true;
  return state.customer !== null && ids.parse('cus', text) === state.customer.key;
}

const SessionsQuery = listQuery({
  filters: [
    'created_at',
    'state',
    'is_expired',
    'mode',
    'customer_id',
    'coupon_id',
    'promotion_code',
    'processor_route_id',
    'reference',
    'expires_at',
  ],
  sorts: ['created_at', 'expires_at'],
  search: 'for an exact id, customer, code or reference',
});

export class SessionListQuery extends SessionsQuery {
  @expandable()
  expand?: string[] | null;
}
