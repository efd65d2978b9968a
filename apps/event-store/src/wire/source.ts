// What a subscription follows, and how far it has come.
import type { StoredEvent } from '../core/event';
import type { Reader } from '../storage/reader';
import { fetchAll, fetchStream, readableStream, scan } from '../store/scan';
import { streamDeleted } from './faults';

export interface Source {
  /** Undefined for all events. */
  readonly stream: string | undefined;
  /** The last event that was let through, or the starting point: a position, in a stream a revision. */
  place: number;
  placeOf(event: StoredEvent): number;
  /** What the file holds behind a place. @throws Fault if there never will be anything. */
  behind(place: number): AsyncIterable<readonly StoredEvent[]>;
}

export const allSource = (reader: Reader, place: number): Source => ({
  stream: undefined,
  place,
  placeOf: ({ position }) => position,
  behind: (last) => scan(fetchAll(reader, { direction: 'forward', from: last + 1 })),
});

export const streamSource = (reader: Reader, stream: string, place: number): Source => ({
  stream,
  place,
  placeOf: ({ revision }) => revision,
  behind(last) {
    const readable = readableStream(reader, stream);
    if (readable === 'deleted') throw streamDeleted(stream);
    return scan(readable === 'absent' ? () => [] : fetchStream(reader, readable, { direction: 'forward', from: last + 1 }));
  },
});
