// The index of what a subscription can be asked. Creating one that exists changes nothing: its id follows from the session and group.
import { accept, alreadySo, type Decider, type Decision, reject } from '@tillstream/event-sourcing';
import { periodAt } from '../core/periods';
import type { SubscriptionCommand, SubscriptionRejection } from '../core/subscription.commands';
import type { SubscriptionEvent } from '../core/subscription.events';
import { endedAt, evolve, initial, type SubscriptionState } from '../core/subscription.state';

export const subscription: Decider<SubscriptionState, SubscriptionCommand, SubscriptionEvent, SubscriptionRejection> = {
  category: 'subscription',
  initial,
  evolve,
  decide(command, state): Decision<SubscriptionEvent, SubscriptionRejection> {
    if (command.type === 'CreateSubscription')
      return state.status === 'absent' ? accept({ type: 'SubscriptionCreated', data: command.terms }) : alreadySo;
    if (state.status === 'absent') return reject({ code: 'subscription-not-found' });
    const ended = endedAt(state, command.now);
    switch (command.type) {
      case 'CancelSubscription':
        return ended === null ? accept({ type: 'SubscriptionCancelled', data: { at: command.now } }) : alreadySo;
      case 'SetCancellationAtPeriodEnd': {
        if (ended !== null) return reject({ code: 'subscription-cancelled' });
        if ((state.endsAt !== null) === command.atPeriodEnd) return alreadySo;
        const endsAt = command.atPeriodEnd ? periodAt(state, command.now).endsAt : null;
        return accept({ type: 'SubscriptionCancellationSet', data: { atPeriodEnd: command.atPeriodEnd, endsAt } });
      }
    }
  },
};
