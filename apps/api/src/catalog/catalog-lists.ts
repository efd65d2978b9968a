// What the lists of the catalog can be filtered by and searched for, and which index serves it.
import { Injectable } from '@nestjs/common';
import {
  CustomerDirectory, type CustomerState, customersWithEmail, type PriceState, PRICING_TYPES, pricesOfProduct, productsNamed, type ProductState, wordsOf,
} from '@tillstream/catalog'; // prettier-ignore
import { type IdPrefix, Ids } from '@tillstream/event-sourcing';
import type { ListPlan, ListSpec, Search } from '../http/list/list-spec';
import { type PageQuery, pageOf } from '../http/list/page-query.dto';

const isTrue = (value: string): boolean => value === 'true';

@Injectable()
export class CatalogLists {
  constructor(
    private readonly ids: Ids,
    private readonly directory: CustomerDirectory,
  ) {}

  products(includeDeleted: boolean): ListSpec<ProductState> {
    return {
      index: includeDeleted ? 'every' : 'all',
      filters: {
        is_active: {
          kind: 'boolean',
          test: ({ state }, value) => state.status !== 'absent' && (state.status === 'present' && state.fields.isActive) === isTrue(value),
        },
      },
      search: (text) => this.byId('prod', text) ?? namedLike(text, includeDeleted),
    };
  }

  prices(): ListSpec<PriceState> {
    return {
      index: 'all',
      filters: {
        product_id: {
          kind: 'text',
          index: (id) => this.indexOf('prod', id, pricesOfProduct),
          test: ({ state }, id) => state.status !== 'absent' && state.fields.productKey === this.ids.parse('prod', id),
        },
        is_active: { kind: 'boolean', test: ({ state }, value) => state.status !== 'absent' && state.fields.isActive === isTrue(value) },
        pricing_type: { kind: PRICING_TYPES, test: ({ state }, value) => state.status !== 'absent' && state.fields.pricingType === value },
        currency: { kind: 'text', test: ({ state }, value) => state.status !== 'absent' && state.fields.currency === value.toLowerCase() },
      },
      search: (text) => this.byId('price', text) ?? nothing,
    };
  }

  customers(accountId: string): ListSpec<CustomerState> {
    const withEmail = (email: string): Search<CustomerState> & { readonly index: string } => {
      const key = this.directory.claimKey(accountId, email);
      return { index: customersWithEmail(key), test: ({ state }) => state.status !== 'absent' && state.fields.emailKey === key };
    };
    return {
      index: 'all',
      filters: {
        email: { kind: 'text', index: (email) => withEmail(email).index, test: (resource, email) => withEmail(email).test(resource) },
      },
      search: (text) => this.byId('cus', text) ?? withEmail(text),
    };
  }

  /** A small list of its own, newest first. */
  page(index: string, query: PageQuery): ListPlan {
    return { ...pageOf(query), index, order: 'descending' };
  }

  private indexOf(prefix: IdPrefix, id: string, index: (key: string) => string): string | null {
    const key = this.ids.parse(prefix, id);
    return key === null ? null : index(key);
  }

  private byId(prefix: IdPrefix, text: string): Search<unknown> | null {
    const key = this.ids.parse(prefix, text);
    return key === null ? null : { only: key, test: (resource) => resource.key === key };
  }
}

const nothing: Search<unknown> = { only: null, test: () => false };

/** Every word must be in the name; the first one's index is walked. Deleted products are in no index of words. */
function namedLike(text: string, includeDeleted: boolean): Search<ProductState> {
  const words = wordsOf(text);
  const [first] = words;
  if (first === undefined) return nothing;
  return {
    ...(includeDeleted ? {} : { index: productsNamed(first) }),
    test: ({ state }) => state.status !== 'absent' && words.every((word) => wordsOf(state.fields.name).includes(word)),
  };
}
