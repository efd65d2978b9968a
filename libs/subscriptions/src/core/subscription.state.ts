// What a subscription's past amounts to. Renewal billing is another service's: here its terms and its end are kept.
import type { Instant } from '@tillstream/event-sourcing';
import type { SubscriptionCreated, SubscriptionEvent } from './subscription.events';

export type SubscriptionState =
  | { readonly status: 'absent' }
  | (SubscriptionCreated & { readonly status: 'present'; readonly cancelledAt: Instant | null; readonly cancelAtPeriodEnd: boolean });

export const initial: SubscriptionState = { status: 'absent' };

export function evolve(state: SubscriptionState, event: SubscriptionEvent): SubscriptionState {
  if (event.type === 'SubscriptionCreated') return { ...event.data, status: 'present', cancelledAt: null, cancelAtPeriodEnd: false };
  if (state.status === 'absent') return state; // a stream always begins with its creation; evolve never throws
  switch (event.type) {
    case 'SubscriptionCancelled':
      return { ...state, cancelledAt: event.data.at };
    case 'SubscriptionCancellationSet':
      return { ...state, cancelAtPeriodEnd: event.data.atPeriodEnd };
  }
}
