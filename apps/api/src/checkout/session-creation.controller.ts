// Where sessions are made over HTTP: from a request, or fresh from an old one. One token makes only so many in a minute.
import { Controller, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CloneSessionCommand, CreateSessionCommand, type SessionOutcome } from '@tillstream/checkout';
import { Ids } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf } from '../http/request-shape';
import { CreationLimits } from './creation-limits';
import { etagOf } from './if-match';
import { SessionAnswer } from './session-answer.dto';
import { SessionAnswers } from './session-answers';
import { createSessionPayload } from './session-payload';
import { CreateSessionBody, ExpandQuery, SessionPath } from './session.dto';

const shapes = {
  create: commandOf({ path: AccountPath, body: CreateSessionBody, query: ExpandQuery }),
  clone: commandOf({ path: SessionPath, query: ExpandQuery }),
};

const LIMITS =
  'One token makes at most 6,000 sessions a minute, unless this installation sets another limit; beyond that 429, with Retry-After.';

@ApiTags('Checkout sessions')
@Controller('api/:account_id/checkout-sessions')
export class SessionCreationController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly answers: SessionAnswers,
    private readonly limits: CreationLimits,
    private readonly ids: Ids,
  ) {}

  @Post()
  @Call({ summary: 'Create a session', description: LIMITS, scopes: ['write'], request: shapes.create, answer: SessionAnswer })
  async create(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.create, request);
    await this.limits.count(call.principal);
    const payload = createSessionPayload(this.ids, call.body);
    return this.answer(call, await this.commands.execute(new CreateSessionCommand(call.context, payload)));
  }

  @Post(':session_id/clone')
  @Call({
    summary: 'Create a fresh session from an old one',
    description: LIMITS,
    scopes: ['write'],
    request: shapes.clone,
    answer: SessionAnswer,
  })
  async clone(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.clone, request);
    const key = this.ids.parse('cs', call.path.session_id);
    if (key === null) throw problemOf('session-not-found');
    await this.limits.count(call.principal);
    return this.answer(call, await this.commands.execute(new CloneSessionCommand(call.context, key)));
  }

  private answer(call: Read<object, ExpandQuery>, outcome: SessionOutcome) {
    const session = this.edge.accepted(call, outcome);
    call.header('etag', etagOf(session.revision));
    return this.answers.one(session, call.query);
  }
}
