// What became of one message at each endpoint: from the log of attempts of the last 30 days, and from what still waits.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DeliveryLog, Ids, type LoggedAttempt, PendingDeliveries, ResourceReads } from '@tillstream/event-sourcing';
import { formatMember, parseMessageId } from '../core/message-id';
import { MessageReader } from '../delivery/message-reader';
import { type RenderedDelivery, renderDelivery } from './delivery.render';
import { allEndpoints } from './list-webhook-endpoints.query';

export class ListDeliveriesQuery extends Query<readonly RenderedDelivery[] | null> {
  constructor(
    readonly accountId: string,
    /** `evt_…` */
    readonly messageId: string,
  ) {
    super();
  }
}

@QueryHandler(ListDeliveriesQuery)
export class ListDeliveriesHandler implements IQueryHandler<ListDeliveriesQuery> {
  constructor(
    private readonly messages: MessageReader,
    private readonly log: DeliveryLog,
    private readonly pending: PendingDeliveries,
    private readonly reads: ResourceReads,
    private readonly ids: Ids,
  ) {}

  /** Null when the account has no such message. */
  async execute({ accountId, messageId }: ListDeliveriesQuery): Promise<readonly RenderedDelivery[] | null> {
    const ref = parseMessageId(this.ids.environment, messageId);
    const told = ref && (await this.messages.find(ref));
    if (!told || told.after.accountId !== accountId) return null;
    const message = formatMember({ ...told.ref, type: told.type });
    const [attempts, endpoints] = await Promise.all([this.log.attempts(message), allEndpoints(this.reads, accountId)]);
    const byEndpoint = Map.groupBy(attempts, ({ endpoint }: LoggedAttempt) => endpoint);
    const deliveries = await Promise.all(
      endpoints.map(async ({ key, state }) => ({
        messageId,
        messageAt: told.event.metadata.at,
        endpoint: key,
        url: state.status === 'present' ? state.url : null,
        attempts: byEndpoint.get(key) ?? [],
        waiting: await this.pending.waiting(key, message),
      })),
    );
    return deliveries.filter((one) => one.waiting || one.attempts.length > 0).map((one) => renderDelivery(one, this.ids));
  }
}
