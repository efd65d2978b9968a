// Endpoints and deliveries as Nest providers. The kernel's and the buses are global; what only webhooks need is handed in here.
import { type DynamicModule, Module, type OnModuleDestroy, type Provider, type Type } from '@nestjs/common';
import { DeliveryLog, MessageIndex, type MessageSource, PendingDeliveries } from '@tillstream/event-sourcing';
import { CreateWebhookEndpointHandler } from './commands/create-webhook-endpoint/create-webhook-endpoint.handler';
import { DeferDeliveryHandler, EndDeferredDeliveryHandler } from './commands/defer-delivery/defer-delivery.handler';
import { DisableWebhookEndpointHandler } from './commands/disable-webhook-endpoint/disable-webhook-endpoint.handler';
import { EndpointInquiry } from './commands/endpoint-inquiry';
import { OwnEndpoints } from './commands/own-endpoints';
import { RedeliverMessageHandler } from './commands/redeliver-message/redeliver-message.handler';
import { RollWebhookSecretHandler } from './commands/roll-webhook-secret/roll-webhook-secret.handler';
import { SendTestMessageHandler } from './commands/send-test-message/send-test-message.handler';
import { TurnOffWebhookEndpointHandler } from './commands/turn-off-webhook-endpoint/turn-off-webhook-endpoint.handler';
import { UpdateWebhookEndpointHandler } from './commands/update-webhook-endpoint/update-webhook-endpoint.handler';
import { MessageCatalog } from './core/message-catalog';
import { AttemptLog } from './delivery/attempt-log';
import { AttemptOutcome } from './delivery/attempt-outcome';
import { DeliverySender } from './delivery/delivery-sender';
import { DeliveryEpochs } from './delivery/delivery-epochs';
import { EndpointDrain } from './delivery/endpoint-drain';
import { EndpointSecrets } from './delivery/endpoint-secrets';
import { dnsResolve } from './delivery/guarded-connect';
import { MessageDelivery } from './delivery/message-delivery';
import { MessageReader } from './delivery/message-reader';
import { MessageRouting } from './delivery/message-routing';
import { Outbox } from './delivery/outbox';
import { SettledPosition } from './delivery/settled-position';
import { UndiciSender } from './delivery/undici-sender';
import { WebhookSettings } from './delivery/webhook-settings';
import { FindMessageHandler } from './views/find-message.query';
import { FindWebhookEndpointHandler } from './views/find-webhook-endpoint.query';
import { ListDeliveriesHandler } from './views/list-deliveries.query';
import { ListMessagesHandler } from './views/list-messages.query';
import { ListWebhookEndpointsHandler } from './views/list-webhook-endpoints.query';
import { MessageTypesHandler } from './views/message-types.query';
import { RevealWebhookSecretHandler } from './views/reveal-webhook-secret.query';
import { MessageIndexProjection } from './views/message-index.projection';
import { webhookEndpointMessages } from './webhooks/webhook-endpoint.messages';

export interface WebhookParts {
  readonly pending: PendingDeliveries;
  readonly deliveryLog: DeliveryLog;
  readonly messageIndex: MessageIndex;
  /** Of all other domain libs; what is told about endpoints is added here. */
  readonly sources: readonly MessageSource[];
  readonly settings?: WebhookSettings;
  /** Specs bring their own. Closed with the module. */
  readonly sender?: DeliverySender;
}

const LOOKUP_MS = 3_000;

const services: readonly Type[] = [
  AttemptLog, AttemptOutcome, DeliveryEpochs, EndpointDrain, EndpointInquiry, EndpointSecrets, MessageDelivery, MessageIndexProjection, MessageReader, MessageRouting, Outbox, OwnEndpoints,
  SettledPosition,
]; // prettier-ignore

const handlers: readonly Type[] = [
  CreateWebhookEndpointHandler, DeferDeliveryHandler, DisableWebhookEndpointHandler, EndDeferredDeliveryHandler, FindMessageHandler,
  FindWebhookEndpointHandler, ListDeliveriesHandler, ListMessagesHandler, ListWebhookEndpointsHandler, MessageTypesHandler, RedeliverMessageHandler,
  RevealWebhookSecretHandler,
  RollWebhookSecretHandler, SendTestMessageHandler, TurnOffWebhookEndpointHandler, UpdateWebhookEndpointHandler,
]; // prettier-ignore

@Module({})
export class WebhooksModule implements OnModuleDestroy {
  constructor(private readonly sender: DeliverySender) {}

  static over(parts: WebhookParts): DynamicModule {
    const settings = parts.settings ?? new WebhookSettings();
    const given: Provider[] = [
      { provide: PendingDeliveries, useValue: parts.pending },
      { provide: DeliveryLog, useValue: parts.deliveryLog },
      { provide: MessageIndex, useValue: parts.messageIndex },
      { provide: MessageCatalog, useValue: new MessageCatalog([...parts.sources, webhookEndpointMessages]) },
      { provide: WebhookSettings, useValue: settings },
      { provide: DeliverySender, useValue: parts.sender ?? sender(settings) },
    ];
    return {
      module: WebhooksModule,
      providers: [...given, ...services, ...handlers],
      exports: [...given, ...services],
    };
  }

  onModuleDestroy(): Promise<void> {
    return this.sender.close();
  }
}

function sender({ allowInsecure, timeoutMs }: WebhookSettings): DeliverySender {
  return new UndiciSender({ timeoutMs, connect: { allowInsecure, timeoutMs, resolve: dnsResolve(LOOKUP_MS) } });
}
