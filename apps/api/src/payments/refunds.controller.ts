// Refunds over HTTP: asked for here, written down before the processor is, and read.
import { Controller, Get, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { type CheckoutSessionState, FindSessionOfQuery, refundsOf, renderRefund, RequestRefundCommand } from '@tillstream/checkout';
import { Clock, Ids, type Resource } from '@tillstream/event-sourcing';
import { within } from '../checkout/within';
import { Call } from '../http/call.decorator';
import { AccountPath } from '../accounts/account.dto';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { answerItems } from '../http/list/answer-list';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { pageOf, PageQuery } from '../http/list/page-query.dto';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import { ChargePath, CreateRefundBody, RefundAnswer, RefundPath } from './refund.dto';

/** The processor may take longer than a caller likes to wait: he is answered `pending` then, and it goes on. */
const PATIENCE_MS = 10_000;

const shapes = {
  create: commandOf({ path: AccountPath, body: CreateRefundBody }),
  get: queryOf({ path: RefundPath }),
  byCharge: queryOf({ path: ChargePath, query: PageQuery }),
  byAttempt: queryOf({ path: ChargePath }),
};
const [read, write] = [['read'] as const, ['write'] as const];
const RefundList = listAnswerOf(RefundAnswer);

@ApiTags('Refunds')
@Controller('api/:account_id/payments/refunds')
export class RefundsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Call({ summary: 'Give money back', scopes: write, request: shapes.create, answer: RefundAnswer })
  async create(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.create, request);
    const { payment_attempt_external_id, amount_atom, currency, reason, metadata, refunded_out_of_band } = call.body;
    const chargeKey = this.edge.reference('pa', payment_attempt_external_id);
    const session = await this.queries.execute(new FindSessionOfQuery(call.accountId, 'charge', chargeKey));
    if (!session) throw this.edge.refused(call, [{ code: 'payment-attempt-not-found', loc: ['body', 'payment_attempt_external_id'] }]);
    const wanted = {
      chargeKey,
      amountAtom: amount_atom ?? null,
      currency: currency?.toLowerCase() ?? null,
      reason: reason ?? null,
      metadata: metadata ?? {},
      isOutOfBand: refunded_out_of_band ?? false,
    };
    const { outcome, refundKey, settled } = await this.commands.execute(new RequestRefundCommand(call.context, session.key, wanted));
    const requested = this.edge.accepted(call, outcome);
    // It is written down: whatever happens from here on, an error would only make the caller ask for a second one.
    const after =
      settled &&
      (await within(
        settled.catch(() => null),
        PATIENCE_MS,
        this.clock,
      ));
    // A repeat was answered for long ago: it is told what has become of the refund since.
    const isKnown = renderRefund(session, refundKey, { ids: this.ids }) !== null;
    return this.render(after ?? (isKnown ? session : requested), refundKey);
  }

  @Get('by_charge/:payment_attempt_id')
  @Call({ summary: 'List the refunds of a payment attempt', scopes: read, request: shapes.byCharge, answer: RefundList })
  async byCharge(@Req() request: ApiRequest) {
    const { accountId, path, query } = this.edge.read(shapes.byCharge, request);
    const all = await this.ofCharge(accountId, path.payment_attempt_id);
    const { offset, limit } = pageOf(query);
    return answerItems({ offset }, { total: all.length, totalCapped: false }, all.slice(offset, offset + limit));
  }

  @Get('by_attempt/:payment_attempt_id')
  @Call({ summary: 'Get all refunds of a payment attempt', scopes: read, request: shapes.byAttempt, answer: [RefundAnswer] })
  async byAttempt(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.byAttempt, request);
    return this.ofCharge(accountId, path.payment_attempt_id);
  }

  @Get(':refund_id')
  @Call({ summary: 'Get a refund', scopes: read, request: shapes.get, answer: RefundAnswer })
  async get(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.get, request);
    const key = this.edge.keyOf('re', path.refund_id);
    return this.render(await this.queries.execute(new FindSessionOfQuery(accountId, 'refund', key)), key);
  }

  private async ofCharge(accountId: string, id: string) {
    const key = this.edge.keyOf('pa', id);
    const session = await this.queries.execute(new FindSessionOfQuery(accountId, 'charge', key));
    if (!session || session.state.status === 'absent') throw problemOf('not-found');
    // Newest first, like every list.
    return refundsOf(session.state, key)
      .toReversed()
      .map((refund) => this.render(session, refund.key));
  }

  private render(session: Resource<CheckoutSessionState> | null, refundKey: string) {
    const refund = session && renderRefund(session, refundKey, { ids: this.ids });
    if (!refund) throw problemOf('not-found');
    return refund;
  }
}
