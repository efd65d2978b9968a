// Messages of one endpoint that go by a schedule of their own: set aside because they kept failing while others passed, or sent
// again on request. What is in the pending sets follows from positions; what is in here follows from these events alone.
import type { Instant, StreamType } from '@tillstream/event-sourcing';

export const WEBHOOK_DEFERRAL = 'webhookDeferral';

/** `message` is a pending set's member: event and type. */
export type WebhookDeferralEvent =
  | {
      readonly type: 'DeliveryDeferred';
      readonly data: {
        readonly message: string;
        /** Attempts so far; 0 for one that is sent again on request. */
        readonly tries: number;
        readonly nextAt: Instant;
        readonly cause: 'failing' | 'by_request';
      };
    }
  | { readonly type: 'DeferredDeliveryEnded'; readonly data: { readonly message: string; readonly outcome: 'delivered' | 'failed' } };

export interface Deferral {
  readonly tries: number;
  readonly nextAt: Instant;
}

/** What has not come to an end, by message. */
export type WebhookDeferralState = Readonly<Record<string, Deferral>>;

export type WebhookDeferralCommand =
  | { readonly type: 'DeferDelivery'; readonly message: string; readonly deferral: Deferral; readonly cause: 'failing' | 'by_request' }
  | { readonly type: 'EndDeferredDelivery'; readonly message: string; readonly outcome: 'delivered' | 'failed' };

export function evolve(state: WebhookDeferralState, event: WebhookDeferralEvent): WebhookDeferralState {
  const { message } = event.data;
  if (event.type === 'DeliveryDeferred') return { ...state, [message]: { tries: event.data.tries, nextAt: event.data.nextAt } };
  return Object.fromEntries(Object.entries(state).filter(([held]) => held !== message));
}

export const webhookDeferralType: StreamType<WebhookDeferralState, WebhookDeferralEvent> = {
  category: WEBHOOK_DEFERRAL,
  initial: {},
  evolve,
};
