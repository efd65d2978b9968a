// What the list of sessions can be filtered, sorted and searched by.
import { normalizedCode } from '@tillstream/catalog';
import { type CheckoutSessionState, isPastEnd, sessionIndex } from '@tillstream/checkout';
import type { Ids, Resource } from '@tillstream/event-sourcing';
import { listQuery } from '../http/list/list-query.dto';
import type { ListSpec, Search, ValueFilter } from '../http/list/list-spec';
import { expandable } from './session.dto';

type Session = Exclude<CheckoutSessionState, { status: 'absent' }>;
type SessionResource = Resource<CheckoutSessionState>;

const has = (test: (state: Session, value: string) => boolean): ValueFilter<CheckoutSessionState>['test'] => {
  return ({ state }, value) => state.status !== 'absent' && test(state, value);
};

export interface SessionListFacts {
  readonly ids: Ids;
  readonly now: number;
  /** The keyed hash by which an e-mail of this account is found. */
  readonly emailKey: (email: string) => string;
}

export function sessionList({ ids, now, emailKey }: SessionListFacts): ListSpec<CheckoutSessionState> {
  const customerKey = (id: string) => ids.parse('cus', id);
  const routeKey = (id: string) => ids.parse('proute', id);
  const couponKey = (id: string) => ids.parse('coup', id);
  return {
    index: sessionIndex.all,
    orders: { expires_at: { index: sessionIndex.openByExpiry, onlyWith: { filter: 'state', value: 'open' } } },
    filters: {
      state: {
        kind: ['open', 'success', 'expired'],
        test: has((state, value) => state.status === value),
      },
      is_expired: { kind: 'boolean', test: has((state, value) => String(isPastEnd(state, now)) === value) },
      mode: { kind: ['payment', 'setup'], test: has((state, value) => state.mode === value) },
      customer_id: {
        kind: 'text',
        index: (id) => keyedIndex(customerKey(id), sessionIndex.ofCustomer),
        test: has((state, id) => state.customer !== null && state.customer.key === customerKey(id)),
      },
      customer_email: {
        kind: 'text',
        index: (email) => sessionIndex.ofEmail(emailKey(email)),
        test: has((state, email) => state.customer?.emailKey === emailKey(email)),
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
      promotion_code: { kind: 'text', index: sessionIndex.ofWord, isLoose: true, test: has(hasCode) },
      reference: { kind: 'text', index: sessionIndex.ofWord, isLoose: true, test: has((state, value) => state.reference === value) },
      expires_at: { kind: 'time', of: ({ state }: SessionResource) => (state.status === 'absent' ? null : state.expiresAt) },
    },
    search: (text) => searchFor(text, { ids, emailKey }),
  };
}

const keyedIndex = (key: string | null, index: (key: string) => string): string | null => (key === null ? null : index(key));

/** Codes are compared without case. */
const hasCode = ({ promotion }: Session, code: string): boolean =>
  promotion !== null && promotion.code !== null && normalizedCode(promotion.code) === normalizedCode(code);

/** An exact id, of the session or its customer; what looks like an e-mail is one; anything else is a code or a reference. */
function searchFor(text: string, { ids, emailKey }: Pick<SessionListFacts, 'ids' | 'emailKey'>): Search<CheckoutSessionState> {
  const [session, customer] = [ids.parse('cs', text), ids.parse('cus', text)];
  const email = text.includes('@') ? emailKey(text) : null;
  const index =
    customer !== null ? sessionIndex.ofCustomer(customer) : email !== null ? sessionIndex.ofEmail(email) : sessionIndex.ofWord(text);
  return {
    ...(session === null ? { index } : { only: session }),
    test: ({ key, state }) =>
      state.status !== 'absent' &&
      (key === session || state.reference === text || hasCode(state, text) || isCustomer(state, { key: customer, emailKey: email })),
  };
}

const isCustomer = ({ customer }: Session, asked: { readonly key: string | null; readonly emailKey: string | null }): boolean =>
  customer !== null && (customer.key === asked.key || customer.emailKey === asked.emailKey);

const SessionsQuery = listQuery({
  filters: [
    'created_at',
    'state',
    'is_expired',
    'mode',
    'customer_id',
    'customer_email',
    'coupon_id',
    'promotion_code',
    'processor_route_id',
    'reference',
    'expires_at',
  ],
  sorts: ['created_at', 'expires_at'],
  search: 'for an exact id, e-mail, customer, code or reference',
});

export class SessionListQuery extends SessionsQuery {
  @expandable()
  expand?: string[] | null;
}
