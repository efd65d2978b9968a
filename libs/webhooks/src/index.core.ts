// The pure part of webhooks.
export * from './core/endpoint-url';
export * from './core/message-body';
export * from './core/message-catalog';
export * from './core/message-id';
export * from './core/outcome';
export * from './core/schedule';
export * from './core/told-messages';
export * from './core/webhook-deferral';
export * from './core/webhook-endpoint.commands';
export * from './core/webhook-endpoint.events';
export * from './core/webhook-endpoint.rejections';
export { webhookEndpointType, type PresentEndpoint, type WebhookEndpointState } from './core/webhook-endpoint.state';
export * from './views/webhook-endpoint.render';
