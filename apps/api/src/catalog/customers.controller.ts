// Customers over HTTP.
import { Controller, Get, Post, Put, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ChangeCustomerCommand, CreateCustomerCommand, renderCustomer } from '@tillstream/catalog';
import { EraseBuyerCommand } from '@tillstream/checkout';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { planList } from '../http/list/plan-list';
import { commandOf, queryOf } from '../http/request-shape';
import { CatalogAnswers } from './catalog-answers';
import { CatalogLists } from './catalog-lists';
import { CatalogReads } from './catalog-reads';
import { AddAddressBody, CreateCustomerBody, CustomerPath, ListCustomersQueryDto, UpdateCustomerBody } from './customer.dto';
import { AddressAnswer, CustomerAnswer, CustomerList } from './customer-answer.dto';
import { ExpandQuery } from './expand';
import { addressLinesOf, customerChangesOf, newCustomerOf } from './customer-fields';

const shapes = {
  list: queryOf({ path: AccountPath, query: ListCustomersQueryDto }),
  create: commandOf({ path: AccountPath, body: CreateCustomerBody, query: ExpandQuery }),
  get: queryOf({ path: CustomerPath, query: ExpandQuery }),
  update: commandOf({ path: CustomerPath, body: UpdateCustomerBody, query: ExpandQuery }),
  addAddress: commandOf({ path: CustomerPath, body: AddAddressBody }),
  erase: commandOf({ path: CustomerPath, query: ExpandQuery }),
};

@ApiTags('Customers')
@Controller('api/:account_id/customers')
export class CustomersController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly lists: CatalogLists,
    private readonly reads: CatalogReads,
    private readonly answers: CatalogAnswers,
  ) {}

  @Get()
  @Call({ summary: 'List customers', scopes: ['read'], request: shapes.list, answer: CustomerList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    return this.reads.customers({ accountId, expand: query.expand }, planList(query, this.lists.customers(accountId)));
  }

  @Post()
  @Call({ summary: 'Create a customer', scopes: ['write'], request: shapes.create, answer: CustomerAnswer })
  async create(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.create, request);
    const outcome = await this.commands.execute(new CreateCustomerCommand(read.context, newCustomerOf(read.body)));
    return this.answers.customer({ accountId: read.accountId, expand: read.query.expand }, this.edge.accepted(read, outcome));
  }

  @Get(':customer_id')
  @Call({ summary: 'Get a customer', scopes: ['read'], request: shapes.get, answer: CustomerAnswer })
  async get(@Req() request: ApiRequest) {
    const { accountId, path, query } = this.edge.read(shapes.get, request);
    return this.reads.customer({ accountId, expand: query.expand }, this.edge.keyOf('cus', path.customer_id));
  }

  @Put(':customer_id')
  @Call({ summary: 'Change a customer; what is not sent stays', scopes: ['write'], request: shapes.update, answer: CustomerAnswer })
  async update(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.update, request);
    const command = new ChangeCustomerCommand(read.context, this.edge.keyOf('cus', read.path.customer_id), customerChangesOf(read.body));
    const customer = this.edge.accepted(read, await this.commands.execute(command));
    return this.answers.customer({ accountId: read.accountId, expand: read.query.expand }, customer);
  }

  @Post(':customer_id/addresses')
  @Call({ summary: 'Set the billing or shipping address', scopes: ['write'], request: shapes.addAddress, answer: AddressAnswer })
  async addAddress(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.addAddress, request);
    const { address_type, ...body } = read.body;
    const field = address_type === 'billing' ? 'address' : 'shippingAddress';
    const key = this.edge.keyOf('cus', read.path.customer_id);
    const outcome = await this.commands.execute(new ChangeCustomerCommand(read.context, key, { [field]: addressLinesOf(body) }));
    const customer = await this.edge.answer(read, outcome, renderCustomer);
    return address_type === 'billing' ? customer.address : customer.shipping_address;
  }

  @Post(':customer_id/erase')
  @Call({
    summary: 'Erase a customer for good',
    description:
      'His open sessions are expired and his saved cards detached first; while he is paying it is refused with 409. Nothing that tells who he was can be read again afterwards, in events, lists, exports or backups.',
    scopes: ['write'],
    request: shapes.erase,
    answer: CustomerAnswer,
  })
  async erase(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.erase, request);
    const outcome = await this.commands.execute(new EraseBuyerCommand(read.context, this.edge.keyOf('cus', read.path.customer_id)));
    return this.answers.customer({ accountId: read.accountId, expand: read.query.expand }, this.edge.accepted(read, outcome));
  }
}
