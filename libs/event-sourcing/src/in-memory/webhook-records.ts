// The delivery log and the index of messages, in memory.
import { DeliveryLog, type LoggedAttempt } from '../ports/delivery-log';
import { type IndexedMessage, MessageIndex, type MessageListQuery, type MessageListResult } from '../ports/message-index';
import { MOST_DOCUMENTS_TESTED, type ViewCheckpoint } from '../ports/view-store';
import type { Instant } from '../time';

const KEPT_ATTEMPTS = 200;

export class InMemoryDeliveryLog extends DeliveryLog {
  private readonly logged = new Map<string, readonly LoggedAttempt[]>();

  record(message: string, attempt: LoggedAttempt): Promise<void> {
    this.logged.set(message, [...(this.logged.get(message) ?? []), attempt].slice(-KEPT_ATTEMPTS));
    return Promise.resolve();
  }

  attempts(message: string): Promise<readonly LoggedAttempt[]> {
    return Promise.resolve(this.logged.get(message) ?? []);
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.logged.clear();
  }
}

export class InMemoryMessageIndex extends MessageIndex {
  private held: ViewCheckpoint | null = null;
  private readonly byAccount = new Map<string, Map<string, Instant>>();

  checkpoint(): Promise<ViewCheckpoint | null> {
    return Promise.resolve(this.held);
  }

  write(from: ViewCheckpoint | null, to: ViewCheckpoint, entries: readonly IndexedMessage[]): Promise<boolean> {
    if (from?.generation !== this.held?.generation || from?.position !== this.held?.position) return Promise.resolve(false);
    this.held = to;
    for (const { accountId, message, at } of entries) {
      const messages = this.byAccount.get(accountId) ?? new Map<string, Instant>();
      this.byAccount.set(accountId, messages.set(message, at));
    }
    return Promise.resolve(true);
  }

  list({ accountId, since, order, offset, limit, test }: MessageListQuery): Promise<MessageListResult> {
    const sign = order === 'ascending' ? 1 : -1;
    const recent = [...(this.byAccount.get(accountId) ?? [])].filter(([, at]) => at >= since);
    recent.sort(([left, leftAt], [right, rightAt]) => sign * (leftAt - rightAt || (left < right ? -1 : 1)));
    const tested = (test ? recent.slice(0, MOST_DOCUMENTS_TESTED) : recent)
      .map(([message]) => message)
      .filter((message) => test?.(message) ?? true);
    const totalCapped = test !== undefined && recent.length > MOST_DOCUMENTS_TESTED;
    return Promise.resolve({ messages: tested.slice(offset, offset + limit), total: tested.length, totalCapped });
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.held = null;
    this.byAccount.clear();
  }
}
