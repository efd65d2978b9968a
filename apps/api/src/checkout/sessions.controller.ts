// The sessions of an account over HTTP: each call reads its request, sends one command or query, and answers. They are made in
// session-creation.controller.ts.
import { Controller, Get, Patch, Post, Put, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  AddLineItemCommand, type CheckoutSessionState, CompleteByHandCommand, ExpireSessionCommand, GetSessionQuery, ListSessionsQuery,
  renderLineItem, type SessionOutcome, UpdateSessionCommand,
} from '@tillstream/checkout'; // prettier-ignore
import { Ids, type Resource } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { answerItems } from '../http/list/answer-list';
import { findPlanned } from '../http/list/find-planned';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import { etagOf, withPrecondition } from './if-match';
import { LineItemAnswer, SessionAnswer } from './session-answer.dto';
import { SessionAnswers } from './session-answers';
import { SessionListQuery } from './session-list';
import { SessionLists } from './session-lists';
import { lineItemPayload, sessionChanges } from './session-payload';
import {
  ChangeSessionHeaders,
  ExpandQuery,
  GetSessionQueryDto,
  ReadSessionHeaders,
  SessionPath,
  UpdateSessionBody,
  WantedLineItemBody,
} from './session.dto';

type Session = Resource<CheckoutSessionState>;

const shapes = {
  list: queryOf({ path: AccountPath, query: SessionListQuery }),
  get: queryOf({ path: SessionPath, query: GetSessionQueryDto, headers: ReadSessionHeaders }),
  update: commandOf({ path: SessionPath, body: UpdateSessionBody, query: ExpandQuery, headers: ChangeSessionHeaders }),
  command: commandOf({ path: SessionPath, query: ExpandQuery, headers: ChangeSessionHeaders }),
  addLineItem: commandOf({ path: SessionPath, body: WantedLineItemBody, headers: ChangeSessionHeaders }),
};
const [read, write] = [['read'] as const, ['write'] as const];
const SessionList = listAnswerOf(SessionAnswer);

@ApiTags('Checkout sessions')
@Controller('api/:account_id/checkout-sessions')
export class SessionsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly answers: SessionAnswers,
    private readonly ids: Ids,
    private readonly lists: SessionLists,
  ) {}

  @Get()
  @Call({ summary: 'List sessions', scopes: read, request: shapes.list, answer: SessionList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const plan = this.lists.plan(accountId, query);
    const found = await findPlanned(plan, {
      list: (page) => this.queries.execute(new ListSessionsQuery(accountId, page)),
      get: (key) => this.queries.execute(new GetSessionQuery(accountId, key)),
    });
    return answerItems(plan, found, await this.answers.many(found.items, query));
  }

  @Get(':session_id')
  @Call({ summary: 'Get a session', scopes: read, request: shapes.get, answer: SessionAnswer })
  async get(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.get, request);
    const key = this.keyOf(call);
    const minRevision = call.headers['Tillstream-Min-Revision'];
    const session = await this.queries.execute(
      new GetSessionQuery(call.accountId, key, { minRevision, asOf: call.query.as_of ?? undefined }),
    );
    if (!session) throw problemOf('session-not-found');
    call.header('etag', etagOf(session.revision));
    return this.answers.one(session, { expand: call.query.expand, isPast: call.query.as_of != null });
  }

  @Patch(':session_id')
  @Call({ summary: 'Change an open session', scopes: write, request: shapes.update, answer: SessionAnswer })
  async update(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.update, request);
    const { key, context } = await this.target(call);
    return this.answer(call, await this.commands.execute(new UpdateSessionCommand(context, key, sessionChanges(this.ids, call.body))));
  }

  @Put(':session_id/complete')
  @Call({ summary: 'Complete a session without a payment', scopes: write, request: shapes.command, answer: SessionAnswer })
  async complete(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.command, request);
    const { key, context } = await this.target(call);
    return this.answer(call, await this.commands.execute(new CompleteByHandCommand(context, key)));
  }

  @Post(':session_id/expire')
  @Call({ summary: 'Expire a session now', scopes: write, request: shapes.command, answer: SessionAnswer })
  async expire(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.command, request);
    const { key, context } = await this.target(call);
    return this.answer(call, await this.commands.execute(new ExpireSessionCommand(context, key, 'by_request')));
  }

  @Post(':session_id/line-items')
  @Call({ summary: 'Add a line item', scopes: write, request: shapes.addLineItem, answer: LineItemAnswer })
  async addLineItem(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.addLineItem, request);
    const { key, context } = await this.target(call);
    const outcome = await this.commands.execute(new AddLineItemCommand(context, key, lineItemPayload(this.ids, call.body)));
    return this.edge.answer(call, outcome, ({ state, revision }: Session, rendering) => {
      const added = state.status === 'absent' ? undefined : state.tiers[0]?.lineItems.at(-1);
      if (!added) throw problemOf('session-not-found');
      call.header('etag', etagOf(revision));
      return renderLineItem(added, rendering);
    });
  }

  private keyOf(call: Read<SessionPath>): string {
    const key = this.ids.parse('cs', call.path.session_id);
    if (key === null) throw problemOf('session-not-found');
    return key;
  }

  /** A session of this account and the context of a write to it; 404 for anybody else's. */
  private async target(call: Read<SessionPath, object, ChangeSessionHeaders>) {
    const key = this.keyOf(call);
    if (!(await this.queries.execute(new GetSessionQuery(call.accountId, key)))) throw problemOf('session-not-found');
    return { key, context: withPrecondition(call.context, key, call.headers['If-Match']) };
  }

  private answer(call: Read<object, ExpandQuery>, outcome: SessionOutcome) {
    const session = this.edge.accepted(call, outcome);
    call.header('etag', etagOf(session.revision));
    return this.answers.one(session, call.query);
  }
}
