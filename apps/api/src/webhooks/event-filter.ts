// Which messages a list call asks for: by its own parameters, by `filter`, or by an id in `search`.
import { ID_PREFIXES } from '@tillstream/event-sourcing';
import type { MessageFilter, MessagePage } from '@tillstream/webhooks';
import { isPlainObject } from '../http/body-walk';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../http/list/list-query.dto';
import type { LocatedFault } from '../http/located-fault';
import { Unprocessable } from '../http/problems/problem';
import { EVENT_FILTERS, type ListEventsQuery } from './event.dto';

type Name = (typeof EVENT_FILTERS)[number];

const INSIDE: Readonly<Record<Name, keyof MessageFilter>> = {
  event_id: 'eventId',
  aggregate_id: 'aggregateId',
  aggregate_type: 'aggregateType',
  event_type: 'eventType',
};

/** Throws Unprocessable for an unknown filter or order. */
export function planEvents(query: ListEventsQuery): { readonly page: MessagePage; readonly filter: MessageFilter } {
  const faults: LocatedFault[] = [];
  const asked = { ...searched(query.search), ...filtered(query.filter, faults) };
  for (const name of EVENT_FILTERS) asked[name] = query[name] ?? asked[name];
  if (query.sortBy !== undefined && query.sortBy !== 'created')
    faults.push({ loc: ['query', 'sortBy'], type: 'unknown-order', msg: 'is not known here; known are created' });
  if (query.sortOrder === 0) faults.push({ loc: ['query', 'sortOrder'], type: 'unknown-choice', msg: 'must be 1 or -1' });
  if (faults.length > 0) throw new Unprocessable(faults);
  const given = EVENT_FILTERS.flatMap((name) => (asked[name] === undefined ? [] : [[INSIDE[name], asked[name]]]));
  return {
    page: {
      offset: query.offset ?? 0,
      limit: Math.min(query.limit ?? DEFAULT_LIMIT, MAX_LIMIT),
      order: (query.sortOrder ?? -1) > 0 ? 'ascending' : 'descending',
    },
    filter: Object.fromEntries(given) as MessageFilter,
  };
}

function searched(text: string | undefined): Partial<Record<Name, string>> {
  if (text === undefined) return {};
  return ID_PREFIXES.some((prefix) => text.startsWith(`${prefix}_`)) ? { aggregate_id: text } : { event_id: text };
}

function filtered(text: string | undefined, faults: LocatedFault[]): Partial<Record<Name, string>> {
  const parsed = text === undefined ? {} : parse(text);
  if (!parsed) {
    faults.push({ loc: ['query', 'filter'], type: 'wrong-format', msg: 'must be a JSON object' });
    return {};
  }
  const found: Partial<Record<Name, string>> = {};
  for (const [given, value] of Object.entries(parsed)) {
    const loc = ['query', 'filter', given.toWellFormed()];
    const name = EVENT_FILTERS.find((known) => known === given);
    if (!name) faults.push({ loc, type: 'unknown-filter', msg: `is not known here; known are ${EVENT_FILTERS.join(', ')}` });
    else if (typeof value === 'string') found[name] = value;
    else if (value !== null) faults.push({ loc, type: 'wrong-filter-value', msg: 'must be a text' });
  }
  return found;
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return isPlainObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
