import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { ProductEvent, ProductFields } from '../core/product.fields';
import { productDecider } from './product.decider';

const given = scenariosFor(productDecider);
const fields: ProductFields = { name: 'Gold', isActive: true, description: null, defaultPriceKey: null, metadata: {}, customFields: {} };
const created: ProductEvent = { type: 'ProductCreated', data: fields };
const deleted: ProductEvent = { type: 'ProductDeleted', data: {} };
const change = (changes: Partial<ProductFields>, productKey: string | null = null) =>
  ({ type: 'ChangeProduct', key: 'p', changes, defaultPrice: changes.defaultPriceKey ? { productKey } : null }) as const;
const place = { code: 'price-not-of-product', loc: ['body', 'default_price_id'] } as const;

describe('product', () => {
  it('is created', () => given().when({ type: 'CreateProduct', fields }).then(created));
  it('has no default price before it has prices', () =>
    given()
      .when({ type: 'CreateProduct', fields: { ...fields, defaultPriceKey: 'x' } })
      .rejected(place));
  it('takes no custom field that nobody defined', () =>
    given()
      .when({ type: 'CreateProduct', fields: { ...fields, customFields: { color: 'red' } } })
      .rejected({ code: 'custom-field-not-defined', loc: ['body', 'custom_fields', 'color'] }));
  it('keeps what was not sent', () =>
    given(created)
      .when(change({ description: 'Best' }))
      .then({ type: 'ProductUpdated', data: { description: 'Best' } }));
  it('takes a price of its own as the default', () =>
    given(created)
      .when(change({ defaultPriceKey: 'x' }, 'p'))
      .then({ type: 'ProductUpdated', data: { defaultPriceKey: 'x' } }));
  it('takes no price of another product', () =>
    given(created)
      .when(change({ defaultPriceKey: 'x' }, 'q'))
      .rejected(place));
  it('is not deleted with active prices', () =>
    given(created).when({ type: 'DeleteProduct', hasActivePrices: true }).rejected({ code: 'product-has-active-prices' }));
  it('is deleted', () => given(created).when({ type: 'DeleteProduct', hasActivePrices: false }).then(deleted));
  it('stays deleted', () => given(created, deleted).when({ type: 'DeleteProduct', hasActivePrices: true }).nothing());
  it('is not changed once deleted', () =>
    given(created, deleted)
      .when(change({ name: 'New' }))
      .rejected({ code: 'not-found' }));
});
