// A new secret for an endpoint; the old one keeps signing beside it for `ttlMs`.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor } from '@tillstream/event-sourcing';
import type { WebhookEndpointOutcome } from '../../core/outcome';
import { EndpointSecrets } from '../../delivery/endpoint-secrets';
import { OwnEndpoints } from '../own-endpoints';
import { webhookEndpoint } from '../webhook-endpoint.decider';

export class RollWebhookSecretCommand extends Command<WebhookEndpointOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly ttlMs: number,
  ) {
    super();
  }
}

@CommandHandler(RollWebhookSecretCommand)
export class RollWebhookSecretHandler implements ICommandHandler<RollWebhookSecretCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly endpoints: OwnEndpoints,
    private readonly secrets: EndpointSecrets,
    private readonly clock: Clock,
  ) {}

  async execute({ context, key, ttlMs }: RollWebhookSecretCommand): Promise<WebhookEndpointOutcome> {
    const foreign = await this.endpoints.foreign(context.accountId, key);
    if (foreign) return foreign;
    const command = { type: 'RollWebhookSecret', secret: this.secrets.make(key), previousUntil: this.clock.now() + ttlMs } as const;
    return this.executor.run(webhookEndpoint, { key, context }, command);
  }
}
