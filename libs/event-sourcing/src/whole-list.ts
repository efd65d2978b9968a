// A list from its first member to its last, page by page: for whoever looks at all of it. What moves meanwhile may be missed, or come twice.
import type { ListQuery, ViewStore } from './ports/view-store';
import type { Resource } from './resource';

const PAGE = 1_000;

export async function* wholeList(
  views: Pick<ViewStore, 'list'>,
  which: Pick<ListQuery, 'accountId' | 'category' | 'index'>,
): AsyncGenerator<Resource> {
  for (let offset = 0; ; offset += PAGE) {
    const { items } = await views.list({ ...which, order: 'ascending', offset, limit: PAGE });
    yield* items;
    if (items.length < PAGE) return;
  }
}
