// Setting a message aside, and its end. Both twice is once.
import { accept, alreadySo, type Decider } from '@tillstream/event-sourcing';
import {
  webhookDeferralType, type WebhookDeferralCommand, type WebhookDeferralEvent, type WebhookDeferralState,
} from '../core/webhook-deferral'; // prettier-ignore

export const webhookDeferral: Decider<WebhookDeferralState, WebhookDeferralCommand, WebhookDeferralEvent, never> = {
  ...webhookDeferralType,
  decide(command, state) {
    const held = state[command.message];
    if (command.type === 'EndDeferredDelivery') {
      if (!held) return alreadySo;
      return accept({ type: 'DeferredDeliveryEnded', data: { message: command.message, outcome: command.outcome } });
    }
    // Set aside once more is news, the times between may long be over; only the very same again is not.
    if (held && held.tries === command.deferral.tries && held.nextAt === command.deferral.nextAt) return alreadySo;
    return accept({ type: 'DeliveryDeferred', data: { message: command.message, ...command.deferral, cause: command.cause } });
  },
};
