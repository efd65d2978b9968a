// All products of an account as CSV: as such for who accepts text/csv, else as a JSON string that holds it.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ListProductsQuery, type ProductResource, renderProduct } from '@tillstream/catalog';
import { Ids } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { csvOf } from '../http/csv';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { queryOf } from '../http/request-shape';
import { ExportProductsQuery } from './product.dto';

const exportProducts = queryOf({ path: AccountPath, query: ExportProductsQuery });
const COLUMNS = ['id', 'name', 'is_active', 'description', 'default_price_id', 'metadata', 'created_at', 'updated_at'] as const;
const PAGE = 500;
/** An export is one answer, kept in memory while it is made. */
const MOST = 50_000;

@ApiTags('Products')
@Controller('api/:account_id/products')
export class ProductExportController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  @Get('export')
  @Call({
    summary: 'Export all products as CSV',
    description: 'With Accept: text/csv the file itself, else a JSON string that holds it.',
    scopes: ['read', 'audit'],
    request: exportProducts,
    answer: { 'application/json': { type: 'string' }, 'text/csv': { type: 'string' } },
  })
  async all(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { accountId, query } = this.edge.read(exportProducts, request);
    const products = await this.gather(accountId, query.include_deleted === true ? 'every' : 'all');
    const rows = products.map((product) => renderProduct(product, { ids: this.ids }));
    const csv = csvOf(COLUMNS, rows);
    if (/\btext\/csv\b/.test(request.headers.accept ?? '')) {
      reply.type('text/csv; charset=utf-8');
      return csv;
    }
    reply.type('application/json; charset=utf-8');
    return JSON.stringify(csv);
  }

  private async gather(accountId: string, index: string): Promise<readonly ProductResource[]> {
    const gathered: ProductResource[] = [];
    for (let offset = 0; offset < MOST; offset += PAGE) {
      const page = { index, order: 'ascending', offset, limit: PAGE } as const;
      const { items } = await this.queries.execute(new ListProductsQuery(accountId, page));
      gathered.push(...items);
      if (items.length < PAGE) break;
    }
    return gathered;
  }
}
