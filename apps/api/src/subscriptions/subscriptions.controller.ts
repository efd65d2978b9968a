// The subscriptions of an account over HTTP. They are made by completed sessions; here they are read and cancelled.
import { Controller, Get, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetCustomerQuery } from '@tillstream/catalog';
import { Clock, Ids } from '@tillstream/event-sourcing';
import {
  CancelSubscriptionCommand, GetSubscriptionQuery, ListSubscriptionsQuery, SetCancellationAtPeriodEndCommand, subscriptionsOfCustomer, subscriptionStateWord,
  type SubscriptionResource,
} from '@tillstream/subscriptions'; // prettier-ignore
import { AccountPath } from '../accounts/account.dto';
import { ExpandQuery } from '../catalog/expand';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { listAnswerOf } from '../http/list/list-answer.dto';
import type { ListSpec } from '../http/list/list-spec';
import { planList } from '../http/list/plan-list';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import { SubscriptionAnswers } from './subscription-answers';
import {
  CancelAtPeriodEndQuery, ListSubscriptionsQueryDto, SubscriptionAnswer, SubscriptionPath, SubscriptionsOfCustomerPath,
} from './subscription.dto'; // prettier-ignore

const MOST_OF_ONE_CUSTOMER = 100;
const shapes = {
  list: queryOf({ path: AccountPath, query: ListSubscriptionsQueryDto }),
  get: queryOf({ path: SubscriptionPath, query: ExpandQuery }),
  ofCustomer: queryOf({ path: SubscriptionsOfCustomerPath, query: ExpandQuery }),
  cancel: commandOf({ path: SubscriptionPath, query: ExpandQuery }),
  cancelAtPeriodEnd: commandOf({ path: SubscriptionPath, query: CancelAtPeriodEndQuery }),
};
const [read, write] = [['read'] as const, ['write'] as const];
const SubscriptionList = listAnswerOf(SubscriptionAnswer);

@ApiTags('Subscriptions')
@Controller('api/:account_id/subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly answers: SubscriptionAnswers,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Call({ summary: 'List subscriptions', scopes: read, request: shapes.list, answer: SubscriptionList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const plan = planList(query, this.spec());
    const { items, total, totalCapped } = await this.queries.execute(new ListSubscriptionsQuery(accountId, plan));
    const rendered = await Promise.all(items.map((item) => this.answers.render(item, query)));
    return { items: rendered, total, has_more: total > plan.offset + rendered.length, total_capped: totalCapped };
  }

  @Get('by-customer/:customer_id')
  @Call({ summary: 'List the subscriptions of a customer', scopes: read, request: shapes.ofCustomer, answer: [SubscriptionAnswer] })
  async ofCustomer(@Req() request: ApiRequest) {
    const { accountId, path, query } = this.edge.read(shapes.ofCustomer, request);
    const customer = await this.queries.execute(new GetCustomerQuery(accountId, this.edge.keyOf('cus', path.customer_id)));
    if (!customer) throw problemOf('not-found');
    const plan = { index: subscriptionsOfCustomer(customer.key), order: 'descending' as const, offset: 0, limit: MOST_OF_ONE_CUSTOMER };
    const { items } = await this.queries.execute(new ListSubscriptionsQuery(accountId, plan));
    return Promise.all(items.map((item) => this.answers.render(item, query)));
  }

  @Get(':subscription_id')
  @Call({ summary: 'Get a subscription', scopes: read, request: shapes.get, answer: SubscriptionAnswer })
  async get(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.get, request);
    return this.answers.render(await this.present(call), call.query);
  }

  @Post(':subscription_id/cancel')
  @Call({ summary: 'Cancel a subscription now', scopes: write, request: shapes.cancel, answer: SubscriptionAnswer })
  async cancel(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.cancel, request);
    const { key } = await this.present(call);
    const command = new CancelSubscriptionCommand(call.context, key);
    return this.answers.render(this.edge.accepted(call, await this.commands.execute(command)), call.query);
  }

  @Post(':subscription_id/cancel_at_period_end')
  @Call({ summary: 'Let a subscription end with its period', scopes: write, request: shapes.cancelAtPeriodEnd, answer: SubscriptionAnswer })
  async cancelAtPeriodEnd(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.cancelAtPeriodEnd, request);
    const { key } = await this.present(call);
    const command = new SetCancellationAtPeriodEndCommand(call.context, key, call.query.value ?? true);
    return this.answers.render(this.edge.accepted(call, await this.commands.execute(command)), call.query);
  }

  private spec(): ListSpec<SubscriptionResource['state']> {
    const customerKey = (id: string) => this.ids.parse('cus', id);
    return {
      index: 'all',
      filters: {
        customer_external_id: {
          kind: 'text',
          index: (id) => subscriptionsOfCustomer(customerKey(id) ?? ''),
          test: ({ state }, id) => state.status !== 'absent' && state.customerKey === customerKey(id),
        },
        state: {
          kind: ['trialing', 'active', 'cancelled'],
          test: ({ state }, value) => state.status !== 'absent' && subscriptionStateWord(state, this.clock.now()) === value,
        },
      },
      search: (text) => ({ test: ({ key }) => this.ids.parse('sub', text) === key }),
    };
  }

  private async present(call: Read<SubscriptionPath>): Promise<SubscriptionResource> {
    const key = this.ids.parse('sub', call.path.subscription_id);
    const found = key === null ? null : await this.queries.execute(new GetSubscriptionQuery(call.accountId, key));
    if (!found) throw problemOf('subscription-not-found');
    return found;
  }
}
