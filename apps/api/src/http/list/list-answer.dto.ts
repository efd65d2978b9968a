// The envelope of every list.
import { listOf } from '../fields/compound.fields';
import type { Constructor } from '../fields/field-registry';
import { flag, integer } from '../fields/scalar.fields';
import { MAX_LIMIT } from './list-query.dto';

export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  readonly has_more: boolean;
  readonly total_capped: boolean;
}

/** The DTO of a list of `item`; named after it in the document. */
export function listAnswerOf<Item extends object>(item: Constructor<Item>): Constructor<ListAnswer<Item>> {
  class List implements ListAnswer<Item> {
    @listOf(() => item, { maxItems: MAX_LIMIT, description: 'One page of what was found.' })
    items!: Item[];

    @integer({ min: 0, max: 1_000_000_000, description: 'How many there are in all.', example: 1 })
    total!: number;

    @flag({ description: 'Whether there are more behind this page.', example: false })
    has_more!: boolean;

    @flag({ description: 'Too many had to be looked at: `total` is a lower bound.', example: false })
    total_capped!: boolean;
  }
  Object.defineProperty(List, 'name', { value: `${item.name.replace(/Answer$/, '')}List` });
  return List;
}
