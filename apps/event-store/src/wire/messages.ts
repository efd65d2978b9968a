// Requests as the loader hands them over: camel case, 64-bit numbers as text, what is absent or zero left out.
import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';

interface Uuid {
  readonly string?: string;
}
export interface WireStream {
  readonly streamName?: Uint8Array;
}

/** The stream and one of the four expectations, as every call that writes carries them. */
export interface WriteOptions {
  readonly streamIdentifier?: WireStream;
  readonly revision?: string;
  readonly noStream?: object;
  readonly any?: object;
  readonly streamExists?: object;
  readonly deadline?: { readonly seconds?: string; readonly nanos?: number };
}

export interface ProposedMessage {
  readonly id?: Uuid;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly customMetadata?: Uint8Array;
  readonly data?: Uint8Array;
}

export interface AppendRequest {
  readonly options?: WriteOptions;
  readonly proposedMessage?: ProposedMessage;
}
export interface BatchAppendRequest {
  readonly correlationId?: Uuid;
  readonly options?: WriteOptions;
  readonly proposedMessages?: readonly ProposedMessage[];
  readonly isFinal?: boolean;
}
export type DeleteRequest = Pick<AppendRequest, 'options'>;

interface FilterExpression {
  readonly regex?: string;
  readonly prefix?: readonly string[];
}
export interface FilterOptions {
  readonly streamIdentifier?: FilterExpression;
  readonly eventType?: FilterExpression;
  readonly max?: number;
  readonly checkpointIntervalMultiplier?: number;
}

/** `start` if neither a place nor `end` is given. */
export interface ReadOptions {
  readonly stream?: { readonly streamIdentifier?: WireStream; readonly revision?: string; readonly end?: object };
  readonly all?: { readonly position?: { readonly commitPosition?: string }; readonly end?: object };
  /** 1 is backwards. */
  readonly readDirection?: number;
  readonly resolveLinks?: boolean;
  readonly count?: string;
  readonly subscription?: object;
  readonly filter?: FilterOptions;
}

export type BatchAppendCall = ServerDuplexStream<BatchAppendRequest, object>;
export type ReadCall = ServerWritableStream<{ readonly options?: ReadOptions }, Buffer>;
