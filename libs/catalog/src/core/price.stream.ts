// The stream of a price: plain (created, updated); a price is switched off, never deleted.
import { plainResource } from '@tillstream/event-sourcing';
import type { PriceFields } from './price.fields';

export const price = plainResource<PriceFields, 'Price'>('price', 'Price');
