// What a product is made of, as its events hold it.
import type { Json, JsonObject, PlainEvent, PlainState } from '@tillstream/event-sourcing';

export interface ProductFields {
  readonly name: string;
  readonly isActive: boolean;
  readonly description: string | null;
  readonly defaultPriceKey: string | null;
  readonly metadata: JsonObject;
  readonly customFields: Readonly<Record<string, Json>>;
}

export type ProductEvent = PlainEvent<'Product', ProductFields>;
export type ProductState = PlainState<ProductFields>;
