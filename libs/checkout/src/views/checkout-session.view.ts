// Where a session is listed and when it next needs attention: pure functions of its state, written to Redis with it.
import { customFieldCounters, normalizedCode } from '@tillstream/catalog/core';
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import { openSessionsOfRoute } from '@tillstream/payments/core';
import { checkoutSession } from '../commands/checkout-session.decider';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState, Session } from '../core/checkout-session.state';
import { nextDue } from '../core/next-due';
import { owedRefunds } from '../core/owed-refund';
import type { Promotion } from '../core/promotion';
import { typicalSession } from './typical-session.view';
import { partsOfSession } from './session-parts.view';

/** All but `open-by-expiry` are scored by creation. */
export const sessionIndex = {
  all: 'all',
  open: 'open',
  openByExpiry: 'open-by-expiry',
  ofCustomer: (customerKey: string) => `customer:${customerKey}`,
  ofRoute: (routeKey: string) => `route:${routeKey}`,
  /** By the keyed hash of an e-mail. */
  ofEmail: (emailKey: string) => `email:${emailKey}`,
  /** A reference or a code, without case: filters by either walk it and look closer, and so does a search. */
  ofWord: (word: string) => `word:${normalizedCode(word)}`,
  ofCoupon: (couponKey: string) => `coupon:${couponKey}`,
  /** Money that completed nothing, and whose way back was refused. */
  owed: 'owed',
  /** What "first order" is told by. */
  successOfCustomer: (customerKey: string) => `success-of-customer:${customerKey}`,
} as const;

const routesOf = (session: Session): readonly string[] => [
  ...new Set([session.routeKey, ...session.tiers.map((tier) => tier.routeKey)].filter((key) => key !== null)),
];

function indexesOf(session: Session): readonly string[] {
  const { status, customer, promotion, routeKey, reference } = session;
  return [
    sessionIndex.all,
    ...(status === 'open' ? [sessionIndex.open, sessionIndex.openByExpiry] : []),
    ...(customer ? [sessionIndex.ofCustomer(customer.key), sessionIndex.ofEmail(customer.emailKey)] : []),
    ...(customer && status === 'success' ? [sessionIndex.successOfCustomer(customer.key)] : []),
    ...promotionIndexes(promotion),
    ...(routeKey === null ? [] : [sessionIndex.ofRoute(routeKey)]),
    ...(reference === null ? [] : [sessionIndex.ofWord(reference)]),
    ...(owedRefunds(session).length > 0 ? [sessionIndex.owed] : []),
  ];
}

function promotionIndexes(promotion: Promotion | null): readonly string[] {
  if (promotion === null) return [];
  const { couponKey, code } = promotion;
  return [sessionIndex.ofCoupon(couponKey), ...(code === null ? [] : [sessionIndex.ofWord(code)])];
}

export const checkoutSessionView: View<CheckoutSessionState, CheckoutSessionEvent> = {
  type: checkoutSession,
  typical: typicalSession,
  contributions({ state, createdAt }) {
    if (state.status === 'absent') return contributesNothing;
    const isOpen = state.status === 'open';
    const routes = routesOf(state);
    return {
      indexes: Object.fromEntries(indexesOf(state).map((name) => [name, name === sessionIndex.openByExpiry ? state.expiresAt : createdAt])),
      counters: {
        ...(isOpen ? Object.fromEntries(routes.map((key) => [openSessionsOfRoute(key), 1])) : {}),
        // What is meant for a subscription is counted here until the subscription has it.
        ...customFieldCounters(state.customFields, isOpen ? (state.paramsForSub?.customFields ?? {}) : {}),
      },
      due: nextDue(state)?.at ?? null,
    };
  },
  parts: partsOfSession,
};
