// What an endpoint can be told: every type with its schema and an example.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { MessageType } from '@tillstream/event-sourcing';
import { MessageCatalog } from '../core/message-catalog';

export class MessageTypesQuery extends Query<readonly MessageType[]> {}

@QueryHandler(MessageTypesQuery)
export class MessageTypesHandler implements IQueryHandler<MessageTypesQuery> {
  constructor(private readonly catalog: MessageCatalog) {}

  execute(): Promise<readonly MessageType[]> {
    return Promise.resolve(this.catalog.types);
  }
}
