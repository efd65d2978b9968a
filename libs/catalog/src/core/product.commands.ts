// What can be asked of a product, what it depends on, and why it may be refused.
import type { Loc, PlainRejection } from '@tillstream/event-sourcing';
import type { CustomFieldFault } from './custom-field.faults';
import type { WantedCustomFields } from './custom-fields';
import type { ProductFields } from './product.fields';

/** Facts about the price that is to be the default; null when none is named. */
export type DefaultPriceFact = { readonly productKey: string | null } | null;

export type ProductCommand =
  | { readonly type: 'CreateProduct'; readonly fields: Omit<ProductFields, 'customFields'>; readonly customFields: WantedCustomFields }
  | {
      readonly type: 'ChangeProduct';
      readonly key: string;
      readonly changes: Partial<Omit<ProductFields, 'customFields'>>;
      /** Absent: they stay as they are. */
      readonly customFields?: WantedCustomFields;
      readonly defaultPrice: DefaultPriceFact;
    }
  | { readonly type: 'DeleteProduct'; readonly hasActivePrices: boolean };

export type ProductRejection =
  | PlainRejection
  | { readonly code: 'product-has-active-prices' }
  | { readonly code: 'price-not-of-product'; readonly loc: Loc }
  | CustomFieldFault;
