// The catalog's one door.
export * from './index.core';
export * from './customer-directory';
