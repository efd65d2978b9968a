// Sends a message again on request: to one endpoint, or to all of the account that want its type. It goes beside the order of its
// stream and at once; the request is an event, so that it outlives an emptied Redis.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, derivedCommandId, Executor, Ids, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { formatMember, parseMessageId } from '../../core/message-id';
import type { ToldMessage } from '../../core/told-messages';
import type { RedeliveryRejection } from '../../core/webhook-endpoint.rejections';
import { type WebhookEndpointState, wants } from '../../core/webhook-endpoint.state';
import { MessageReader } from '../../delivery/message-reader';
import { allEndpoints } from '../../views/list-webhook-endpoints.query';
import { OwnEndpoints } from '../own-endpoints';
import { webhookDeferral } from '../webhook-deferral.decider';

export class RedeliverMessageCommand extends Command<RedeliveryOutcome> {
  constructor(
    readonly context: CommandContext,
    /** `evt_…` */
    readonly messageId: string,
    /** Null: every active endpoint that wants this type. */
    readonly endpointKey: string | null,
  ) {
    super();
  }
}

export type RedeliveryOutcome =
  | { readonly kind: 'accepted'; readonly endpointKeys: readonly string[] }
  | { readonly kind: 'rejected'; readonly reasons: readonly RedeliveryRejection[] };

@CommandHandler(RedeliverMessageCommand)
export class RedeliverMessageHandler implements ICommandHandler<RedeliverMessageCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly messages: MessageReader,
    private readonly endpoints: OwnEndpoints,
    private readonly reads: ResourceReads,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute({ context, messageId, endpointKey }: RedeliverMessageCommand): Promise<RedeliveryOutcome> {
    const ref = parseMessageId(this.ids.environment, messageId);
    const told = ref && (await this.messages.find(ref));
    if (!told || told.after.accountId !== context.accountId) return { kind: 'rejected', reasons: [{ code: 'event-not-found' }] };
    const targets = await this.targets(told, endpointKey, context.accountId);
    if ('reasons' in targets) return targets;
    for (const key of targets.endpointKeys) await this.defer(told, key, context);
    return targets;
  }

  private async targets(told: ToldMessage, endpointKey: string | null, accountId: string): Promise<RedeliveryOutcome> {
    if (endpointKey === null) {
      const all = await allEndpoints(this.reads, accountId);
      const wanting = all.filter(({ state }) => isActive(state) && wants(state, told.type));
      return { kind: 'accepted', endpointKeys: wanting.map(({ key }) => key) };
    }
    const endpoint: Resource<WebhookEndpointState> | null = await this.endpoints.find(accountId, endpointKey);
    if (!endpoint) return { kind: 'rejected', reasons: [{ code: 'webhook-endpoint-not-found', loc: ['body', 'webhook_endpoint_id'] }] };
    if (!isActive(endpoint.state)) return { kind: 'rejected', reasons: [{ code: 'webhook-endpoint-disabled' }] };
    return { kind: 'accepted', endpointKeys: [endpointKey] };
  }

  private async defer(told: ToldMessage, key: string, context: CommandContext): Promise<void> {
    const message = formatMember({ ...told.ref, type: told.type });
    const own = { ...context, commandId: derivedCommandId(context.commandId, `redeliver/${key}/${message}`) };
    const deferral = { tries: 0, nextAt: this.clock.now() };
    await this.executor.run(webhookDeferral, { key, context: own }, { type: 'DeferDelivery', message, deferral, cause: 'by_request' });
  }
}

const isActive = (state: WebhookEndpointState): state is Extract<WebhookEndpointState, { status: 'present' }> =>
  state.status === 'present' && state.isActive;
