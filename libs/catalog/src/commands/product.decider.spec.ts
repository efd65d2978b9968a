import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { type CustomFieldsWish, type WantedCustomFields, noCustomFields } from '../core/custom-fields';
import type { ProductEvent, ProductFields } from '../core/product.fields';
import { productDecider } from './product.decider';

const given = scenariosFor(productDecider);
const fields: ProductFields = { name: 'Gold', isActive: true, description: null, defaultPriceKey: null, metadata: {}, customFields: {} };
const { customFields: _none, ...asked } = fields;
const color = { definitionKey: 'd1', dataType: 'text', isPersonal: false, min: null, max: null, options: null } as const;
const wanted = (wish: CustomFieldsWish): WantedCustomFields => ({ wish, defined: { color } });
const create = (changes: Partial<typeof asked> = {}, customFields = noCustomFields) =>
  ({ type: 'CreateProduct', fields: { ...asked, ...changes }, customFields }) as const;
const created: ProductEvent = { type: 'ProductCreated', data: fields };
const deleted: ProductEvent = { type: 'ProductDeleted', data: {} };
const change = (changes: Partial<typeof asked>, productKey: string | null = null) =>
  ({ type: 'ChangeProduct', key: 'p', changes, defaultPrice: changes.defaultPriceKey ? { productKey } : null }) as const;
const place = { code: 'price-not-of-product', loc: ['body', 'default_price_id'] } as const;

describe('product', () => {
  it('is created', () => given().when(create()).then(created));
  it('has no default price before it has prices', () =>
    given()
      .when(create({ defaultPriceKey: 'x' }))
      .rejected(place));
  it('takes no custom field that nobody defined', () =>
    given()
      .when(create({}, { wish: { color: 'red' }, defined: {} }))
      .rejected({ code: 'custom-field-not-defined', loc: ['body', 'custom_fields', 'color'] }));
  it('holds each value with the definition that it is of', () =>
    given()
      .when(create({}, wanted({ color: 'red' })))
      .then({ type: 'ProductCreated', data: { ...fields, customFields: { color: { definitionKey: 'd1', value: 'red' } } } }));
  it('keeps the values that were not sent, also of a deleted definition', () => {
    const size = { definitionKey: 'gone', value: 7 };
    given({ type: 'ProductCreated', data: { ...fields, customFields: { size } } })
      .when({ ...change({}), customFields: wanted({ color: 'red' }) })
      .then({ type: 'ProductUpdated', data: { customFields: { size, color: { definitionKey: 'd1', value: 'red' } } } });
  });
  it('loses all values with null in place of the whole', () =>
    given({ type: 'ProductCreated', data: { ...fields, customFields: { size: { definitionKey: 'gone', value: 7 } } } })
      .when({ ...change({}), customFields: wanted(null) })
      .then({ type: 'ProductUpdated', data: { customFields: {} } }));
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
