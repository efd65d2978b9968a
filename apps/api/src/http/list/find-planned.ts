// Carries a plan out: by a list, or, where the search named one document, by a read of that one.
import type { Resource } from '@tillstream/event-sourcing';
import type { FoundList } from './answer-list';
import type { ListPlan } from './list-spec';

export interface PlannedReads<State> {
  list(page: Omit<ListPlan, 'only'>): Promise<FoundList<State>>;
  get(key: string): Promise<Resource<State> | null>;
}

export async function findPlanned<State>({ only, ...page }: ListPlan, reads: PlannedReads<State>): Promise<FoundList<State>> {
  if (only == null) return reads.list(page);
  const found = await reads.get(only);
  const matches = found !== null && isInRange(found, page) && (page.test?.(found) ?? true);
  const all = matches ? [found] : [];
  return { items: all.slice(page.offset, page.offset + page.limit), total: all.length, totalCapped: false };
}

const isInRange = ({ createdAt }: Resource, { from = -Infinity, until = Infinity }: Omit<ListPlan, 'only'>): boolean =>
  createdAt >= from && createdAt <= until;
