// `/events` as a list: the messages of one resource without limit of time, or an account's of the last 30 days.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Clock, Ids, MessageIndex, ResourceReads, ViewsRebuilding } from '@tillstream/event-sourcing';
import { type AggregateKind, MessageCatalog } from '../core/message-catalog';
import { parseMember, parseMessageId } from '../core/message-id';
import type { ToldMessage } from '../core/told-messages';
import { MessageReader } from '../delivery/message-reader';
import { type RenderedEvent, renderEvent } from './event.render';

export const EVENTS_KEPT_MS = 30 * 86_400_000;

export interface MessageFilter {
  readonly eventId?: string;
  readonly aggregateId?: string;
  readonly aggregateType?: string;
  readonly eventType?: string;
}

export interface MessagePage {
  readonly offset: number;
  readonly limit: number;
  readonly order: 'ascending' | 'descending';
}

export interface EventList {
  readonly items: readonly RenderedEvent[];
  readonly total: number;
  readonly totalCapped: boolean;
}

export class ListMessagesQuery extends Query<EventList> {
  constructor(
    readonly accountId: string,
    readonly page: MessagePage,
    readonly filter: MessageFilter = {},
  ) {
    super();
  }
}

interface Found {
  readonly told: readonly ToldMessage[];
  readonly total: number;
  readonly totalCapped: boolean;
}

@QueryHandler(ListMessagesQuery)
export class ListMessagesHandler implements IQueryHandler<ListMessagesQuery> {
  constructor(
    private readonly messages: MessageReader,
    private readonly index: MessageIndex,
    private readonly catalog: MessageCatalog,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly reads: ResourceReads,
  ) {}

  /** Throws ViewsRebuilding while the account-wide list cannot be answered. */
  async execute(query: ListMessagesQuery): Promise<EventList> {
    const { told, total, totalCapped } = await this.find(query);
    const items = await Promise.all(told.map(async (one) => renderEvent(one, await this.messages.render(one), this.ids)));
    return { items, total, totalCapped };
  }

  private find(query: ListMessagesQuery): Promise<Found> {
    const { eventId, aggregateId } = query.filter;
    if (eventId !== undefined) return this.byId(query, eventId);
    return aggregateId === undefined ? this.ofAccount(query) : this.ofResource(query, aggregateId);
  }

  private async byId({ accountId, page, filter }: ListMessagesQuery, id: string): Promise<Found> {
    const ref = parseMessageId(this.ids.environment, id);
    const told = ref && (await this.messages.find(ref));
    return pageOf(told ? [told] : [], { accountId, page, test: this.test(filter) });
  }

  /** From the resource's own stream, or from the one that it lives on, to which only the views lead. */
  private async ofResource({ accountId, page, filter }: ListMessagesQuery, id: string): Promise<Found> {
    const kind = this.catalog.ofPrefix(id);
    const key = kind && this.ids.parse(kind.prefix, id);
    const streamKey = kind && key && (await this.streamKey(accountId, kind, key));
    const told = kind && streamKey ? await this.messages.ofStream(kind.source, streamKey) : [];
    const own = told.filter(({ ref, resourceKey }) => ref.resource === kind?.letter && resourceKey === key);
    return pageOf(page.order === 'ascending' ? own : own.toReversed(), { accountId, page, test: this.test(filter) });
  }

  /** Null: the account has no such thing. Throws ViewsRebuilding while the views cannot say. */
  private async streamKey(accountId: string, { source, letter }: AggregateKind, key: string): Promise<string | null> {
    const category = source.resources[letter]?.partOf;
    if (category === undefined) return key;
    return (await this.reads.part({ accountId, category, key }))?.state.ownerKey ?? null;
  }

  private async ofAccount({ accountId, page, filter }: ListMessagesQuery): Promise<Found> {
    if (!(await this.index.checkpoint())?.complete) throw new ViewsRebuilding();
    const wanted = this.wanted(filter);
    const test = wanted && ((message: string) => wanted(parseMember(message)));
    const listed = await this.index.list({ accountId, since: this.clock.now() - EVENTS_KEPT_MS, ...page, ...(test && { test }) });
    const told = await Promise.all(listed.messages.map((message) => this.messages.find(parseMember(message))));
    return { told: told.filter((one) => one !== null), total: listed.total, totalCapped: listed.totalCapped };
  }

  private wanted({
    aggregateType,
    eventType,
  }: MessageFilter): ((ref: { category: string; resource: string; type: string }) => boolean) | undefined {
    if (aggregateType === undefined && eventType === undefined) return undefined;
    const kind = aggregateType === undefined ? undefined : this.catalog.ofAggregateType(aggregateType);
    return ({ category, resource, type }) =>
      (eventType === undefined || type === eventType) &&
      (kind === undefined || (kind !== null && category === kind.source.letter && resource === kind.letter));
  }

  private test(filter: MessageFilter): (told: ToldMessage) => boolean {
    const wanted = this.wanted(filter);
    return ({ ref, type }) => wanted?.({ ...ref, type }) ?? true;
  }
}

function pageOf(
  told: readonly ToldMessage[],
  { accountId, page, test }: { accountId: string; page: MessagePage; test: (told: ToldMessage) => boolean },
): Found {
  const own = told.filter((one) => one.after.accountId === accountId && test(one));
  return { told: own.slice(page.offset, page.offset + page.limit), total: own.length, totalCapped: false };
}
