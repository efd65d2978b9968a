// What is due, over all accounts. Each account has its own set, written with its documents; a global one says which accounts to look at.
// The two may be on different servers, so the global one only promises not to be late: too early is found out here and mended.
import type { DueEntry, Instant, ViewDocument } from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import { answerOf, answersOf } from '../redis-faults';
import type { ViewKeys } from './view-keys';

const ACCOUNTS_AT_ONCE = 100;
/** An account with nothing due is not looked at again for this long, unless something is written that is due earlier. */
const REST_MS = 3_600_000;

interface AccountDue {
  readonly accountId: string;
  readonly entries: readonly DueEntry[];
}

export class DueIndex {
  constructor(
    private readonly client: Redis,
    private readonly keys: ViewKeys,
  ) {}

  /**
   * Says "look at these accounts at the latest then". To be sent before the documents, so that a crash between leaves an account
   * looked at for nothing, and again after them, because whoever finds nothing lets the account rest.
   */
  announce(documents: readonly ViewDocument[]): Promise<unknown>[] {
    const earliest = new Map<string, Instant>();
    for (const { accountId, contributions } of documents) {
      if (contributions.due !== null) earliest.set(accountId, Math.min(contributions.due, earliest.get(accountId) ?? Infinity));
    }
    return [...earliest].map(([accountId, at]) => this.client.zadd(this.keys.dueAccounts, 'LT', at, accountId));
  }

  async due(until: Instant, limit: number): Promise<readonly DueEntry[]> {
    const idle: string[] = [];
    let found: readonly DueEntry[] = [];
    for (let offset = 0; limit > 0; offset += ACCOUNTS_AT_ONCE) {
      const accounts = await this.accounts(until, offset);
      const looks = await this.look(accounts.ids, until, limit);
      idle.push(...looks.filter(({ entries }) => entries.length === 0).map(({ accountId }) => accountId));
      found = [...found, ...looks.flatMap(({ entries }) => entries)].sort(byTime).slice(0, limit);
      const latest = found.at(-1);
      // The accounts that follow have nothing earlier than their place says.
      if (accounts.ids.length < ACCOUNTS_AT_ONCE || (found.length === limit && latest && latest.at < accounts.lastAt)) break;
    }
    if (idle.length > 0) await this.rest(idle, until + REST_MS);
    return found;
  }

  private async accounts(until: Instant, offset: number): Promise<{ readonly ids: readonly string[]; readonly lastAt: Instant }> {
    const flat = await answerOf(
      this.client.zrange(this.keys.dueAccounts, '-inf', String(until), 'BYSCORE', 'LIMIT', offset, ACCOUNTS_AT_ONCE, 'WITHSCORES'),
    );
    return { ids: flat.filter((_, index) => index % 2 === 0), lastAt: Number(flat.at(-1)) };
  }

  private async look(accountIds: readonly string[], until: Instant, limit: number): Promise<readonly AccountDue[]> {
    const pipeline = this.client.pipeline();
    for (const id of accountIds) pipeline.zrange(this.keys.due(id), '-inf', String(until), 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES');
    const answers = await answersOf(pipeline);
    return accountIds.map((accountId, index) => ({ accountId, entries: entriesOf(accountId, answers[index] as readonly string[]) }));
  }

  /**
   * Raises first, then looks again, then lowers: a document written in between is either seen by the second look or lowers by itself.
   * A crash in between lets the account rest for an hour at the longest.
   */
  private async rest(accountIds: readonly string[], until: Instant): Promise<void> {
    const raise = this.client.pipeline();
    for (const id of accountIds) raise.zadd(this.keys.dueAccounts, 'XX', 'GT', until, id);
    for (const id of accountIds) raise.zrange(this.keys.due(id), 0, '0', 'WITHSCORES');
    const answers = await answersOf(raise);
    const lower = this.client.pipeline();
    accountIds.forEach((id, index) => {
      const [, earliest] = answers[accountIds.length + index] as readonly string[];
      if (earliest !== undefined) lower.zadd(this.keys.dueAccounts, 'LT', earliest, id);
    });
    await answersOf(lower);
  }
}

function entriesOf(accountId: string, flat: readonly string[]): readonly DueEntry[] {
  const entries: DueEntry[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const member = flat[index] ?? '';
    const split = member.lastIndexOf('@');
    entries.push({ accountId, stream: member.slice(0, split), revision: Number(member.slice(split + 1)), at: Number(flat[index + 1]) });
  }
  return entries;
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const byTime = (left: DueEntry, right: DueEntry): number =>
  left.at - right.at || compare(left.accountId, right.accountId) || compare(left.stream, right.stream);
