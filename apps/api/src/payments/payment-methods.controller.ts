// The saved cards of an account over HTTP. Buyers save them on the page; here they are read and detached.
import { Controller, Delete, Get, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetCustomerQuery } from '@tillstream/catalog';
import { Ids } from '@tillstream/event-sourcing';
import {
  DetachPaymentMethodCommand, GetPaymentMethodQuery, ListPaymentMethodsQuery, type PaymentMethodResource, renderPaymentMethod, type WantedPaymentMethods,
} from '@tillstream/payments'; // prettier-ignore
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { pageOf } from '../http/list/page-query.dto';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import { PaymentMethodAnswer, PaymentMethodPath, PaymentMethodsOfCustomerPath, PaymentMethodsQuery } from './payment-methods.dto';

const shapes = {
  list: queryOf({ path: AccountPath, query: PaymentMethodsQuery }),
  ofCustomer: queryOf({ path: PaymentMethodsOfCustomerPath, query: PaymentMethodsQuery }),
  get: queryOf({ path: PaymentMethodPath }),
  detach: commandOf({ path: PaymentMethodPath }),
};
const [read, write] = [['read'] as const, ['write'] as const];

@ApiTags('Payment methods')
@Controller('api/:account_id/payments/payment_methods')
export class PaymentMethodsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  @Get()
  @Call({ summary: 'List payment methods', scopes: read, request: shapes.list, answer: [PaymentMethodAnswer] })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    return this.found(accountId, { ...pageOf(query), withInactive: query.include_inactive ?? false });
  }

  @Get('by_customer/:customer_id')
  @Call({ summary: 'List the payment methods of a customer', scopes: read, request: shapes.ofCustomer, answer: [PaymentMethodAnswer] })
  async ofCustomer(@Req() request: ApiRequest) {
    const { accountId, path, query } = this.edge.read(shapes.ofCustomer, request);
    const customer = await this.queries.execute(new GetCustomerQuery(accountId, this.edge.keyOf('cus', path.customer_id)));
    if (!customer) throw problemOf('not-found');
    return this.found(accountId, { ...pageOf(query), customerKey: customer.key, withInactive: query.include_inactive ?? false });
  }

  @Get(':payment_method_id')
  @Call({ summary: 'Get a payment method', scopes: read, request: shapes.get, answer: PaymentMethodAnswer })
  async get(@Req() request: ApiRequest) {
    return renderPaymentMethod(await this.present(this.edge.read(shapes.get, request)), { ids: this.ids });
  }

  @Delete(':payment_method_id')
  @Call({ summary: 'Detach a payment method', scopes: write, request: shapes.detach, answer: null })
  async detach(@Req() request: ApiRequest): Promise<void> {
    const call = this.edge.read(shapes.detach, request);
    const { key } = await this.present(call);
    this.edge.accepted(call, await this.commands.execute(new DetachPaymentMethodCommand(call.context, key)));
  }

  private async found(accountId: string, wanted: WantedPaymentMethods) {
    const { items } = await this.queries.execute(new ListPaymentMethodsQuery(accountId, wanted));
    return items.map((one) => renderPaymentMethod(one, { ids: this.ids }));
  }

  private async present(call: Read<PaymentMethodPath>): Promise<PaymentMethodResource> {
    const key = this.ids.parse('pm', call.path.payment_method_id);
    const found = key === null ? null : await this.queries.execute(new GetPaymentMethodQuery(call.accountId, key));
    if (!found) throw problemOf('not-found');
    return found;
  }
}
