// What the catalog offers to a process: its handlers, and the directory that finds customers by e-mail.
import { Module } from '@nestjs/common';
import { ChangeCouponHandler } from './commands/change-coupon/change-coupon.handler';
import { ChangeCustomFieldDefinitionHandler } from './commands/change-custom-field-definition/change-custom-field-definition.handler';
import { ChangeCustomerHandler } from './commands/change-customer/change-customer.handler';
import { ChangePriceHandler } from './commands/change-price/change-price.handler';
import { ChangeProductHandler } from './commands/change-product/change-product.handler';
import { CreateCouponHandler } from './commands/create-coupon/create-coupon.handler';
import { CreateCustomFieldDefinitionHandler } from './commands/create-custom-field-definition/create-custom-field-definition.handler';
import { CreateCustomerHandler } from './commands/create-customer/create-customer.handler';
import { CreatePriceHandler } from './commands/create-price/create-price.handler';
import { CreateProductHandler } from './commands/create-product/create-product.handler';
import { DeleteCouponHandler } from './commands/delete-coupon/delete-coupon.handler';
import { DeleteCustomFieldDefinitionHandler } from './commands/delete-custom-field-definition/delete-custom-field-definition.handler';
import { DeleteProductHandler } from './commands/delete-product/delete-product.handler';
import { EraseCustomerHandler } from './commands/erase-customer/erase-customer.handler';
import { CouponSlots } from './coupon-slots';
import { CustomFieldDefinitions } from './custom-field-definitions';
import { CustomerDirectory } from './customer-directory';
import { CustomerSealer } from './customer-sealer';
import {
  CountPricesHandler, GetCustomerHandler, GetPriceHandler, GetProductHandler, ListCustomersHandler, ListPricesHandler, ListProductsHandler,
} from './views/catalog.query'; // prettier-ignore
import { GetCouponHandler, GetCouponSlotsHandler, ListCouponsHandler } from './views/coupon.query';
import { GetCustomFieldDefinitionHandler, ListCustomFieldDefinitionsHandler } from './views/custom-field-definition.query';

const commands = [
  ChangeCouponHandler,
  ChangeCustomFieldDefinitionHandler,
  ChangeCustomerHandler,
  ChangePriceHandler,
  ChangeProductHandler,
  CreateCouponHandler,
  CreateCustomFieldDefinitionHandler,
  CreateCustomerHandler,
  CreatePriceHandler,
  CreateProductHandler,
  DeleteCouponHandler,
  DeleteCustomFieldDefinitionHandler,
  DeleteProductHandler,
  EraseCustomerHandler,
];
const queries = [
  CountPricesHandler,
  GetCouponHandler,
  GetCouponSlotsHandler,
  GetCustomFieldDefinitionHandler,
  GetCustomerHandler,
  GetPriceHandler,
  GetProductHandler,
  ListCouponsHandler,
  ListCustomFieldDefinitionsHandler,
  ListCustomersHandler,
  ListPricesHandler,
  ListProductsHandler,
];

@Module({
  providers: [CouponSlots, CustomFieldDefinitions, CustomerDirectory, CustomerSealer, ...commands, ...queries],
  exports: [CouponSlots, CustomFieldDefinitions, CustomerDirectory],
})
export class CatalogModule {}
