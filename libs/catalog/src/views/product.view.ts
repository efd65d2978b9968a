// Products by creation: `all` that are there, `every` one with the deleted, `word:<word>` by the words of the name.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import { customFieldCounters } from '../core/custom-field-counters';
import type { ProductEvent, ProductState } from '../core/product.fields';
import { product } from '../core/product.stream';
import { wordsOf } from '../core/words';

export const productsNamed = (word: string): string => `word:${word}`;

export const productView: View<ProductState, ProductEvent> = {
  type: product,
  contributions: ({ state, createdAt }) => {
    if (state.status === 'absent') return contributesNothing;
    if (state.status === 'deleted') return { ...contributesNothing, indexes: { every: createdAt } };
    const names = ['all', 'every', ...wordsOf(state.fields.name).map(productsNamed)];
    return {
      indexes: Object.fromEntries(names.map((name) => [name, createdAt])),
      counters: customFieldCounters(state.fields.customFields),
      due: null,
    };
  },
};
