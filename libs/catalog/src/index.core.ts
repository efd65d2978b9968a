// What later domain libs may know of the catalog without any framework.
export * from './core/currency';
export * from './core/custom-fields';
export * from './core/customer.commands';
export * from './core/customer.fields';
export * from './core/customer.stream';
export * from './core/customer.wish';
export * from './core/price-terms';
export * from './core/price.commands';
export * from './core/price.fields';
export * from './core/price.stream';
export * from './core/product.commands';
export * from './core/product.fields';
export * from './core/product.stream';
export * from './core/words';
