// The world failed. Adapters throw these and nothing else; three places answer them: the executor, the runner and the job.

/**
 * - `unavailable`: not reached, nothing was done.
 * - `timeout`, `unclear`: sent, and nobody knows what came of it; repeat with the same ids.
 * - `gone`: erased for good (a tombstoned stream), or not there for this account; repeating is pointless.
 * - `refused`: the other side will never accept this (too large, no access).
 */
export type FaultKind = 'unavailable' | 'timeout' | 'unclear' | 'gone' | 'refused';

export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    readonly kind: FaultKind,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

export const isFault = (error: unknown): error is Fault => error instanceof Fault;
/** Worth repeating; everything that is no such fault is a bug or final. */
export const isPassing = (error: unknown): boolean => isFault(error) && error.kind !== 'gone' && error.kind !== 'refused';
