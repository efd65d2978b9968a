// The part of the API that is about webhook endpoints and the messages that are sent to them.
import { type DynamicModule, Module } from '@nestjs/common';
import { type WebhookParts, WebhooksModule } from '@tillstream/webhooks';
import { EventsController } from './events.controller';
import { WebhookEndpointsController } from './webhook-endpoints.controller';

@Module({})
export class WebhooksApiModule {
  static over(parts: WebhookParts): DynamicModule {
    return {
      module: WebhooksApiModule,
      imports: [WebhooksModule.over(parts)],
      controllers: [WebhookEndpointsController, EventsController],
    };
  }
}
