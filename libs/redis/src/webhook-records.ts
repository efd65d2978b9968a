// The log of delivery attempts and the index of messages, for 30 days.
import {
  DeliveryLog, type IndexedMessage, type LoggedAttempt, MessageIndex, type MessageListQuery, type MessageListResult, MOST_DOCUMENTS_TESTED,
  type ViewCheckpoint,
} from '@tillstream/event-sourcing'; // prettier-ignore
import type { Redis } from 'ioredis';
import type { RedisConnections } from './redis-connections';
import { answerOf, answersOf } from './redis-faults';

const KEPT_SECONDS = 30 * 86_400;
const KEPT_ATTEMPTS = 200;

export class RedisDeliveryLog extends DeliveryLog {
  private readonly client: Redis;

  constructor(connections: RedisConnections) {
    super();
    this.client = connections.work;
  }

  async record(message: string, attempt: LoggedAttempt): Promise<void> {
    const key = logKey(message);
    const pipeline = this.client.multi().rpush(key, JSON.stringify(attempt)).ltrim(key, -KEPT_ATTEMPTS, -1).expire(key, KEPT_SECONDS);
    await answersOf(pipeline);
  }

  async attempts(message: string): Promise<readonly LoggedAttempt[]> {
    const lines = await answerOf(this.client.lrange(logKey(message), 0, -1));
    return lines.map((line) => JSON.parse(line) as LoggedAttempt);
  }
}

const logKey = (message: string): string => `{hooks}:log:${message}`;

const PIECE = 1_000;

export class RedisMessageIndex extends MessageIndex {
  private readonly client: Redis;
  private readonly prefix: string;
  private readonly checkpointKey: string;

  /** @param version of the view code: another version never sees this index, and fills its own. */
  constructor(
    connections: RedisConnections,
    version: string,
    private readonly now: () => number,
  ) {
    super();
    this.client = connections.work;
    this.prefix = `${version}:{messages}:of:`;
    this.checkpointKey = `${version}:{messages}:checkpoint`;
  }

  async checkpoint(): Promise<ViewCheckpoint | null> {
    const text = await answerOf(this.client.get(this.checkpointKey));
    return text === null ? null : checkpointOf(text);
  }

  async write(from: ViewCheckpoint | null, to: ViewCheckpoint, entries: readonly IndexedMessage[]): Promise<boolean> {
    const parts = JSON.stringify(entries.map(({ accountId, message, at }) => [accountId, message, String(at)]));
    const since = String(this.now() - KEPT_SECONDS * 1_000);
    const held = from ? checkpointText(from) : '';
    const written = this.client.writeMessageIndex(this.checkpointKey, held, checkpointText(to), since, parts, this.prefix, KEPT_SECONDS);
    return (await answerOf(written)) === 1;
  }

  async list(query: MessageListQuery): Promise<MessageListResult> {
    const key = this.prefix + query.accountId;
    const members = await answerOf(this.client.zcount(key, query.since, '+inf'));
    if (query.test) return this.tested(query, query.test, members);
    const messages = query.limit < 1 ? [] : await this.piece(query, query.offset, query.limit);
    return { messages, total: members, totalCapped: false };
  }

  private async tested(query: MessageListQuery, test: (message: string) => boolean, members: number): Promise<MessageListResult> {
    const passed: string[] = [];
    for (let from = 0; from < Math.min(members, MOST_DOCUMENTS_TESTED); from += PIECE) {
      passed.push(...(await this.piece(query, from, Math.min(PIECE, MOST_DOCUMENTS_TESTED - from))).filter(test));
    }
    const messages = passed.slice(query.offset, query.offset + query.limit);
    return { messages, total: passed.length, totalCapped: members > MOST_DOCUMENTS_TESTED };
  }

  private piece({ accountId, since, order }: MessageListQuery, offset: number, limit: number): Promise<string[]> {
    const key = this.prefix + accountId;
    return answerOf(
      order === 'ascending'
        ? this.client.zrange(key, String(since), '+inf', 'BYSCORE', 'LIMIT', offset, limit)
        : this.client.zrange(key, '+inf', String(since), 'BYSCORE', 'REV', 'LIMIT', offset, limit),
    );
  }
}

/** Always the same text for the same checkpoint: it is compared as text. */
const checkpointText = ({ generation, position, complete }: ViewCheckpoint): string =>
  JSON.stringify({ generation, position: position === null ? null : String(position), complete });

function checkpointOf(text: string): ViewCheckpoint {
  const { generation, position, complete } = JSON.parse(text) as { generation: string; position: string | null; complete: boolean };
  return { generation, position: position === null ? null : BigInt(position), complete };
}
