// What was told to webhooks, to be read at any time: the messages, and what became of their deliveries.
import { Controller, Get, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Ids } from '@tillstream/event-sourcing';
import {
  FindMessageQuery, ListDeliveriesQuery, ListMessagesQuery, RedeliverMessageCommand, type RenderedDelivery, type RenderedEvent,
} from '@tillstream/webhooks'; // prettier-ignore
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { answerItems } from '../http/list/answer-list';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import { planEvents } from './event-filter';
import {
  DeliveryAnswer,
  EventAnswer,
  EventList,
  EventPath,
  FullEventAnswer,
  ListEventsQuery,
  RedeliverAnswer,
  RedeliverBody,
} from './event.dto';

const shapes = {
  list: queryOf({ path: AccountPath, query: ListEventsQuery }),
  get: queryOf({ path: EventPath }),
  redeliver: commandOf({ path: EventPath, body: RedeliverBody }),
};
const [read, write] = [['read', 'audit'] as const, ['write'] as const];

@ApiTags('Events')
@Controller('api/:account_id/events')
export class EventsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  @Get()
  @Call({ summary: 'List messages', scopes: read, request: shapes.list, answer: EventList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const { page, filter } = planEvents(query);
    const found = await this.queries.execute(new ListMessagesQuery(accountId, page, filter));
    return answerItems(page, found, found.items);
  }

  @Get(':event_id')
  @Call({ summary: 'Get a message', scopes: read, request: shapes.get, answer: EventAnswer })
  get(@Req() request: ApiRequest): Promise<RenderedEvent> {
    const { accountId, path } = this.edge.read(shapes.get, request);
    return this.event(accountId, path.event_id);
  }

  @Get(':event_id/deliveries')
  @Call({ summary: 'List what became of a message at each endpoint', scopes: read, request: shapes.get, answer: [DeliveryAnswer] })
  deliveries(@Req() request: ApiRequest): Promise<readonly RenderedDelivery[]> {
    const { accountId, path } = this.edge.read(shapes.get, request);
    return this.deliveriesOf(accountId, path.event_id);
  }

  @Get(':event_id/full')
  @Call({ summary: 'Get a message with its deliveries', scopes: read, request: shapes.get, answer: FullEventAnswer })
  async full(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.get, request);
    const [event, deliveries] = await Promise.all([this.event(accountId, path.event_id), this.deliveriesOf(accountId, path.event_id)]);
    return { event, deliveries };
  }

  @Post(':event_id/redeliver')
  @Call({ summary: 'Send a message again', scopes: write, request: shapes.redeliver, answer: RedeliverAnswer })
  async redeliver(@Req() request: ApiRequest): Promise<RedeliverAnswer> {
    const call = this.edge.read(shapes.redeliver, request);
    const { webhook_endpoint_id: id } = call.body;
    const endpointKey = id == null ? null : this.edge.reference('we', id);
    const outcome = await this.commands.execute(new RedeliverMessageCommand(call.context, call.path.event_id, endpointKey));
    if (outcome.kind === 'rejected') throw this.edge.refused(call, outcome.reasons);
    return { event_id: call.path.event_id, webhook_endpoint_ids: outcome.endpointKeys.map((key) => this.ids.format('we', key)) };
  }

  private async event(accountId: string, id: string): Promise<RenderedEvent> {
    const found = await this.queries.execute(new FindMessageQuery(accountId, id));
    if (!found) throw problemOf('event-not-found');
    return found;
  }

  private async deliveriesOf(accountId: string, id: string): Promise<readonly RenderedDelivery[]> {
    const found = await this.queries.execute(new ListDeliveriesQuery(accountId, id));
    if (!found) throw problemOf('event-not-found');
    return found;
  }
}
