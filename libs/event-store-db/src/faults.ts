// What the client throws, as the kernel's faults. The question that matters: may the request have reached the server?
import { ErrorType, isCommandError } from '@eventstore/db-client';
import { Fault, type FaultKind, isFault } from '@tillstream/event-sourcing';

/** A read that failed did nothing; a write that failed may have been done. */
export type Doing = 'reading' | 'writing';

/** Texts of @grpc/grpc-js and of the client's discovery for "there was no connection to send it on". */
const NOT_SENT = /No connection established|Name resolution failed|Failed to discover after/;

const REFUSED: readonly string[] = [
  ErrorType.ACCESS_DENIED,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.MISSING_REQUIRED_METADATA_PROPERTY,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.UNSUPPORTED,
];
const TIMED_OUT: readonly string[] = [ErrorType.TIMEOUT, ErrorType.DEADLINE_EXCEEDED];

/** A Fault, or the very error when it is a bug of ours. */
export function faultOf(error: unknown, doing: Doing): unknown {
  if (isFault(error) || isBug(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Fault(kindOf(error, message, doing), message, { cause: error });
}

/** Not an answer of the server but a failure that the client would go on repeating from memory: it wants a new client. */
export const isStuck = (error: unknown): boolean =>
  !isFault(error) && !isBug(error) && !(error instanceof Error && isCommandError(error)) && !hasCode(error);

function kindOf(error: unknown, message: string, doing: Doing): FaultKind {
  const type = error instanceof Error && isCommandError(error) ? error.type : null;
  if (type === ErrorType.STREAM_DELETED) return 'gone';
  if (type === ErrorType.NOT_LEADER || NOT_SENT.test(message)) return 'unavailable';
  if (type !== null && REFUSED.includes(type)) return 'refused';
  if (doing === 'writing') return 'unclear';
  return type !== null && TIMED_OUT.includes(type) ? 'timeout' : 'unavailable';
}

const isBug = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError || error instanceof SyntaxError;

/** gRPC's own errors, which the client has not wrapped; after UNAVAILABLE (14) and CANCELLED (1) it connects anew by itself. */
const hasCode = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && (error.code === 14 || error.code === 1);
