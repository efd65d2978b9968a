// Sets a message aside, and ends that. The reactor moves it between the sets when it comes by the event: nothing is moved here,
// so that an event without its effect, or an effect without its event, cannot be.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, EventStore, Executor, streamName } from '@tillstream/event-sourcing';
import type { WebhookDeferralOutcome } from '../../core/outcome';
import { WEBHOOK_DEFERRAL, type WebhookDeferralCommand } from '../../core/webhook-deferral';
import { webhookDeferral } from '../webhook-deferral.decider';

/** Longer than any schedule and than the 30 days in which a message can be sent again. */
const KEPT_SECONDS = 40 * 86_400;

export class DeferDeliveryCommand extends Command<WebhookDeferralOutcome> {
  constructor(
    readonly context: CommandContext,
    /** Key of the endpoint. */
    readonly key: string,
    readonly deferral: Omit<Extract<WebhookDeferralCommand, { type: 'DeferDelivery' }>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(DeferDeliveryCommand)
export class DeferDeliveryHandler implements ICommandHandler<DeferDeliveryCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly store: EventStore,
  ) {}

  async execute({ context, key, deferral }: DeferDeliveryCommand): Promise<WebhookDeferralOutcome> {
    const outcome = await this.executor.run(webhookDeferral, { key, context }, { type: 'DeferDelivery', ...deferral });
    if (outcome.resource.revision === 0) await this.store.limit(streamName(WEBHOOK_DEFERRAL, key), { maxAgeSeconds: KEPT_SECONDS });
    return outcome;
  }
}

export class EndDeferredDeliveryCommand extends Command<WebhookDeferralOutcome> {
  constructor(
    readonly context: CommandContext,
    /** Key of the endpoint. */
    readonly key: string,
    readonly end: Omit<Extract<WebhookDeferralCommand, { type: 'EndDeferredDelivery' }>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(EndDeferredDeliveryCommand)
export class EndDeferredDeliveryHandler implements ICommandHandler<EndDeferredDeliveryCommand> {
  constructor(private readonly executor: Executor) {}

  execute({ context, key, end }: EndDeferredDeliveryCommand): Promise<WebhookDeferralOutcome> {
    return this.executor.run(webhookDeferral, { key, context }, { type: 'EndDeferredDelivery', ...end });
  }
}
