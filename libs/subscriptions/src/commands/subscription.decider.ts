// The index of what a subscription can be asked. Creating one that exists changes nothing: its id follows from the session and group.
import { accept, alreadySo, type Decider, type Decision, reject } from '@tillstream/event-sourcing';
import type { SubscriptionCommand, SubscriptionRejection } from '../core/subscription.commands';
import type { SubscriptionEvent } from '../core/subscription.events';
import { evolve, initial, type SubscriptionState } from '../core/subscription.state';

export const subscription: Decider<SubscriptionState, SubscriptionCommand, SubscriptionEvent, SubscriptionRejection> = {
  category: 'subscription',
  initial,
  evolve,
  decide(command, state): Decision<SubscriptionEvent, SubscriptionRejection> {
    if (command.type === 'CreateSubscription')
      return state.status === 'absent' ? accept({ type: 'SubscriptionCreated', data: command.terms }) : alreadySo;
    if (state.status === 'absent') return reject({ code: 'subscription-not-found' });
    switch (command.type) {
      case 'CancelSubscription':
        return state.cancelledAt === null ? accept({ type: 'SubscriptionCancelled', data: { at: command.now } }) : alreadySo;
      case 'SetCancellationAtPeriodEnd':
        if (state.cancelledAt !== null) return reject({ code: 'subscription-cancelled' });
        if (state.cancelAtPeriodEnd === command.atPeriodEnd) return alreadySo;
        return accept({ type: 'SubscriptionCancellationSet', data: { atPeriodEnd: command.atPeriodEnd } });
    }
  },
};
