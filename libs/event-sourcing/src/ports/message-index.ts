// Which messages an account's resources told in the last 30 days, for the account-wide list of `/events`. A view like any other:
// written by the projector, rebuilt from the first event when it was lost.
import type { Instant } from '../time';
import type { ViewCheckpoint } from './view-store';

export interface IndexedMessage {
  readonly accountId: string;
  /** As in the pending sets: event and type. */
  readonly message: string;
  readonly at: Instant;
}

export interface MessageListQuery {
  readonly accountId: string;
  /** Older messages are not in the list. */
  readonly since: Instant;
  readonly order: 'ascending' | 'descending';
  readonly offset: number;
  readonly limit: number;
  readonly test?: (message: string) => boolean;
}

export interface MessageListResult {
  readonly messages: readonly string[];
  readonly total: number;
  /** More than 10,000 messages would have had to be tested: `total` is a lower bound. */
  readonly totalCapped: boolean;
}

export abstract class MessageIndex {
  abstract checkpoint(): Promise<ViewCheckpoint | null>;
  /** Compare-and-set together with the entries, which may be there already: false, with nothing changed, when `from` is not what is held. */
  abstract write(from: ViewCheckpoint | null, to: ViewCheckpoint, entries: readonly IndexedMessage[]): Promise<boolean>;
  abstract list(query: MessageListQuery): Promise<MessageListResult>;
}
