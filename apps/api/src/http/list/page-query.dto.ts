// Paging for small lists that know no filters.
import { integer } from '../fields/scalar.fields';
import { DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET } from './list-query.dto';

export class PageQuery {
  @integer({
    min: 1,
    max: 1_000_000,
    optional: true,
    description: `How many at most; ${DEFAULT_LIMIT} when absent, above ${MAX_LIMIT} counts as ${MAX_LIMIT}.`,
    example: DEFAULT_LIMIT,
  })
  limit?: number | null;

  @integer({ min: 0, max: MAX_OFFSET, optional: true, description: 'How many to leave out at the start.', example: 0 })
  offset?: number | null;
}

export const pageOf = ({ limit, offset }: PageQuery) => ({ limit: Math.min(limit ?? DEFAULT_LIMIT, MAX_LIMIT), offset: offset ?? 0 });
