// The catalog's one door.
import type { MessageSource, View } from '@tillstream/event-sourcing';
import { couponSlotsView } from './views/coupon-slots.view';
import { couponView } from './views/coupon.view';
import { customFieldDefinitionView } from './views/custom-field-definition.view';
import { customerView } from './views/customer.view';
import { priceView } from './views/price.view';
import { productView } from './views/product.view';
import { promotionCodeView } from './views/promotion-code.view';
import { couponMessages } from './webhooks/coupon.webhook';
import { customerMessages } from './webhooks/customer.webhook';
import { priceMessages } from './webhooks/price.webhook';
import { productMessages } from './webhooks/product.webhook';
import { promotionCodeMessages } from './webhooks/promotion-code.webhook';

export * from './catalog.module';
export * from './commands/change-coupon/change-coupon.handler';
export * from './commands/change-custom-field-definition/change-custom-field-definition.handler';
export * from './commands/change-customer/change-customer.handler';
export * from './commands/change-price/change-price.handler';
export * from './commands/change-product/change-product.handler';
export * from './commands/change-promotion-code/change-promotion-code.handler';
export * from './commands/coupon-slots.group';
export * from './commands/create-coupon/create-coupon.handler';
export * from './commands/create-custom-field-definition/create-custom-field-definition.handler';
export * from './commands/create-customer/create-customer.handler';
export * from './commands/create-price/create-price.handler';
export * from './commands/create-product/create-product.handler';
export * from './commands/create-promotion-code/create-promotion-code.handler';
export * from './commands/delete-coupon/delete-coupon.handler';
export * from './commands/delete-custom-field-definition/delete-custom-field-definition.handler';
export * from './commands/delete-product/delete-product.handler';
export * from './commands/delete-promotion-code/delete-promotion-code.handler';
export * from './commands/erase-customer/erase-customer.handler';
export * from './commands/redeem-promotion-code/redeem-promotion-code.handler';
export * from './coupon-slots';
export * from './custom-field-definitions';
export * from './customer-directory';
export * from './index.core';
export * from './promotion-check';
export * from './promotion-code-names';
export * from './views/catalog.query';
export * from './views/coupon.query';
export * from './views/coupon.render';
export * from './views/coupon.view';
export * from './views/custom-field-definition.query';
export * from './views/custom-field-definition.render';
export * from './views/custom-field-definition.view';
export * from './views/customer.render';
export * from './views/customer.view';
export * from './views/price.render';
export * from './views/price.view';
export * from './views/product.render';
export * from './views/product.view';
export * from './views/promotion-code.query';
export * from './views/promotion-code.render';
export * from './views/promotion-code.view';

export const catalogViews: readonly View[] = [
  productView,
  priceView,
  customerView,
  couponView,
  couponSlotsView,
  promotionCodeView,
  customFieldDefinitionView,
];

export const catalogMessages: readonly MessageSource[] = [
  productMessages,
  priceMessages,
  customerMessages,
  couponMessages,
  promotionCodeMessages,
];
