// An endpoint of another account is one that does not exist.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor } from '@tillstream/event-sourcing';
import type { WebhookEndpointOutcome } from '../../core/outcome';
import { OwnEndpoints } from '../own-endpoints';
import { webhookEndpoint } from '../webhook-endpoint.decider';

export class TurnOffWebhookEndpointCommand extends Command<WebhookEndpointOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
  ) {
    super();
  }
}

@CommandHandler(TurnOffWebhookEndpointCommand)
export class TurnOffWebhookEndpointHandler implements ICommandHandler<TurnOffWebhookEndpointCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly endpoints: OwnEndpoints,
  ) {}

  async execute({ context, key }: TurnOffWebhookEndpointCommand): Promise<WebhookEndpointOutcome> {
    const foreign = await this.endpoints.foreign(context.accountId, key);
    return foreign ?? this.executor.run(webhookEndpoint, { key, context }, { type: 'TurnOffWebhookEndpoint' });
  }
}
