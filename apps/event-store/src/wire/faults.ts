// The one place that says how a refusal looks on the wire: status and trailers for a call of its own, status and packed detail
// for one of many calls in a BatchAppend stream. The client tells them apart by the `exception` trailer or the detail's type.
import { Metadata, status } from '@grpc/grpc-js';
import type { Expectation } from '../core/expectation';
import { NotStored } from '../storage/commit-queue';
import { packed } from './protocol';

interface Refusal {
  readonly code: status;
  readonly trailers?: Readonly<Record<string, string | number>>;
  readonly batch?: { readonly code: status; readonly type: string; readonly body?: object };
}

/** grpc-js sends `code`, `details` and `metadata`. */
export class Fault extends Error {
  readonly metadata = new Metadata();
  readonly code: status;

  constructor(
    readonly details: string,
    private readonly refusal: Refusal,
  ) {
    super(details);
    this.code = refusal.code;
    for (const [key, value] of Object.entries(refusal.trailers ?? {})) this.metadata.set(key, headerText(String(value)));
  }

  /** `google.rpc.Status` */
  batchError(): object {
    const plain = this.code === status.INVALID_ARGUMENT ? 'BadRequest' : 'Unknown';
    const { code, type, body = { message: this.details } } = this.refusal.batch ?? { code: this.code, type: plain };
    return { code, message: this.details, details: packed(type, body) };
  }
}

/** Trailers are ASCII; stream names need not be. */
const headerText = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text));

export const invalidArgument = (sentence: string): Fault => new Fault(sentence, { code: status.INVALID_ARGUMENT });

export const missingProperty = (): Fault =>
  new Fault('An event lacks its type or its content type.', {
    code: status.INVALID_ARGUMENT,
    trailers: { exception: 'missing-required-metadata-property', 'required-metadata-properties': 'type,content-type' },
  });

export const appendTooLarge = (mostBytes: number): Fault =>
  new Fault(`An append may hold ${mostBytes} bytes at most.`, {
    code: status.INVALID_ARGUMENT,
    trailers: { exception: 'maximum-append-size-exceeded', 'maximum-append-size': mostBytes },
    batch: { code: status.INVALID_ARGUMENT, type: 'MaximumAppendSizeExceeded', body: { maxAppendSize: mostBytes } },
  });

export const streamDeleted = (stream: string): Fault =>
  new Fault(`Stream '${stream}' is deleted.`, {
    code: status.FAILED_PRECONDITION,
    trailers: { exception: 'stream-deleted', 'stream-name': stream },
    batch: { code: status.NOT_FOUND, type: 'StreamDeleted', body: { streamIdentifier: { streamName: Buffer.from(stream) } } },
  });

/** `current` is -1 when there is no stream. */
export function wrongVersion(stream: string, expected: Expectation, current: number): Fault {
  const version = expected.kind === 'revision' ? expected.revision : { any: -2, 'no-stream': -1, 'stream-exists': -4 }[expected.kind];
  return new Fault(`Stream '${stream}' is not at the expected version ${version} but at ${current}.`, {
    code: status.FAILED_PRECONDITION,
    trailers: {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': version,
      ...(current >= 0 && { 'actual-version': current }),
    },
    batch: { code: status.ALREADY_EXISTS, type: 'WrongExpectedVersion', body: versions(expected, current) },
  });
}

/** WrongExpectedVersion, of Append's answer and of BatchAppend's detail. */
export function versions(expected: Expectation, current: number): object {
  const currentVersion = current < 0 ? { currentNoStream: {} } : { currentRevision: current };
  if (expected.kind === 'revision') return { ...currentVersion, expectedRevision: expected.revision };
  if (expected.kind === 'no-stream') return { ...currentVersion, expectedNoStream: {} };
  return { ...currentVersion, ...(expected.kind === 'any' ? { expectedAny: {} } : { expectedStreamExists: {} }) };
}

/** The outcome is open: the events may still be written. */
export const writeTimedOut = (): Fault =>
  new Fault('The write was not finished in time.', {
    code: status.ABORTED,
    batch: { code: status.DEADLINE_EXCEEDED, type: 'Timeout' },
  });

export const shuttingDown = (): Fault => new Fault('The event store is shutting down.', { code: status.UNAVAILABLE });

/** Any failure as a refusal. What nobody foresaw is passed to `unforeseen` too: it is a defect of this server. */
export function faultOf(error: unknown, unforeseen: (error: unknown) => void): Fault {
  if (error instanceof Fault) return error;
  const sentence = error instanceof Error ? error.message : String(error);
  if (!(error instanceof NotStored)) unforeseen(error);
  else if (error.kind === 'closing') return shuttingDown();
  else return new Fault(`Nothing was written: ${sentence}`, { code: status.RESOURCE_EXHAUSTED });
  return new Fault(sentence, { code: status.UNKNOWN });
}
