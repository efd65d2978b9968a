// From the names of a request to a product of the catalog.
import type { ProductWish } from '@tillstream/catalog';
import { type Changed, changesOf } from '../http/changes';
import type { HttpEdge } from '../http/http-edge';
import type { CreateProductBody, UpdateProductBody } from './product.dto';

export const newProductOf = (body: CreateProductBody, edge: HttpEdge): ProductWish => ({
  name: body.name,
  isActive: body.is_active ?? true,
  description: body.description ?? null,
  defaultPriceKey: body.default_price_id == null ? null : edge.reference('price', body.default_price_id),
  metadata: body.metadata ?? {},
  customFields: body.custom_fields ?? {},
});

/** A name cannot be cleared: null leaves it alone. */
export const productChangesOf = (body: UpdateProductBody, edge: HttpEdge): Changed<ProductWish> => ({
  ...(typeof body.name === 'string' ? { name: body.name } : {}),
  ...changesOf<Omit<ProductWish, 'name'>>({
    isActive: [body.is_active, true],
    description: [body.description, null],
    defaultPriceKey: [
      typeof body.default_price_id === 'string' ? edge.reference('price', body.default_price_id) : body.default_price_id,
      null,
    ],
    metadata: [body.metadata, {}],
    customFields: [body.custom_fields, null],
  }),
});
