// Reading any number of events in bounded pages, so that neither memory nor the time between two turns of the event loop grow
// with what is read.
import { linkTarget, type StoredEvent, TOMBSTONE } from '../core/event';
import { isSoftDeleted, windowOf } from '../core/stream-metadata';
import type { Reader, StreamEnd, StreamWindow } from '../storage/reader';

const FIRST_PAGE = 32;
const PAGE = 512;
const PAGE_BYTES = 1024 * 1024;
const ROW_BYTES = 128;

/** At most `limit` events behind `last`, or from the start of the scan. */
export type Fetch = (limit: number, last: StoredEvent | undefined) => readonly StoredEvent[];

/** Pages up to the end. `most` is all that the caller will take, if it knows. */
export async function* scan(fetch: Fetch, most = FIRST_PAGE): AsyncGenerator<readonly StoredEvent[], void, undefined> {
  let limit = Math.min(most, FIRST_PAGE);
  let page = fetch(limit, undefined);
  for (;;) {
    yield page;
    if (page.length < limit) return;
    await new Promise(setImmediate); // whoever takes nothing of a page must not keep everybody else waiting
    limit = limitAfter(page);
    page = fetch(limit, page.at(-1));
  }
}

/** As many rows as fit a page if they go on as large as these were. */
function limitAfter(page: readonly StoredEvent[]): number {
  const bytes = page.reduce((sum, { data, metadata }) => sum + data.length + metadata.length + ROW_BYTES, 0);
  return Math.max(1, Math.min(PAGE, Math.floor((PAGE_BYTES * page.length) / bytes)));
}

/** What of a stream may be read now: nothing of one that never was or is soft-deleted, 'deleted' behind a tombstone. */
export function readableStream(reader: Reader, name: string): (StreamEnd & StreamWindow) | 'absent' | 'deleted' {
  const stream = reader.stream(name);
  if (stream?.last === TOMBSTONE) return 'deleted';
  if (!stream || stream.last < 0) return 'absent';
  const metadata = reader.metadata(name);
  return isSoftDeleted(metadata) ? 'absent' : { ...stream, window: windowOf(metadata, stream.last, Date.now()) };
}

/** Where a walk begins, by revision or by position. */
export interface Start {
  readonly direction: 'forward' | 'backward';
  readonly from: number;
}

/** Begins with revision `from`. */
export function fetchStream(reader: Reader, stream: StreamWindow, { direction, from }: Start): Fetch {
  if (direction === 'forward') return (limit, last) => reader.forward(stream, last ? last.revision + 1 : from, limit);
  return (limit, last) => reader.backward(stream, last ? last.revision - 1 : from, limit);
}

/** Forward begins with position `from`, backward before it. */
export function fetchAll(reader: Reader, { direction, from }: Start): Fetch {
  if (direction === 'forward') return (limit, last) => reader.allForward(last ? last.position + 1 : from, limit);
  return (limit, last) => reader.allBackward(last ? last.position : from, limit);
}

/** The event that a link points at, if it may still be read. */
export function resolveLink(reader: Reader, link: StoredEvent): StoredEvent | undefined {
  const target = linkTarget(link);
  const stream = target ? readableStream(reader, target.stream) : 'absent';
  if (!target || typeof stream === 'string') return undefined;
  const [event] = reader.forward(stream, target.revision, 1);
  return event?.revision === target.revision ? event : undefined;
}
