// One page of a list as it is answered.
import type { ListResult, Resource } from '@tillstream/event-sourcing';
import type { ListAnswer } from './list-answer.dto';
import type { ListPlan } from './list-spec';

export interface FoundList<State> extends Omit<ListResult, 'items'> {
  readonly items: readonly Resource<State>[];
}

export const answerList = <State, Item>(
  plan: Pick<ListPlan, 'offset'>,
  found: FoundList<State>,
  render: (resource: Resource<State>) => Item,
): ListAnswer<Item> => answerItems(plan, found, found.items.map(render));

/** @param items the found ones, rendered, in their order. */
export const answerItems = <Item>(
  { offset }: Pick<ListPlan, 'offset'>,
  { total, totalCapped }: Pick<ListResult, 'total' | 'totalCapped'>,
  items: readonly Item[],
): ListAnswer<Item> => ({ items, total, has_more: total > offset + items.length, total_capped: totalCapped });
