// Prices over HTTP. Their terms never change: a price that shall cost something else is a new price.
import { Controller, Get, Patch, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { addOnsOfPrice, ChangePriceCommand, CreatePriceCommand } from '@tillstream/catalog';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { planList } from '../http/list/plan-list';
import { commandOf, queryOf } from '../http/request-shape';
import { CatalogAnswers } from './catalog-answers';
import { CatalogLists } from './catalog-lists';
import { CatalogReads } from './catalog-reads';
import { ExpandQuery } from './expand';
import { CreatePriceBody, ExpandedPageQuery, ListPricesQueryDto, PricePath, UpdatePriceBody } from './price.dto';
import { PriceAnswer, PriceList, PriceWithProductAnswer } from './price-answer.dto';
import { newPriceOf, priceChangesOf } from './price-fields';

const shapes = {
  list: queryOf({ path: AccountPath, query: ListPricesQueryDto }),
  create: commandOf({ path: AccountPath, body: CreatePriceBody, query: ExpandQuery }),
  get: queryOf({ path: PricePath, query: ExpandQuery }),
  update: commandOf({ path: PricePath, body: UpdatePriceBody, query: ExpandQuery }),
  addOns: queryOf({ path: PricePath, query: ExpandedPageQuery }),
};

@ApiTags('Prices')
@Controller('api/:account_id/prices')
export class PricesController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly lists: CatalogLists,
    private readonly reads: CatalogReads,
    private readonly answers: CatalogAnswers,
  ) {}

  @Get()
  @Call({ summary: 'List prices', scopes: ['read'], request: shapes.list, answer: PriceList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    return this.reads.prices({ accountId, expand: query.expand }, planList(query, this.lists.prices()));
  }

  @Post()
  @Call({ summary: 'Create a price', scopes: ['write'], request: shapes.create, answer: PriceAnswer })
  async create(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.create, request);
    const outcome = await this.commands.execute(new CreatePriceCommand(read.context, newPriceOf(read.body, this.edge)));
    return this.answers.price({ accountId: read.accountId, expand: read.query.expand }, this.edge.accepted(read, outcome));
  }

  @Get(':price_id')
  @Call({ summary: 'Get a price', scopes: ['read'], request: shapes.get, answer: PriceWithProductAnswer })
  async get(@Req() request: ApiRequest) {
    const { accountId, path, query } = this.edge.read(shapes.get, request);
    return this.reads.price({ accountId, expand: query.expand }, this.edge.keyOf('price', path.price_id));
  }

  @Patch(':price_id')
  @Call({ summary: 'Change a price, but for its terms', scopes: ['write'], request: shapes.update, answer: PriceAnswer })
  async update(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.update, request);
    const command = new ChangePriceCommand(read.context, this.edge.keyOf('price', read.path.price_id), priceChangesOf(read.body));
    const price = this.edge.accepted(read, await this.commands.execute(command));
    return this.answers.price({ accountId: read.accountId, expand: read.query.expand }, price);
  }

  @Get(':price_id/add-ons')
  @Call({ summary: 'List prices that have this one as a prerequisite', scopes: ['read'], request: shapes.addOns, answer: PriceList })
  async addOns(@Req() request: ApiRequest) {
    const { accountId, path, query } = this.edge.read(shapes.addOns, request);
    const key = this.edge.keyOf('price', path.price_id);
    await this.reads.price({ accountId }, key);
    return this.reads.prices({ accountId, expand: query.expand }, this.lists.page(addOnsOfPrice(key), query));
  }
}
