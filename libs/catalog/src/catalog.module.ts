// What the catalog offers to a process: its handlers, and the directory that finds customers by e-mail.
import { Module } from '@nestjs/common';
import { ChangeCouponHandler } from './commands/change-coupon/change-coupon.handler';
import { ChangeCustomFieldDefinitionHandler } from './commands/change-custom-field-definition/change-custom-field-definition.handler';
import { ChangeCustomerHandler } from './commands/change-customer/change-customer.handler';
import { ChangePriceHandler } from './commands/change-price/change-price.handler';
import { ChangeProductHandler } from './commands/change-product/change-product.handler';
import { ChangePromotionCodeHandler } from './commands/change-promotion-code/change-promotion-code.handler';
import { CreateCouponHandler } from './commands/create-coupon/create-coupon.handler';
import { CreateCustomFieldDefinitionHandler } from './commands/create-custom-field-definition/create-custom-field-definition.handler';
import { CreateCustomerHandler } from './commands/create-customer/create-customer.handler';
import { CreatePriceHandler } from './commands/create-price/create-price.handler';
import { CreateProductHandler } from './commands/create-product/create-product.handler';
import { CreatePromotionCodeHandler } from './commands/create-promotion-code/create-promotion-code.handler';
import { DeleteCouponHandler } from './commands/delete-coupon/delete-coupon.handler';
import { DeleteCustomFieldDefinitionHandler } from './commands/delete-custom-field-definition/delete-custom-field-definition.handler';
import { DeleteProductHandler } from './commands/delete-product/delete-product.handler';
import { DeletePromotionCodeHandler } from './commands/delete-promotion-code/delete-promotion-code.handler';
import { EraseCustomerHandler } from './commands/erase-customer/erase-customer.handler';
import { RedeemPromotionCodeHandler } from './commands/redeem-promotion-code/redeem-promotion-code.handler';
import { CouponSlots } from './coupon-slots';
import { CustomFieldDefinitions } from './custom-field-definitions';
import { CustomerDirectory } from './customer-directory';
import { CustomerSealer } from './customer-sealer';
import { PromotionCheck } from './promotion-check';
import { PromotionCodeNames } from './promotion-code-names';
import {
  CountPricesHandler, GetCustomerHandler, GetPriceHandler, GetProductHandler, ListCustomersHandler, ListPricesHandler, ListProductsHandler,
} from './views/catalog.query'; // prettier-ignore
import { GetCouponHandler, GetCouponSlotsHandler, ListCouponsHandler } from './views/coupon.query';
import { GetCustomFieldDefinitionHandler, ListCustomFieldDefinitionsHandler } from './views/custom-field-definition.query';
import { GetPromotionCodeHandler, ListPromotionCodesHandler } from './views/promotion-code.query';

const commands = [
  ChangeCouponHandler,
  ChangeCustomFieldDefinitionHandler,
  ChangeCustomerHandler,
  ChangePriceHandler,
  ChangeProductHandler,
  ChangePromotionCodeHandler,
  CreateCouponHandler,
  CreateCustomFieldDefinitionHandler,
  CreateCustomerHandler,
  CreatePriceHandler,
  CreateProductHandler,
  CreatePromotionCodeHandler,
  DeleteCouponHandler,
  DeleteCustomFieldDefinitionHandler,
  DeleteProductHandler,
  DeletePromotionCodeHandler,
  EraseCustomerHandler,
  RedeemPromotionCodeHandler,
];
const queries = [
  CountPricesHandler,
  GetCouponHandler,
  GetCouponSlotsHandler,
  GetCustomFieldDefinitionHandler,
  GetCustomerHandler,
  GetPriceHandler,
  GetProductHandler,
  GetPromotionCodeHandler,
  ListCouponsHandler,
  ListCustomFieldDefinitionsHandler,
  ListCustomersHandler,
  ListPricesHandler,
  ListProductsHandler,
  ListPromotionCodesHandler,
];

@Module({
  providers: [
    CouponSlots,
    CustomFieldDefinitions,
    CustomerDirectory,
    CustomerSealer,
    PromotionCheck,
    PromotionCodeNames,
    ...commands,
    ...queries,
  ],
  exports: [CouponSlots, CustomFieldDefinitions, CustomerDirectory, PromotionCheck, PromotionCodeNames],
})
export class CatalogModule {}
