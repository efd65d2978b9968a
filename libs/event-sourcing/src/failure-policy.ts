// The one place that answers what a runner does when handling failed: try again, set the event aside where it can be seen, or stop.
import { isFault, isPassing } from './faults';

export type FailureAnswer = { readonly kind: 'retry'; readonly afterMs: number } | { readonly kind: 'park' } | { readonly kind: 'stop' };

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/** `tries` counts failures in a row, from 1. Faults of the world pass; what is no fault is a bug, and waiting does not mend it. */
export function answerFailure(error: unknown, tries: number): FailureAnswer {
  if (isPassing(error)) return { kind: 'retry', afterMs: Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS) };
  if (error instanceof StopRunner) return { kind: 'stop' };
  if (isFault(error)) return { kind: 'park' };
  return tries < 3 ? { kind: 'retry', afterMs: FIRST_PAUSE_MS } : { kind: 'park' };
}

/** Thrown by a handler that has lost its right to go on: another process took over. */
export class StopRunner extends Error {
  override readonly name = 'StopRunner';
}
