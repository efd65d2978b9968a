// What later domain libs may know of the catalog without any framework.
export * from './core/price-terms';
export * from './core/price.fields';
export * from './core/price.stream';
export * from './core/product.fields';
export * from './core/product.stream';
export * from './core/customer.fields';
export * from './core/customer.stream';
