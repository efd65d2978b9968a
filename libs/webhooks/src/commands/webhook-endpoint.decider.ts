// The index of what an endpoint can be asked. A command without a case does not compile.
import type { Decider } from '@tillstream/event-sourcing';
import type { WebhookEndpointCommand } from '../core/webhook-endpoint.commands';
import type { WebhookEndpointEvent } from '../core/webhook-endpoint.events';
import type { WebhookEndpointRejection } from '../core/webhook-endpoint.rejections';
import { webhookEndpointType, type WebhookEndpointState } from '../core/webhook-endpoint.state';
import { createWebhookEndpoint } from './create-webhook-endpoint/create-webhook-endpoint.decide';
import { disableWebhookEndpoint } from './disable-webhook-endpoint/disable-webhook-endpoint.decide';
import { rollWebhookSecret } from './roll-webhook-secret/roll-webhook-secret.decide';
import { turnOffWebhookEndpoint } from './turn-off-webhook-endpoint/turn-off-webhook-endpoint.decide';
import { updateWebhookEndpoint } from './update-webhook-endpoint/update-webhook-endpoint.decide';

export const webhookEndpoint: Decider<WebhookEndpointState, WebhookEndpointCommand, WebhookEndpointEvent, WebhookEndpointRejection> = {
  ...webhookEndpointType,
  decide(command, state) {
    switch (command.type) {
      case 'CreateWebhookEndpoint':
        return createWebhookEndpoint(command, state);
      case 'UpdateWebhookEndpoint':
        return updateWebhookEndpoint(command, state);
      case 'TurnOffWebhookEndpoint':
        return turnOffWebhookEndpoint(state);
      case 'RollWebhookSecret':
        return rollWebhookSecret(command, state);
      case 'DisableWebhookEndpoint':
        return disableWebhookEndpoint(command, state);
    }
  },
};
