// Where a session is listed and when it next needs attention: pure functions of its state, written to Redis with it.
import { customFieldCounters } from '@tillstream/catalog/core';
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import { openSessionsOfRoute } from '@tillstream/payments/core';
import { checkoutSession } from '../commands/checkout-session.decider';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState, Session } from '../core/checkout-session.state';
import { nextDue } from '../core/next-due';

/** All but `open-by-expiry` are scored by creation. */
export const sessionIndex = {
  all: 'all',
  open: 'open',
  openByExpiry: 'open-by-expiry',
  ofCustomer: (customerKey: string) => `customer:${customerKey}`,
  ofRoute: (routeKey: string) => `route:${routeKey}`,
  ofReference: (reference: string) => `reference:${reference}`,
} as const;

const routesOf = (session: Session): readonly string[] => [
  ...new Set([session.routeKey, ...session.tiers.map((tier) => tier.routeKey)].filter((key) => key !== null)),
];

export const checkoutSessionView: View<CheckoutSessionState, CheckoutSessionEvent> = {
  type: checkoutSession,
  contributions({ state, createdAt }) {
    if (state.status === 'absent') return contributesNothing;
    const isOpen = state.status === 'open';
    const routes = routesOf(state);
    return {
      indexes: {
        [sessionIndex.all]: createdAt,
        ...(isOpen ? { [sessionIndex.open]: createdAt, [sessionIndex.openByExpiry]: state.expiresAt } : {}),
        ...(state.customer ? { [sessionIndex.ofCustomer(state.customer.key)]: createdAt } : {}),
        ...(state.routeKey === null ? {} : { [sessionIndex.ofRoute(state.routeKey)]: createdAt }),
        ...(state.reference === null ? {} : { [sessionIndex.ofReference(state.reference)]: createdAt }),
      },
      counters: {
        ...(isOpen ? Object.fromEntries(routes.map((key) => [openSessionsOfRoute(key), 1])) : {}),
        // What is meant for a subscription is counted here until the subscription has it.
        ...customFieldCounters(state.customFields, isOpen ? (state.paramsForSub?.customFields ?? {}) : {}),
      },
      due: nextDue(state)?.at ?? null,
    };
  },
};
