// Sent by the delivery when a receiver is gone; the reactor then drops what waits for it. Twice is once.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor } from '@tillstream/event-sourcing';
import type { WebhookEndpointOutcome } from '../../core/outcome';
import type { DisableReason } from '../../core/webhook-endpoint.events';
import { webhookEndpoint } from '../webhook-endpoint.decider';

export class DisableWebhookEndpointCommand extends Command<WebhookEndpointOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly reason: DisableReason,
  ) {
    super();
  }
}

@CommandHandler(DisableWebhookEndpointCommand)
export class DisableWebhookEndpointHandler implements ICommandHandler<DisableWebhookEndpointCommand> {
  constructor(private readonly executor: Executor) {}

  execute({ context, key, reason }: DisableWebhookEndpointCommand): Promise<WebhookEndpointOutcome> {
    return this.executor.run(webhookEndpoint, { key, context }, { type: 'DisableWebhookEndpoint', reason });
  }
}
