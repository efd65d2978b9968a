// Products over HTTP.
import { Controller, Delete, Get, Patch, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ChangeProductCommand, CreateProductCommand, DeleteProductCommand, pricesOfProduct } from '@tillstream/catalog';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { planList } from '../http/list/plan-list';
import { commandOf, queryOf } from '../http/request-shape';
import { AccountPath } from '../accounts/account.dto';
import { CatalogAnswers } from './catalog-answers';
import { CatalogLists } from './catalog-lists';
import { CatalogReads } from './catalog-reads';
import { PriceList } from './price-answer.dto';
import { ExpandQuery } from './expand';
import { ExpandedPageQuery } from './price.dto';
import { CreateProductBody, ListProductsQueryDto, ProductAnswer, ProductList, ProductPath, UpdateProductBody } from './product.dto';
import { newProductOf, productChangesOf } from './product-fields';

const shapes = {
  list: queryOf({ path: AccountPath, query: ListProductsQueryDto }),
  create: commandOf({ path: AccountPath, body: CreateProductBody, query: ExpandQuery }),
  get: queryOf({ path: ProductPath, query: ExpandQuery }),
  update: commandOf({ path: ProductPath, body: UpdateProductBody, query: ExpandQuery }),
  remove: commandOf({ path: ProductPath }),
  prices: queryOf({ path: ProductPath, query: ExpandedPageQuery }),
};

@ApiTags('Products')
@Controller('api/:account_id/products')
export class ProductsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly lists: CatalogLists,
    private readonly reads: CatalogReads,
    private readonly answers: CatalogAnswers,
  ) {}

  @Get()
  @Call({ summary: 'List products', scopes: ['read'], request: shapes.list, answer: ProductList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    return this.reads.products({ accountId, expand: query.expand }, planList(query, this.lists.products(query.include_deleted === true)));
  }

  @Post()
  @Call({ summary: 'Create a product', scopes: ['write'], request: shapes.create, answer: ProductAnswer })
  async create(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.create, request);
    const outcome = await this.commands.execute(new CreateProductCommand(read.context, newProductOf(read.body, this.edge)));
    return this.answers.product({ accountId: read.accountId, expand: read.query.expand }, this.edge.accepted(read, outcome));
  }

  @Get(':product_id')
  @Call({ summary: 'Get a product', scopes: ['read'], request: shapes.get, answer: ProductAnswer })
  async get(@Req() request: ApiRequest) {
    const { accountId, path, query } = this.edge.read(shapes.get, request);
    return this.reads.product({ accountId, expand: query.expand }, this.edge.keyOf('prod', path.product_id));
  }

  @Patch(':product_id')
  @Call({ summary: 'Change a product', scopes: ['write'], request: shapes.update, answer: ProductAnswer })
  async update(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.update, request);
    const command = new ChangeProductCommand(
      read.context,
      this.edge.keyOf('prod', read.path.product_id),
      productChangesOf(read.body, this.edge),
    );
    const product = this.edge.accepted(read, await this.commands.execute(command));
    return this.answers.product({ accountId: read.accountId, expand: read.query.expand }, product);
  }

  @Delete(':product_id')
  @Call({ summary: 'Delete a product that has no active prices', scopes: ['write'], request: shapes.remove, answer: null })
  async remove(@Req() request: ApiRequest): Promise<void> {
    const read = this.edge.read(shapes.remove, request);
    const command = new DeleteProductCommand(read.context, this.edge.keyOf('prod', read.path.product_id));
    this.edge.accepted(read, await this.commands.execute(command));
  }

  @Get(':product_id/prices')
  @Call({ summary: 'List the prices of a product', scopes: ['read'], request: shapes.prices, answer: PriceList })
  async prices(@Req() request: ApiRequest) {
    const { accountId, path, query } = this.edge.read(shapes.prices, request);
    const key = this.edge.keyOf('prod', path.product_id);
    await this.reads.product({ accountId }, key);
    return this.reads.prices({ accountId, expand: query.expand }, this.lists.page(pricesOfProduct(key), query));
  }
}
