// From the parameters of a list call to the index that is walked and the test that each document has to pass.
import type { Resource } from '@tillstream/event-sourcing';
import { instantOf, isDateTime } from '../fields/date-time';
import { isPlainObject } from '../body-walk';
import type { LocatedFault } from '../located-fault';
import { Unprocessable } from '../problems/problem';
import { DEFAULT_LIMIT, type ListParameters, MAX_LIMIT } from './list-query.dto';
import type { ListPlan, ListSpec, TimeFilter, ValueFilter } from './list-spec';

type Test<State> = (resource: Resource<State>) => boolean;
interface Range {
  readonly from: number;
  /** Exclusive. */
  readonly before: number;
}
interface Gathered<State> {
  readonly tests: Test<State>[];
  readonly indexes: string[];
  readonly faults: LocatedFault[];
  created: Range | null;
  /** Something was asked for that nothing can match. */
  isEmpty: boolean;
  only: string | undefined;
  /** What the index holds may not match. */
  isLoose: boolean;
}

/** Throws Unprocessable for an unknown filter or order, or a filter that is no JSON object. */
export function planList<State>(query: ListParameters, spec: ListSpec<State>): ListPlan {
  const gathered: Gathered<State> = {
    tests: [],
    indexes: [],
    faults: [],
    created: null,
    isEmpty: false,
    only: undefined,
    isLoose: false,
  };
  const filter = parseFilter(query.filter, gathered.faults);
  for (const [name, value] of Object.entries(filter)) gather(spec, { name, value }, gathered);
  const order = orderOf({ ...query, filter }, spec, gathered.faults);
  if (gathered.faults.length > 0) throw new Unprocessable(gathered.faults);
  if (query.search !== undefined) gatherSearch(spec, query.search, gathered);
  return {
    ...order,
    index: order.index ?? gathered.indexes[0] ?? spec.index,
    offset: query.offset ?? 0,
    limit: Math.min(query.limit ?? DEFAULT_LIMIT, MAX_LIMIT),
    ...rangeOf(gathered, order.index !== undefined),
    ...testOf(gathered, order.index !== undefined),
    ...(gathered.only === undefined ? {} : { only: gathered.only }),
  };
}

function parseFilter(filter: string | undefined, faults: LocatedFault[]): Readonly<Record<string, unknown>> {
  if (filter === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(filter);
    if (isPlainObject(parsed)) return parsed;
  } catch {
    // told below
  }
  faults.push({ loc: ['query', 'filter'], type: 'wrong-format', msg: 'must be a JSON object' });
  return {};
}

function gather<State>(spec: ListSpec<State>, given: { name: string; value: unknown }, gathered: Gathered<State>): void {
  const { name, value } = given;
  const loc = ['query', 'filter', name.toWellFormed()];
  if (value === null) return;
  if (name === 'created_at') return void (gathered.created = readRange(value, loc, gathered.faults));
  const filter = Object.hasOwn(spec.filters, name) ? spec.filters[name] : undefined;
  if (!filter) {
    const known = ['created_at', ...Object.keys(spec.filters)].join(', ');
    return void gathered.faults.push({ loc, type: 'unknown-filter', msg: `is not known here; known are ${known}` });
  }
  if (filter.kind === 'time') return gatherTime(filter, readRange(value, loc, gathered.faults), gathered);
  gatherValue(filter, { value, loc }, gathered);
}

function gatherTime<State>(filter: TimeFilter<State>, { from, before }: Range, gathered: Gathered<State>): void {
  gathered.tests.push((resource) => {
    const at = filter.of(resource);
    return at !== null && at >= from && at < before;
  });
}

function gatherValue<State>(filter: ValueFilter<State>, given: { value: unknown; loc: string[] }, gathered: Gathered<State>): void {
  const complaint = complaintAbout(filter.kind, given.value);
  if (complaint !== null) return void gathered.faults.push({ loc: given.loc, type: 'wrong-filter-value', msg: complaint });
  const value = String(given.value);
  gathered.tests.push((resource) => filter.test(resource, value));
  const index = filter.index?.(value);
  gathered.isLoose ||= filter.isLoose === true;
  if (index === null) gathered.isEmpty = true;
  else if (index !== undefined) gathered.indexes.push(index);
}

