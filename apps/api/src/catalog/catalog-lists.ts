// What the lists of the catalog can be filtered by and searched for, and which index serves it.
import { Injectable } from '@nestjs/common';
import {
  type CouponFields, couponsNamed, type CouponState, CustomerDirectory, type CustomerState, customersWithEmail, DISCOUNT_DURATIONS, DISCOUNT_TYPES,
  type PriceState, PRICING_TYPES, pricesOfProduct, type ProductFields, productsNamed, type ProductState, wordsOf,
} from '@tillstream/catalog'; // prettier-ignore
import { type IdPrefix, Ids, type PlainState } from '@tillstream/event-sourcing';
import type { ListPlan, ListSpec, Search, ValueFilter } from '../http/list/list-spec';
import { type PageQuery, pageOf } from '../http/list/page-query.dto';

const isTrue = (value: string): boolean => value === 'true';

@Injectable()
export class CatalogLists {
  constructor(
    private readonly ids: Ids,
    private readonly directory: CustomerDirectory,
  ) {}

  products(includeDeleted: boolean): ListSpec<ProductState> {
    const named = (text: string) =>
      namedLike<ProductFields>(text, { nameOf: ({ name }) => name, ...(includeDeleted ? {} : { index: productsNamed }) });
    return {
      index: includeDeleted ? 'every' : 'all',
      filters: {
        is_active: {
          kind: 'boolean',
          test: ({ state }, value) => state.status !== 'absent' && (state.status === 'present' && state.fields.isActive) === isTrue(value),
        },
      },
      search: (text) => shown(this.byId('prod', text) ?? named(text), includeDeleted),
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

  coupons(includeDeleted: boolean): ListSpec<CouponState> {
    const has = (test: (fields: CouponFields, value: string) => boolean): ValueFilter<CouponState>['test'] => {
      return ({ state }, value) => state.status !== 'absent' && test(state.fields, value);
    };
    const named = (text: string) =>
      namedLike<CouponFields>(text, { nameOf: ({ name }) => name, ...(includeDeleted ? {} : { index: couponsNamed }) });
    return {
      index: includeDeleted ? 'every' : 'all',
      filters: {
        discount_type: { kind: DISCOUNT_TYPES, test: has(({ discountType }, value) => discountType === value) },
        duration: { kind: DISCOUNT_DURATIONS, test: has(({ duration }, value) => duration === value) },
        currency: { kind: 'text', test: has(({ currency }, value) => currency === value.toLowerCase()) },
      },
      search: (text) => shown(this.byId('coup', text) ?? named(text), includeDeleted),
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

/** A search by id reads the one document, whatever the list holds: a deleted one is found only where the deleted are asked for. */
const shown = <Fields extends object>(found: Search<PlainState<Fields>>, includeDeleted: boolean): Search<PlainState<Fields>> => ({
  ...found,
  test: (resource) => (includeDeleted || resource.state.status === 'present') && found.test(resource),
});

interface Named<Fields> {
  readonly nameOf: (fields: Fields) => string | null;
  /** Absent where deleted ones are looked for as well: those are in no index of words. */
  readonly index?: (word: string) => string;
}

/** Every word must be in the name; the first one's index is walked. */
function namedLike<Fields extends object>(text: string, { nameOf, index }: Named<Fields>): Search<PlainState<Fields>> {
  const words = wordsOf(text);
  const [first] = words;
  if (first === undefined) return nothing;
  return {
    ...(index ? { index: index(first) } : {}),
    test: ({ state }) => state.status !== 'absent' && words.every((word) => wordsOf(nameOf(state.fields) ?? '').includes(word)),
  };
}
