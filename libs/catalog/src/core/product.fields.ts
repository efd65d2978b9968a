// What a product is made of, as its events hold it.
import type { JsonObject, PlainEvent, PlainState } from '@tillstream/event-sourcing';
import type { CustomFields, CustomFieldsWish } from './custom-fields';

export interface ProductFields {
  readonly name: string;
  readonly isActive: boolean;
  readonly description: string | null;
  readonly defaultPriceKey: string | null;
  readonly metadata: JsonObject;
  readonly customFields: CustomFields;
}

/** As a request describes it. */
export interface ProductWish extends Omit<ProductFields, 'customFields'> {
  readonly customFields: CustomFieldsWish;
}

export type ProductEvent = PlainEvent<'Product', ProductFields>;
export type ProductState = PlainState<ProductFields>;
