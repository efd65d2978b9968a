// A product as the API shows it. How many prices it has is joined in for answers; webhooks and history do without.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { ProductState } from '../core/product.fields';
import { type CustomFieldsShown, renderCustomFields } from './custom-fields.render';

export type ProductResource = Resource<ProductState>;

export interface ProductJoins extends CustomFieldsShown {
  readonly totalPrices?: number;
}

export function renderProduct(resource: ProductResource, { ids }: Pick<RenderContext, 'ids'>, joined: ProductJoins = {}) {
  const { key, state } = resource;
  if (state.status === 'absent') throw new Error(`product ${key} was never created`);
  const { fields } = state;
  return {
    id: ids.format('prod', key),
    account_id: resource.accountId,
    name: fields.name,
    is_active: fields.isActive && state.status === 'present',
    description: fields.description,
    default_price_id: fields.defaultPriceKey === null ? null : ids.format('price', fields.defaultPriceKey),
    metadata: fields.metadata,
    custom_fields: renderCustomFields(fields.customFields, joined),
    ...(joined.totalPrices === undefined ? {} : { total_prices: joined.totalPrices }),
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}
