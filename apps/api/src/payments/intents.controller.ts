// Intents and the charges of each over HTTP. Money is asked for on the hosted page only: here it is read about.
import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  attemptIn, type AttemptOfSession, FindSessionOfQuery, ListAttemptsQuery, renderPaymentAttempt, renderPaymentIntent,
} from '@tillstream/checkout'; // prettier-ignore
import { Ids } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { answerItems } from '../http/list/answer-list';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { pageOf, PageQuery } from '../http/list/page-query.dto';
import { planList } from '../http/list/plan-list';
import { problemOf } from '../http/problems/problem-catalog';
import { queryOf } from '../http/request-shape';
import { intentList } from './attempt-list';
import { IntentAnswer, IntentPath, ListIntentsQuery, PaymentAttemptAnswer } from './intent.dto';
import { ProcessorNames } from './processor-names';

const shapes = {
  list: queryOf({ path: AccountPath, query: ListIntentsQuery }),
  get: queryOf({ path: IntentPath }),
  charges: queryOf({ path: IntentPath, query: PageQuery }),
};
const read = ['read'] as const;
const [IntentList, PaymentAttemptList] = [listAnswerOf(IntentAnswer), listAnswerOf(PaymentAttemptAnswer)];

@ApiTags('Payments')
@Controller('api/:account_id/payments')
export class IntentsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly queries: QueryBus,
    private readonly names: ProcessorNames,
    private readonly ids: Ids,
  ) {}

  @Get('intents')
  @Call({ summary: 'List intents', scopes: read, request: shapes.list, answer: IntentList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const plan = planList(query, intentList(this.ids));
    const found = await this.queries.execute(new ListAttemptsQuery(accountId, plan));
    return answerItems(plan, found, await this.render(accountId, found.items));
  }

  @Get('intents/:intent_id')
  @Call({ summary: 'Get an intent', scopes: read, request: shapes.get, answer: IntentAnswer })
  async get(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.get, request);
    const [answer] = await this.render(accountId, [await this.present(accountId, path.intent_id)]);
    if (!answer) throw problemOf('not-found'); // an attempt that asked nobody for money has no intent
    return answer;
  }

  @Get('payment_attempts/by_intent/:intent_id')
  @Call({ summary: 'List the charges of an intent', scopes: read, request: shapes.charges, answer: PaymentAttemptList })
  async charges(@Req() request: ApiRequest) {
    const { accountId, path, query } = this.edge.read(shapes.charges, request);
    const { session, attempt } = await this.present(accountId, path.intent_id);
    if (attempt.charges.length === 0) throw problemOf('not-found');
    const { offset, limit } = pageOf(query);
    const all = attempt.charges.flatMap((charge) => renderPaymentAttempt({ session, attempt, charge }, { ids: this.ids }) ?? []);
    return answerItems({ offset }, { total: all.length, totalCapped: false }, all.slice(offset, offset + limit));
  }

  private async render(accountId: string, found: readonly AttemptOfSession[]) {
    const { ids, open } = await this.edge.renderContext(found.map(({ session }) => session.state));
    const keys = found.flatMap(({ attempt }) => attempt.charges.map((charge) => charge.processorKey));
    const nameOf = await this.names.of(accountId, keys);
    return found.flatMap(({ session, attempt }) => {
      const intent = renderPaymentIntent(session, attempt.key, { ids, open });
      return intent ? [{ ...intent, processor: { id: intent.processor, name: nameOf(ids.parse('proc', intent.processor) ?? '') } }] : [];
    });
  }

  private async present(accountId: string, id: string): Promise<AttemptOfSession> {
    const key = this.edge.keyOf('pi', id);
    const found = attemptIn(await this.queries.execute(new FindSessionOfQuery(accountId, 'attempt', key)), key);
    if (!found) throw problemOf('not-found');
    return found;
  }
}
