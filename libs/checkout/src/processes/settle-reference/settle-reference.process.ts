// A session that was made to take the place of earlier ones must hold its reference. Checked inline right after it was made; this is the
// backstop for a process that died between the two.
import type { Effect, Process } from '@tillstream/event-sourcing';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionState } from '../../core/checkout-session.state';

export interface SettleReferenceEffect extends Effect {
  readonly type: 'SettleReference';
  readonly data: { readonly sessionKey: string };
}

export const settleReference: Process<CheckoutSessionState, CheckoutSessionEvent, SettleReferenceEffect> = {
  name: 'settle-reference',
  category: 'checkoutSession',
  on: ['SessionCreated'],
  react: (_event, { key: sessionKey, state }) =>
    state.status !== 'absent' && state.supersede ? [{ type: 'SettleReference', data: { sessionKey } }] : [],
};
