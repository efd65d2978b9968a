// The part of the API that is about products, prices and customers.
import { Module } from '@nestjs/common';
import { CatalogModule } from '@tillstream/catalog';
import { CatalogLists } from './catalog-lists';
import { CatalogReads } from './catalog-reads';
import { CustomersController } from './customers.controller';
import { PricesController } from './prices.controller';
import { ProductExportController } from './product-export.controller';
import { ProductsController } from './products.controller';

@Module({
  imports: [CatalogModule],
  controllers: [ProductExportController, ProductsController, PricesController, CustomersController],
  providers: [CatalogLists, CatalogReads],
})
export class CatalogApiModule {}
