// The checkout lib's one door.
import type { View } from '@tillstream/event-sourcing';
import { checkoutSessionView } from './views/checkout-session.view';

export * from './checkout.module';
export * from './commands/abandon-attempt/abandon-attempt.handler';
export * from './commands/add-line-item/add-line-item.handler';
export * from './commands/attempt-runner';
export * from './commands/complete-by-hand/complete-by-hand.handler';
export * from './commands/create-session/create-session.handler';
export * from './commands/expire-session/expire-session.handler';
export * from './commands/recover-charge/recover-charge.handler';
export * from './commands/session-ids';
export * from './commands/connected-processors';
export * from './commands/means';
export * from './commands/running-attempts';
export * from './commands/setup-runner';
export * from './commands/start-attempt/buyer-cards';
export * from './commands/start-attempt/buyer-customers';
export * from './commands/start-attempt/pressed-pay';
export * from './commands/start-attempt/start-attempt.handler';
export * from './commands/update-session/update-session.handler';
export * from './index.browser';
export * from './index.core';
export * from './processes/create-subscriptions/create-subscriptions.process';
export * from './processes/save-payment-methods/save-payment-methods.process';
export * from './secure-tokens';
export * from './session-timer';
export * from './views/buyer-session.render';
export * from './views/checkout-session.query';
export * from './views/checkout-session.render';
export * from './core/session-words';
export { sessionIndex } from './views/checkout-session.view';
export * from './webhooks/checkout-session.webhook';

export const checkoutViews: readonly View[] = [checkoutSessionView];
