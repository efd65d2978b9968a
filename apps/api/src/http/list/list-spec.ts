// What a list knows: per filter what its value must be, which index holds exactly what it matches, or how a document is tested.
import type { Instant, ListQuery, Resource } from '@tillstream/event-sourcing';

export interface ValueFilter<State> {
  readonly kind: 'text' | 'boolean' | readonly string[];
  /** The index whose members are exactly the matches; null: nothing can match. Absent: only tested. */
  index?(value: string): string | null;
  /** The index may hold more than the matches. */
  readonly isLoose?: true;
  test(resource: Resource<State>, value: string): boolean;
}

/** A time between `gte` and `lt`. */
export interface TimeFilter<State> {
  readonly kind: 'time';
  of(resource: Resource<State>): Instant | null;
}

export type ListFilter<State> = ValueFilter<State> | TimeFilter<State>;

export interface Search<State> {
  /** The one document that can match; null: none. */
  readonly only?: string | null;
  /** An index that holds every match; it may hold more. */
  readonly index?: string;
  test(resource: Resource<State>): boolean;
}

export interface ListOrder {
  /** Scored by what is ordered by. */
  readonly index: string;
  /** The filter that holds for every member of the index, and has to be asked for. */
  readonly onlyWith: { readonly filter: string; readonly value: string };
}

export interface ListSpec<State> {
  readonly filters: Readonly<Record<string, ListFilter<State>>>;
  /** Walked when no filter names an index; scored by creation. */
  readonly index: string;
  /** Other orders than `created_at`. Filters are only tested then. */
  readonly orders?: Readonly<Record<string, ListOrder>>;
  search(text: string): Search<State>;
}

/** What remains of a list call once it was read: the account and the category are for the query to add. */
export interface ListPlan extends Omit<ListQuery, 'accountId' | 'category'> {
  /** The search named one document by its id; null: none that there is. `findPlanned` answers it without a list. */
  readonly only?: string | null;
}

export const filterNames = (spec: ListSpec<never>): readonly string[] => ['created_at', ...Object.keys(spec.filters)];
