// Lists: an index gives the order and the total; where documents have to be tested, they are walked in pieces up to a bound.
import { type ListQuery, type ListResult, MOST_DOCUMENTS_TESTED, type Resource } from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import { answerOf } from '../redis-faults';
import type { DocumentText } from './document-text';
import type { ViewKeys } from './view-keys';

const PIECE = 500;

interface Walk {
  readonly query: ListQuery;
  readonly index: string;
}

export class ViewLists {
  constructor(
    private readonly client: Redis,
    private readonly keys: ViewKeys,
    private readonly texts: DocumentText,
  ) {}

  async list(query: ListQuery): Promise<ListResult> {
    const walk = { query, index: this.keys.indexes(query.accountId, query.category) + query.index };
    const members = this.members(walk);
    if (query.test) return this.tested(walk, query.test, await members);
    const [total, items] = await Promise.all([members, this.piece(walk, query.offset, query.limit)]);
    return { items, total, totalCapped: false };
  }

  /** The resources of these keys, in their order. */
  async resources(
    { accountId, category }: Pick<Resource, 'accountId' | 'category'>,
    keys: readonly string[],
  ): Promise<readonly (Resource | null)[]> {
    if (keys.length === 0) return [];
    const texts = await answerOf(this.client.mget(keys.map((key) => this.keys.document(accountId, `${category}-${key}`))));
    return keys.map((key, index) => {
      const text = texts[index];
      return typeof text === 'string' ? this.texts.read({ accountId, category, key }, text) : null;
    });
  }

  private async tested(walk: Walk, test: (resource: Resource) => boolean, members: number): Promise<ListResult> {
    const { offset, limit } = walk.query;
    const items: Resource[] = [];
    let total = 0;
    for (let from = 0; from < Math.min(members, MOST_DOCUMENTS_TESTED); from += PIECE) {
      for (const resource of await this.piece(walk, from, Math.min(PIECE, MOST_DOCUMENTS_TESTED - from))) {
        if (!test(resource)) continue;
        if (total >= offset && items.length < limit) items.push(resource);
        total += 1;
      }
    }
    return { items, total, totalCapped: members > MOST_DOCUMENTS_TESTED };
  }

  private members({ query: { from, until }, index }: Walk): Promise<number> {
    if (from === undefined && until === undefined) return answerOf(this.client.zcard(index));
    return answerOf(this.client.zcount(index, from ?? '-inf', until ?? '+inf'));
  }

  /** Ties are in the order of their keys, and in the opposite order when descending. */
  private async piece(walk: Walk, offset: number, limit: number): Promise<readonly Resource[]> {
    if (limit < 1) return []; // to Redis, a range that ends before its start may be everything
    const found = await this.resources(walk.query, await answerOf(this.range(walk, offset, limit)));
    return found.filter((resource) => resource !== null);
  }

  private range({ query: { from, until, order }, index }: Walk, offset: number, limit: number): Promise<string[]> {
    const isAscending = order === 'ascending';
    const last = String(offset + limit - 1);
    if (from === undefined && until === undefined) {
      return isAscending ? this.client.zrange(index, offset, last) : this.client.zrange(index, offset, last, 'REV');
    }
    const [low, high] = [String(from ?? '-inf'), String(until ?? '+inf')];
    return isAscending
      ? this.client.zrange(index, low, high, 'BYSCORE', 'LIMIT', offset, limit)
      : this.client.zrange(index, high, low, 'BYSCORE', 'REV', 'LIMIT', offset, limit);
  }
}
