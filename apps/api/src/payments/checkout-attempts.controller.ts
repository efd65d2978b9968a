// The attempts of an account's buyers over HTTP: one press of "Pay" each, with every processor that was asked, left out or never reached.
import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  attemptIn, type AttemptOfSession, FindSessionOfQuery, ListAttemptsQuery, renderAttempt, renderAttemptDetails, renderStateTransitions,
} from '@tillstream/checkout'; // prettier-ignore
import { Ids } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { answerItems } from '../http/list/answer-list';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { planList } from '../http/list/plan-list';
import { problemOf } from '../http/problems/problem-catalog';
import { queryOf } from '../http/request-shape';
import { attemptList } from './attempt-list';
import {
  CheckoutAttemptAnswer, CheckoutAttemptDetailsAnswer, CheckoutAttemptPath, ExpandAttemptQuery, ListCheckoutAttemptsQuery,
} from './checkout-attempt.dto'; // prettier-ignore
import { ProcessorNames } from './processor-names';
import { StateTransitionsAnswer } from './state-transitions.dto';

const shapes = {
  list: queryOf({ path: AccountPath, query: ListCheckoutAttemptsQuery }),
  get: queryOf({ path: CheckoutAttemptPath, query: ExpandAttemptQuery }),
  details: queryOf({ path: CheckoutAttemptPath }),
};
const read = ['read'] as const;
const CheckoutAttemptList = listAnswerOf(CheckoutAttemptAnswer);

@ApiTags('Checkout attempts')
@Controller('api/:account_id/checkout-attempts')
export class CheckoutAttemptsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly queries: QueryBus,
    private readonly names: ProcessorNames,
    private readonly ids: Ids,
  ) {}

  @Get()
  @Call({ summary: 'List attempts', scopes: read, request: shapes.list, answer: CheckoutAttemptList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const plan = planList(query, attemptList(this.ids));
    const found = await this.queries.execute(new ListAttemptsQuery(accountId, plan));
    return answerItems(plan, found, await this.render(accountId, found.items, query));
  }

  @Get(':attempt_id')
  @Call({ summary: 'Get an attempt', scopes: read, request: shapes.get, answer: CheckoutAttemptAnswer })
  async get(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.get, request);
    const [answer] = await this.render(call.accountId, [await this.present(call)], call.query);
    return answer;
  }

  @Get(':attempt_id/details')
  @Call({ summary: 'Get an attempt with all its calls', scopes: read, request: shapes.details, answer: CheckoutAttemptDetailsAnswer })
  async details(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.details, request);
    const found = await this.present(call);
    return renderAttemptDetails(found, { ids: this.ids, nameOf: await this.nameOf(call.accountId, [found]) });
  }

  @Get(':attempt_id/state-transitions')
  @Call({ summary: 'Get the states that an attempt went through', scopes: read, request: shapes.details, answer: StateTransitionsAnswer })
  async transitions(@Req() request: ApiRequest) {
    const { attempt } = await this.present(this.edge.read(shapes.details, request));
    const transitions = renderStateTransitions(attempt, { ids: this.ids });
    if (!transitions) throw problemOf('not-found'); // no card, no card attempt
    return transitions;
  }

  private async render(accountId: string, found: readonly AttemptOfSession[], query: ExpandAttemptQuery) {
    const expandProcessorAttempts = query.expand?.includes('processor_attempts') ?? false;
    const nameOf = await this.nameOf(accountId, expandProcessorAttempts ? found : []);
    return found.map((one) => renderAttempt(one, { ids: this.ids, nameOf, expandProcessorAttempts }));
  }

  private nameOf(accountId: string, found: readonly AttemptOfSession[]) {
    const asked = found.flatMap(({ attempt }) => [
      ...attempt.plan.flatMap((tier) => tier.processors.map((one) => one.processorKey)),
      ...attempt.setups.map((setup) => setup.processorKey),
    ]);
    return this.names.of(accountId, asked);
  }

  private async present({ accountId, path }: Read<CheckoutAttemptPath>): Promise<AttemptOfSession> {
    const key = this.edge.keyOf('ca', path.attempt_id);
    const found = attemptIn(await this.queries.execute(new FindSessionOfQuery(accountId, 'attempt', key)), key);
    if (!found) throw problemOf('not-found');
    return found;
  }
}
