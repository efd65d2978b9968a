// What every call needs.
import type { Logger } from 'pino';
import type { Reader } from '../storage/reader';
import type { Feed } from '../store/feed';
import type { Store } from '../store/store';
import { type Fault, faultOf } from './faults';

export interface Service {
  readonly store: Store;
  readonly reader: Reader;
  readonly feed: Feed;
  readonly log: Pick<Logger, 'error'>;
  /** Calls that do not end by themselves, each with how to end it when the server shuts down. */
  readonly endless: Set<(fault: Fault) => void>;
}

/** A write that takes longer is answered as timed out; it may still come to be. */
export const WRITE_TIMEOUT_MS = 2_000;

export const fail = ({ log }: Service, error: unknown): Fault =>
  faultOf(error, (defect) => log.error({ err: defect }, 'A call failed for an unforeseen reason.'));

export const wirePosition = (position: number): object => ({ commitPosition: position, preparePosition: position });

/** `success` of Append and of BatchAppend; `last` is -1 when nothing was ever written to the stream. */
export const success = (last: number, position: number | undefined): object => ({
  ...(last < 0 ? { noStream: {} } : { currentRevision: last }),
  ...(position === undefined ? { noPosition: {} } : { position: wirePosition(position) }),
});
