// The parameters that every list takes. Which filters and orders a list knows stands in its own class, so that the document says it.
import { integer, text } from '../fields/scalar.fields';
import type { Constructor } from '../fields/field-registry';

export const DEFAULT_LIMIT = 20;
export const MAX_LIMIT = 100;
export const MAX_OFFSET = 1_000_000;

export interface ListParameters {
  readonly limit?: number;
  readonly offset?: number;
  readonly filter?: string;
  readonly sortBy?: string;
  /** 1: ascending, −1: descending. */
  readonly sortOrder?: number;
  readonly search?: string;
}

/** @param about what `search` looks at. */
export function listQuery(names: {
  readonly filters: readonly string[];
  readonly sorts: readonly string[];
  readonly search: string;
}): Constructor<ListParameters> {
  class ListQuery implements ListParameters {
    @integer({
      min: 1,
      max: 1_000_000,
      optional: true,
      description: `How many at most; ${DEFAULT_LIMIT} when absent, above ${MAX_LIMIT} counts as ${MAX_LIMIT}.`,
      example: DEFAULT_LIMIT,
    })
    limit?: number;

    @integer({ min: 0, max: MAX_OFFSET, optional: true, description: 'How many to leave out at the start.', example: 0 })
    offset?: number;

    @text({
      max: 4_000,
      optional: true,
      description: `A JSON object: equality for values, {"gte","lt"} for times. Known: ${names.filters.join(', ')}.`,
      example: '{"created_at":{"gte":"2031-01-01T00:00:00Z"}}',
    })
    filter?: string;

    @text({ max: 50, optional: true, description: `What to sort by. Known: ${names.sorts.join(', ')}.`, example: 'created_at' })
    sortBy?: string;

    @integer({ min: -1, max: 1, optional: true, description: '1 ascending, -1 descending; newest first when absent.', example: -1 })
    sortOrder?: number;

    @text({ max: 300, optional: true, description: `Searches ${names.search}.`, example: 'gold' })
    search?: string;
  }
  return ListQuery;
}
