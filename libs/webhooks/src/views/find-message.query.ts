// One message of `/events`, by its id alone.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Ids } from '@tillstream/event-sourcing';
import { parseMessageId } from '../core/message-id';
import { MessageReader } from '../delivery/message-reader';
import { type RenderedEvent, renderEvent } from './event.render';

export class FindMessageQuery extends Query<RenderedEvent | null> {
  constructor(
    readonly accountId: string,
    /** `evt_…` */
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(FindMessageQuery)
export class FindMessageHandler implements IQueryHandler<FindMessageQuery> {
  constructor(
    private readonly messages: MessageReader,
    private readonly ids: Ids,
  ) {}

  /** Null when the account has no such message. */
  async execute({ accountId, id }: FindMessageQuery): Promise<RenderedEvent | null> {
    const ref = parseMessageId(this.ids.environment, id);
    const told = ref && (await this.messages.find(ref));
    if (!told || told.after.accountId !== accountId) return null;
    return renderEvent(told, await this.messages.render(told), this.ids);
  }
}
