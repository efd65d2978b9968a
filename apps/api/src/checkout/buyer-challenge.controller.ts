// The end of a buyer's 3-D Secure challenge, as his page tells it: he is back from the bank, or has left it. Twice is fine.
import { Controller, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { type AttemptAnswer, FinishActionCommand } from '@tillstream/checkout';
import { Clock, Ids } from '@tillstream/event-sourcing';
import type { FastifyReply } from 'fastify';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { problemOf } from '../http/problems/problem-catalog';
import { Nothing } from '../http/request-shape';
import { AttemptAnswerDto } from './buyer-answer.dto';
import { BuyerDesk } from './buyer-desk';
import { ActionFinishedBody, BuyerAttemptPath } from './buyer.dto';
import { ANSWER_WITHIN_MS, answered, STILL_GOING_ON, within } from './within';

const finished = { path: BuyerAttemptPath, query: Nothing, headers: Nothing, body: ActionFinishedBody };

@ApiTags('Hosted page')
@Controller('api/checkout/:secure_token')
export class BuyerChallengeController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly desk: BuyerDesk,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  @Post('attempts/:attempt_id/action-finished')
  @Call({ summary: 'Go on after a challenge', scopes: [], request: finished, answer: AttemptAnswerDto, accepted: STILL_GOING_ON })
  async finish(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<AttemptAnswer> {
    const call = this.edge.read(finished, request);
    const { secure_token: token, attempt_id: attemptId } = call.path;
    const { key, accountId } = await this.desk.find(token);
    const attemptKey = this.ids.parse('ca', attemptId);
    if (attemptKey === null) throw problemOf('attempt-not-found');
    const { outcome: end, number } = call.body;
    const ended = { attemptKey, number, outcome: end };
    const { outcome, settled } = await this.commands.execute(new FinishActionCommand({ ...call.context, accountId }, key, ended));
    if (outcome.kind === 'rejected') throw this.edge.refused(call, outcome.reasons);
    const decided = settled ? await within(settled, ANSWER_WITHIN_MS, this.clock) : null;
    return answered(await this.desk.showAttempt(decided ?? (await this.desk.find(token)), attemptKey), reply);
  }
}
