// What an append or a delete asks for, read from its messages. Everything malformed is refused here.
import { isUtf8 } from 'node:buffer';
import { NO_BYTES, originalOf, type ProposedEvent } from '../core/event';
import type { Expectation } from '../core/expectation';
import type { Target } from '../store/store';
import { appendTooLarge, invalidArgument, missingProperty } from './faults';
import type { ProposedMessage, WireStream, WriteOptions } from './messages';

/** Of all events of a call; types count two bytes a character, as the original keeps them. */
const MAX_APPEND_BYTES = 1024 * 1024;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EMPTY_UUID = '00000000-0000-0000-0000-000000000000';

export function streamName(identifier: WireStream | undefined): string {
  const bytes = identifier?.streamName ?? NO_BYTES;
  if (bytes.length === 0 || !isUtf8(bytes)) throw invalidArgument('A stream needs a name in UTF-8.');
  return Buffer.from(bytes).toString();
}

export function writeTarget(options: WriteOptions | undefined): Target {
  const stream = streamName(options?.streamIdentifier);
  if (stream === '$all') throw invalidArgument('$all cannot be written to.');
  if (stream.startsWith('$$$$')) throw invalidArgument('A metadata stream has no metadata of its own.');
  return { stream, expected: expectation(options ?? {}) };
}

export function deleteTarget(options: WriteOptions | undefined): Target {
  const target = writeTarget(options);
  if (originalOf(target.stream) !== undefined) throw invalidArgument('A metadata stream is deleted with its stream only.');
  return target;
}

function expectation({ revision, noStream, streamExists }: WriteOptions): Expectation {
  if (revision !== undefined) return { kind: 'revision', revision: Number(revision) };
  if (noStream) return { kind: 'no-stream' };
  return streamExists ? { kind: 'stream-exists' } : { kind: 'any' };
}

/** The events of one call, as they come in. */
export class Proposals {
  readonly events: ProposedEvent[] = [];
  private bytes = 0;

  add({ id, metadata, customMetadata = NO_BYTES, data = NO_BYTES }: ProposedMessage): void {
    const { type, 'content-type': contentType } = metadata ?? {};
    if (type === undefined || contentType === undefined) throw missingProperty();
    if (type === '') throw invalidArgument('An event needs a type.');
    this.bytes += data.length + customMetadata.length + 2 * type.length;
    if (this.bytes > MAX_APPEND_BYTES) throw appendTooLarge(MAX_APPEND_BYTES);
    this.events.push({ id: eventId(id?.string), type, json: contentType === 'application/json', metadata: customMetadata, data });
  }
}

function eventId(text = ''): string {
  const id = text.toLowerCase();
  if (!UUID.test(id) || id === EMPTY_UUID) throw invalidArgument('An event needs an id that is a UUID.');
  return id;
}
