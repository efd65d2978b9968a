// What is absent from `changes` is left alone.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor } from '@tillstream/event-sourcing';
import type { WebhookEndpointOutcome } from '../../core/outcome';
import type { EndpointFields } from '../../core/webhook-endpoint.events';
import { EndpointInquiry } from '../endpoint-inquiry';
import { OwnEndpoints } from '../own-endpoints';
import { webhookEndpoint } from '../webhook-endpoint.decider';

export class UpdateWebhookEndpointCommand extends Command<WebhookEndpointOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<EndpointFields>,
  ) {
    super();
  }
}

@CommandHandler(UpdateWebhookEndpointCommand)
export class UpdateWebhookEndpointHandler implements ICommandHandler<UpdateWebhookEndpointCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly endpoints: OwnEndpoints,
    private readonly inquiry: EndpointInquiry,
  ) {}

  async execute({ context, key, changes }: UpdateWebhookEndpointCommand): Promise<WebhookEndpointOutcome> {
    const foreign = await this.endpoints.foreign(context.accountId, key);
    if (foreign) return foreign;
    const command = { type: 'UpdateWebhookEndpoint', changes, facts: this.inquiry.facts(changes) } as const;
    return this.executor.run(webhookEndpoint, { key, context }, command);
  }
}
