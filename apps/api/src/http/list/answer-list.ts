// One page of a list as it is answered.
import type { ListResult, Resource } from '@tillstream/event-sourcing';
import type { ListAnswer } from './list-answer.dto';
import type { ListPlan } from './list-spec';

export interface FoundList<State> extends Omit<ListResult, 'items'> {
  readonly items: readonly Resource<State>[];
}

export const answerList = <State, Item>(
  { offset }: Pick<ListPlan, 'offset'>,
  found: FoundList<State>,
  render: (resource: Resource<State>) => Item,
): ListAnswer<Item> => ({
  items: found.items.map(render),
  total: found.total,
  has_more: found.total > offset + found.items.length,
  total_capped: found.totalCapped,
});
