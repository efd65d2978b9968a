// The payments lib's one door.
import type { View } from '@tillstream/event-sourcing';
import { paymentMethodView } from './views/payment-method.view';
import { processorView } from './views/processor.view';
import { processorRouteView } from './views/processor-route.view';

export * from './adapters/connected-adapters';
export * from './adapters/watched-adapters';
export * from './card-tries';
export * from './commands/change-processor/change-processor.handler';
export * from './commands/change-processor-route/change-processor-route.handler';
export * from './commands/connect-processor/connect-processor.handler';
export * from './commands/create-processor-route/create-processor-route.handler';
export * from './commands/delete-processor-route/delete-processor-route.handler';
export * from './commands/detach-payment-method/detach-payment-method.handler';
export * from './commands/save-payment-method/save-payment-method.handler';
export * from './index.core';
export * from './notice-reader';
export * from './payments.module';
export * from './processor-adapter';
export * from './processor-health';
export * from './vault/card-vault';
export * from './vault/card-summary';
export * from './vault/credential-box';
export * from './vault/kept-cards';
export { passesLuhn } from './card-number';
export type { VaultPublicKey } from './card-encryption';
export * from './views/payment-method.query';
export * from './views/payment-method.render';
export { paymentMethodIndex } from './views/payment-method.view';
export * from './views/payments.query';
export * from './views/processor.render';
export * from './views/processor-health.render';
export * from './views/processor-route.render';

export const paymentsViews: readonly View[] = [processorView, processorRouteView, paymentMethodView];
