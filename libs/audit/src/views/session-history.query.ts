// The history of a session: every event of its stream, with what it changed of the session as the API shows it.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { checkoutSession, type CheckoutSessionResource, renderCheckoutSession, SecureTokens } from '@tillstream/checkout';
import { Ids, PersonKeys, StreamReader } from '@tillstream/event-sourcing';
import { type HistoryEntry, historyOf } from '../core/history';

/** Null when there is no such session in this account. */
export class GetHistoryQuery extends Query<readonly HistoryEntry[] | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetHistoryQuery)
export class GetHistoryHandler implements IQueryHandler<GetHistoryQuery> {
  constructor(
    private readonly reader: StreamReader,
    private readonly personKeys: PersonKeys,
    private readonly ids: Ids,
    private readonly links: SecureTokens,
  ) {}

  async execute({ accountId, key }: GetHistoryQuery): Promise<readonly HistoryEntry[] | null> {
    const events = await this.reader.events(checkoutSession.category, key);
    if (events[0]?.metadata.accountId !== accountId) return null;
    const open = await this.personKeys.opener(events.map(({ data }) => data));
    return historyOf({
      type: checkoutSession,
      events,
      render: (session, now) =>
        renderCheckoutSession(session as CheckoutSessionResource, {
          ids: this.ids,
          links: this.links,
          open,
          now,
          expandCustomFields: true,
        }),
    });
  }
}
