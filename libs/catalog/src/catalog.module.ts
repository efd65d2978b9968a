// What the catalog offers to a process: its handlers, and the directory that finds customers by e-mail.
import { Module } from '@nestjs/common';
import { ChangeCustomerHandler } from './commands/change-customer/change-customer.handler';
import { ChangePriceHandler } from './commands/change-price/change-price.handler';
import { ChangeProductHandler } from './commands/change-product/change-product.handler';
import { CreateCustomerHandler } from './commands/create-customer/create-customer.handler';
import { CreatePriceHandler } from './commands/create-price/create-price.handler';
import { CreateProductHandler } from './commands/create-product/create-product.handler';
import { DeleteProductHandler } from './commands/delete-product/delete-product.handler';
import { EraseCustomerHandler } from './commands/erase-customer/erase-customer.handler';
import { CouponSlots } from './coupon-slots';
import { CustomerDirectory } from './customer-directory';
import { CustomerSealer } from './customer-sealer';
import {
  CountPricesHandler, GetCustomerHandler, GetPriceHandler, GetProductHandler, ListCustomersHandler, ListPricesHandler, ListProductsHandler,
} from './views/catalog.query'; // prettier-ignore

const commands = [
  ChangeCustomerHandler,
  ChangePriceHandler,
  ChangeProductHandler,
  CreateCustomerHandler,
  CreatePriceHandler,
  CreateProductHandler,
  DeleteProductHandler,
  EraseCustomerHandler,
];
const queries = [
  CountPricesHandler,
  GetCustomerHandler,
  GetPriceHandler,
  GetProductHandler,
  ListCustomersHandler,
  ListPricesHandler,
  ListProductsHandler,
];

@Module({ providers: [CouponSlots, CustomerDirectory, CustomerSealer, ...commands, ...queries], exports: [CouponSlots, CustomerDirectory] })
export class CatalogModule {}
