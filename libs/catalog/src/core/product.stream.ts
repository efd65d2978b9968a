// The stream of a product: plain (created, updated, deleted).
import { plainResource } from '@tillstream/event-sourcing';
import type { ProductFields } from './product.fields';

export const product = plainResource<ProductFields, 'Product'>('product', 'Product');
