// Webhooks' one door.
import type { View } from '@tillstream/event-sourcing';
import { webhookEndpointView } from './views/webhook-endpoint.view';

export * from './index.core';
export * from './commands/create-webhook-endpoint/create-webhook-endpoint.handler';
export * from './commands/defer-delivery/defer-delivery.handler';
export * from './commands/disable-webhook-endpoint/disable-webhook-endpoint.handler';
export * from './commands/redeliver-message/redeliver-message.handler';
export * from './commands/roll-webhook-secret/roll-webhook-secret.handler';
export * from './commands/send-test-message/send-test-message.handler';
export * from './commands/turn-off-webhook-endpoint/turn-off-webhook-endpoint.handler';
export * from './commands/update-webhook-endpoint/update-webhook-endpoint.handler';
export * from './delivery/delivery-sender';
export * from './delivery/endpoint-drain';
export * from './delivery/guarded-connect';
export * from './delivery/outbox';
export * from './delivery/settled-position';
export * from './delivery/undici-sender';
export * from './delivery/webhook-settings';
export * from './views/delivery.render';
export * from './views/event.render';
export * from './views/find-message.query';
export * from './views/find-webhook-endpoint.query';
export * from './views/list-deliveries.query';
export * from './views/list-messages.query';
export * from './views/list-webhook-endpoints.query';
export * from './views/message-index.projection';
export * from './views/message-types.query';
export * from './views/reveal-webhook-secret.query';
export * from './webhooks/webhook-endpoint.messages';
export * from './webhooks.module';

export const webhooksViews: readonly View[] = [webhookEndpointView];
