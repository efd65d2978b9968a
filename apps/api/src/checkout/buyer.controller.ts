// What the buyer's browser may call. The secret token in the path is the authority; it is never logged.
import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  attemptKeyOf,
  type AttemptAnswer,
  type BuyerSession,
  type CheckoutSessionState,
  type RenewalAnswer,
  RenewSessionCommand,
  StartAttemptCommand,
} from '@tillstream/checkout';
import { Clock, type CommandContext, Ids, type Resource } from '@tillstream/event-sourcing';
import type { FastifyReply } from 'fastify';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { queryOf, Nothing } from '../http/request-shape';
import { AttemptAnswerDto, BuyerSessionAnswer, RenewalAnswerDto } from './buyer-answer.dto';
import { BuyerDesk } from './buyer-desk';
import { BuyerLimits } from './buyer-limits';
import { AttemptBody, BuyerAttemptPath, BuyerPath } from './buyer.dto';
import { pressedPay } from './pressed-pay';
import { ANSWER_WITHIN_MS, answered, STILL_GOING_ON, within } from './within';

type Session = Resource<CheckoutSessionState>;

const shapes = {
  get: queryOf({ path: BuyerPath }),
  pay: { path: BuyerPath, query: Nothing, headers: Nothing, body: AttemptBody },
  renew: { path: BuyerPath, query: Nothing, headers: Nothing, body: Nothing },
  attempt: queryOf({ path: BuyerAttemptPath }),
};

const LIMITS =
  'From one address (IPv6: one /64) 6 times a minute and 20 an hour, else 429 with Retry-After; on one session 10 times and with 5 different cards, else 400 too-many-attempts or too-many-cards; one card of Visa or Mastercard at one account as often as its scheme allows, else 400 card-tried-too-often. An installation may set other limits.';

@ApiTags('Hosted page')
@Controller('api/checkout/:secure_token')
export class BuyerController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly desk: BuyerDesk,
    private readonly limits: BuyerLimits,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Call({ summary: 'The session as the buyer may see it', scopes: [], request: shapes.get, answer: BuyerSessionAnswer })
  async get(@Req() request: ApiRequest): Promise<BuyerSession> {
    const { path } = this.edge.read(shapes.get, request);
    return this.desk.show(await this.desk.find(path.secure_token));
  }

  @Post('attempts')
  @Call({ summary: 'Pay', description: LIMITS, scopes: [], request: shapes.pay, answer: AttemptAnswerDto, accepted: STILL_GOING_ON })
  async pay(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<AttemptAnswer> {
    const call = this.edge.read(shapes.pay, request);
    const present = () => this.desk.find(call.path.secure_token);
    const session = await this.desk.recall(call.path.secure_token);
    const pressed = pressedPay(call.body, this.edge);
    const attemptKey = attemptKeyOf(this.ids, session.key, pressed.number);
    await this.limits.press({ remembered: session, present }, attemptKey, request);
    const context: CommandContext = { ...call.context, accountId: session.accountId };
    const begun = await this.commands.execute(new StartAttemptCommand(context, session.key, pressed));
    this.limits.note(begun, attemptKey);
    const { outcome, settled } = begun;
    if (outcome.kind === 'rejected')
      throw this.edge.refused(call, outcome.reasons, await this.desk.beside(outcome.reasons, call.path.secure_token));
    const decided = settled ? await within(settled, ANSWER_WITHIN_MS, this.clock) : null;
    const after: Session = decided?.resource ?? (await present());
    const answer = await this.desk.showAttempt(after, attemptKey);
    await decided?.told; // whoever is told of it next finds it in the views
    return answered(answer, reply);
  }

  @Post('renewal')
  @Call({ summary: 'Begin again with a fresh session', scopes: [], request: shapes.renew, answer: RenewalAnswerDto })
  async renew(@Req() request: ApiRequest): Promise<RenewalAnswer> {
    const call = this.edge.read(shapes.renew, request);
    const session = await this.desk.find(call.path.secure_token);
    const context: CommandContext = { ...call.context, accountId: session.accountId };
    const outcome = await this.commands.execute(new RenewSessionCommand(context, session.key));
    return this.desk.linkTo(this.edge.accepted(call, outcome));
  }

  @Get('attempts/:attempt_id')
  @Call({ summary: 'An attempt', scopes: [], request: shapes.attempt, answer: AttemptAnswerDto })
  async getAttempt(@Req() request: ApiRequest): Promise<AttemptAnswer> {
    const { path } = this.edge.read(shapes.attempt, request);
    const session = await this.desk.find(path.secure_token);
    return this.desk.showAttempt(session, this.ids.parse('ca', path.attempt_id));
  }
}
