// What a filtered reader of $all wants, by stream name or by event type, and when it is told how far the search has come.
import type { StoredEvent } from './event';

export type EventFilter = (event: Pick<StoredEvent, 'stream' | 'type'>) => boolean;

/** A pattern wins over prefixes. @throws SyntaxError for a pattern that is none. */
export function eventFilter(on: 'stream' | 'type', regex: string | undefined, prefixes: readonly string[]): EventFilter {
  if (!regex) return (event) => prefixes.some((prefix) => event[on].startsWith(prefix));
  const pattern = new RegExp(regex);
  return (event) => pattern.test(event[on]);
}

/** Positions to tell the reader, events that were filtered out included: never one twice, never an earlier one. */
export class Checkpoints {
  private considered = 0;
  private told = 0;

  /** `interval` counts events looked at. */
  constructor(private readonly interval: number) {}

  /** For each event looked at. */
  consider(position: number): number | undefined {
    this.considered = (this.considered + 1) % this.interval;
    return this.considered === 0 ? this.tell(position) : undefined;
  }

  tell(position: number): number | undefined {
    if (position <= this.told) return undefined;
    return (this.told = position);
  }
}
