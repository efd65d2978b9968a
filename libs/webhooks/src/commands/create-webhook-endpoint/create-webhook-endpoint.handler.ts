// Makes the signing secret and hands over. A repeat under the same idempotency key finds the first endpoint with the first secret.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Ids } from '@tillstream/event-sourcing';
import type { WebhookEndpointOutcome } from '../../core/outcome';
import { type EndpointFields, WEBHOOK_ENDPOINT } from '../../core/webhook-endpoint.events';
import { EndpointSecrets } from '../../delivery/endpoint-secrets';
import { EndpointInquiry } from '../endpoint-inquiry';
import { webhookEndpoint } from '../webhook-endpoint.decider';

export class CreateWebhookEndpointCommand extends Command<WebhookEndpointOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly fields: Omit<EndpointFields, 'isActive'>,
  ) {
    super();
  }
}

@CommandHandler(CreateWebhookEndpointCommand)
export class CreateWebhookEndpointHandler implements ICommandHandler<CreateWebhookEndpointCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly ids: Ids,
    private readonly secrets: EndpointSecrets,
    private readonly inquiry: EndpointInquiry,
  ) {}

  execute({ context, fields }: CreateWebhookEndpointCommand): Promise<WebhookEndpointOutcome> {
    const key = this.ids.derivedKey(WEBHOOK_ENDPOINT, context.commandId);
    const command = { type: 'CreateWebhookEndpoint', fields, secret: this.secrets.make(key), facts: this.inquiry.facts(fields) } as const;
    return this.executor.run(webhookEndpoint, { key, context }, command);
  }
}
