// The part of the API that is about products, prices, customers and custom fields.
import { Module } from '@nestjs/common';
import { CatalogModule } from '@tillstream/catalog';
import { CatalogAnswers } from './catalog-answers';
import { CatalogLists } from './catalog-lists';
import { CatalogReads } from './catalog-reads';
import { CouponReads } from './coupon-reads';
import { CouponsController } from './coupons.controller';
import { CustomFieldDefinitionsController } from './custom-field-definitions.controller';
import { CustomersController } from './customers.controller';
import { PricesController } from './prices.controller';
import { ProductExportController } from './product-export.controller';
import { ProductsController } from './products.controller';
import { PromotionCodeReads } from './promotion-code-reads';
import { PromotionCodeUsesController } from './promotion-code-uses.controller';
import { PromotionCodesController } from './promotion-codes.controller';

@Module({
  imports: [CatalogModule],
  controllers: [
    ProductExportController,
    ProductsController,
    PricesController,
    CustomersController,
    CouponsController,
    PromotionCodeUsesController,
    PromotionCodesController,
    CustomFieldDefinitionsController,
  ],
  exports: [CatalogAnswers],
  providers: [CatalogAnswers, CatalogLists, CatalogReads, CouponReads, PromotionCodeReads],
})
export class CatalogApiModule {}
