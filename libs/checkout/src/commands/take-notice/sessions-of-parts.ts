// The session that holds a charge or a refund, for certain: by the views, and, where they know none, by the events that they have not reached.
// What a processor tells of was written down before it was asked, so it stands in one or the other; nothing but that makes "not ours".
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  EventStore, Fault, keyOf, type Position, type RecordedEvent, type Resource, StreamReader, ViewsRebuilding, ViewStore,
} from '@tillstream/event-sourcing'; // prettier-ignore
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { FindSessionOfQuery } from '../../views/session-parts.query';
import { checkoutSession } from '../checkout-session.decider';

export interface SoughtPart {
  readonly accountId: string;
  readonly part: 'charge' | 'refund';
  readonly key: string;
}

/** Usually it is a handful; further behind than this, whoever asks comes again when the views have caught up. */
const MOST_EVENTS_READ = 20_000;

@Injectable()
export class SessionsOfParts {
  constructor(
    private readonly queries: QueryBus,
    private readonly views: ViewStore,
    private readonly store: EventStore,
    private readonly reader: StreamReader,
  ) {}

  /** Null: there is none. While nobody can say so for certain this throws ViewsRebuilding or another passing Fault. */
  async holding(sought: SoughtPart): Promise<Resource<CheckoutSessionState> | null> {
    const before = await this.views.checkpoint(); // before the look: whatever is written up to it can be seen by then
    const viewed = await this.queries.execute(new FindSessionOfQuery(sought.accountId, sought.part, sought.key));
    if (viewed) return viewed;
    const after = await this.views.checkpoint();
    if (!before?.complete || after?.generation !== before.generation) throw new ViewsRebuilding(); // emptied around the look
    const stream = await this.streamAfter(before.position, sought);
    return stream === null ? null : this.reader.current(checkoutSession, keyOf(stream));
  }

  private async streamAfter(position: Position | null, { accountId, key }: SoughtPart): Promise<string | null> {
    let count = 0;
    for await (const event of this.store.readAll([`${checkoutSession.category}-`], position)) {
      if (keyRequestedBy(event as RecordedEvent<CheckoutSessionEvent>) === key && event.metadata.accountId === accountId)
        return event.stream;
      if (++count >= MOST_EVENTS_READ) throw new Fault('unavailable', 'the views are too far behind to say whose charge this is');
    }
    return null;
  }
}

/** Of the charge or refund that begins with this event. */
function keyRequestedBy({ type, data }: RecordedEvent<CheckoutSessionEvent>): string | null {
  if (type === 'ChargeRequested') return (data as { readonly chargeKey: string }).chargeKey;
  return type === 'RefundRequested' ? (data as { readonly refundKey: string }).refundKey : null;
}
