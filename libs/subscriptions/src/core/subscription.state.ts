// What a subscription's past amounts to. Renewal billing is another service's: here its terms and its end are kept.
import type { Instant } from '@tillstream/event-sourcing';
import type { SubscriptionCreated, SubscriptionEvent } from './subscription.events';

export type SubscriptionState =
  | { readonly status: 'absent' }
  /** `endsAt`: when it was told to end with its period. */
  | (SubscriptionCreated & { readonly status: 'present'; readonly cancelledAt: Instant | null; readonly endsAt: Instant | null });

export const initial: SubscriptionState = { status: 'absent' };

export function evolve(state: SubscriptionState, event: SubscriptionEvent): SubscriptionState {
  if (event.type === 'SubscriptionCreated') return { ...event.data, status: 'present', cancelledAt: null, endsAt: null };
  if (state.status === 'absent') return state; // a stream always begins with its creation; evolve never throws
  switch (event.type) {
    case 'SubscriptionCancelled':
      return { ...state, cancelledAt: event.data.at };
    case 'SubscriptionCancellationSet':
      return { ...state, endsAt: event.data.endsAt };
  }
}

/** When it ended, by word or with its period; null while it goes on. */
export const endedAt = ({ cancelledAt, endsAt }: Extract<SubscriptionState, { status: 'present' }>, now: Instant): Instant | null =>
  cancelledAt ?? (endsAt !== null && now >= endsAt ? endsAt : null);