function complaintAbout(kind: ValueFilter<never>['kind'], value: unknown): string | null {
  if (kind === 'boolean') return typeof value === 'boolean' ? null : 'must be true or false';
  if (typeof value !== 'string') return 'must be a text';
  return kind === 'text' || kind.includes(value) ? null : `must be one of ${kind.join(', ')}`;
}

function readRange(value: unknown, loc: string[], faults: LocatedFault[]): Range {
  const range = { from: -Infinity, before: Infinity };
  if (!isPlainObject(value)) {
    faults.push({ loc, type: 'wrong-filter-value', msg: 'must be an object with "gte", "lt" or both' });
    return range;
  }
  for (const [bound, time] of Object.entries(value)) {
    const isBound = bound === 'gte' || bound === 'lt';
    if (!isBound) faults.push({ loc: [...loc, bound.toWellFormed()], type: 'unknown-filter', msg: 'is not known here; known are gte, lt' });
    else if (typeof time !== 'string' || !isDateTime(time))
      faults.push({ loc: [...loc, bound], type: 'not-a-time', msg: 'must be a date and time with an offset' });
    else range[bound === 'gte' ? 'from' : 'before'] = instantOf(time);
  }
  return range;
}

interface OrderedQuery extends Pick<ListParameters, 'sortBy' | 'sortOrder'> {
  readonly filter: Readonly<Record<string, unknown>>;
}

function orderOf<State>(
  { sortBy = 'created_at', sortOrder = -1, filter }: OrderedQuery,
  spec: ListSpec<State>,
  faults: LocatedFault[],
): { order: ListPlan['order']; index?: string } {
  const known = ['created_at', ...Object.keys(spec.orders ?? {})];
  const loc = ['query', 'sortBy'];
  if (!known.includes(sortBy)) faults.push({ loc, type: 'unknown-order', msg: `is not known here; known are ${known.join(', ')}` });
  if (sortOrder === 0) faults.push({ loc: ['query', 'sortOrder'], type: 'unknown-choice', msg: 'must be 1 or -1' });
  const order = spec.orders?.[sortBy];
  if (order && filter[order.onlyWith.filter] !== order.onlyWith.value)
    faults.push({ loc, type: 'unknown-order', msg: `goes with the filter ${order.onlyWith.filter} = ${order.onlyWith.value} only` });
  return { order: sortOrder > 0 ? 'ascending' : 'descending', ...(order ? { index: order.index } : {}) };
}

function gatherSearch<State>(spec: ListSpec<State>, text: string, gathered: Gathered<State>): void {
  const search = spec.search(text);
  gathered.isLoose = true;
  gathered.tests.push((resource) => search.test(resource));
  if (search.only === null) gathered.isEmpty = true;
  else gathered.only = search.only;
  if (search.index !== undefined) gathered.indexes.push(search.index);
}

/** Creation is the score of every index but those of other orders. */
function rangeOf<State>({ created, tests, isEmpty }: Gathered<State>, isOtherOrder: boolean): Pick<ListPlan, 'from' | 'until'> {
  if (isEmpty) return { from: 1, until: 0 };
  if (!created) return {};
  const { from, before } = created;
  if (!isOtherOrder) return { ...(from === -Infinity ? {} : { from }), ...(before === Infinity ? {} : { until: before - 1 }) };
  tests.push(({ createdAt }) => createdAt >= from && createdAt < before);
  return {};
}

/** An index holds exactly what its one filter matches: alone, it needs no test. That of a search may hold more. */
function testOf<State>({ tests, indexes, isLoose }: Gathered<State>, isOtherOrder: boolean): Pick<ListPlan, 'test'> {
  const isExact = tests.length === 1 && indexes.length === 1 && !isLoose && !isOtherOrder;
  if (tests.length === 0 || isExact) return {};
  return { test: (resource) => tests.every((test) => test(resource as Resource<State>)) };
}
