// What one transaction of the writer does, in a form that crosses to its thread: plain rows, and all content in one buffer
// that is moved instead of copied.
import type { StoredEvent } from '../core/event';
import { CONTENT } from './schema';

export interface KeyedEvent extends StoredEvent {
  readonly streamKey: number;
}

/** All of it is committed, or nothing. */
export interface Draft {
  readonly createdMs: number;
  /** Key and name of streams that are new. */
  readonly streams: [number, string][];
  readonly events: KeyedEvent[];
  /** Keys of streams whose events, the tombstone apart, lose their content. */
  readonly erase: number[];
}

interface EventRow {
  /** In the order of the columns of `events`. */
  readonly values: (number | string)[];
  readonly metadataBytes: number;
  readonly dataBytes: number;
}

export interface Transaction extends Pick<Draft, 'streams' | 'erase'> {
  readonly rows: readonly EventRow[];
  /** Metadata and data of each row, one after another. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const emptyDraft = (): Draft => ({ createdMs: Date.now(), streams: [], events: [], erase: [] });

export function transactionOf(drafts: readonly Draft[]): Transaction {
  const events = drafts.flatMap((draft) => draft.events);
  const bytes = new Uint8Array(events.reduce((sum, { metadata, data }) => sum + metadata.length + data.length, 0));
  let offset = 0;
  const rows = events.map(({ position, streamKey, revision, id, type, json, createdMs, metadata, data }) => {
    bytes.set(metadata, offset);
    bytes.set(data, offset + metadata.length);
    offset += metadata.length + data.length;
    const values = [position, streamKey, revision, id, type, json ? CONTENT.json : CONTENT.binary, createdMs];
    return { values, metadataBytes: metadata.length, dataBytes: data.length };
  });
  return { streams: drafts.flatMap((draft) => draft.streams), rows, erase: drafts.flatMap((draft) => draft.erase), bytes };
}
