// The answers that are no success, as values: what a code means stands in one table per lib, and nowhere else.
import type { Loc } from '@tillstream/event-sourcing';
import type { LocatedFault } from '../located-fault';

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 429 | 500 | 503;

export interface Problem<R = never> {
  readonly status: ProblemStatus;
  readonly title: string;
  /** Says what to do. May name what the rejection carries. */
  readonly sentence: string | ((rejection: R) => string);
  /** Seconds until a repeat may succeed. */
  readonly retryAfter?: number;
}

interface Coded {
  readonly code: string;
}

/** Codes of rejections that can stand without a place. */
export type UnlocatedCode<R extends Coded> = R extends { readonly loc: Loc } ? never : R['code'];
/** Codes of rejections that carry the place of the fault: 422. */
export type LocatedCode<R extends Coded> = R extends Coded ? ('loc' extends keyof R ? R['code'] : never) : never;

/** One entry per rejection without a place: a new rejection does not compile until it is mapped. */
export type ProblemsOf<R extends Coded> = { readonly [Code in UnlocatedCode<R>]: Problem<Extract<R, { readonly code: Code }>> };

/** One message per rejection with a place, to follow the name of the field: "must be …", "names no …". */
export type MessagesOf<R extends Coded> = {
  readonly [Code in LocatedCode<R>]: string | ((rejection: Extract<R, { readonly code: Code }>) => string);
};

/** Thrown to answer with a problem; the exception filter is the one place that answers it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly code: string,
    readonly problem: { readonly status: ProblemStatus; readonly title: string; readonly detail: string; readonly retryAfter?: number },
    /** Members beside `detail`, such as the new `offer`. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(problem.detail);
  }
}

/** 422 with one entry per fault. */
export class Unprocessable extends Error {
  override readonly name = 'Unprocessable';
  constructor(
    readonly faults: readonly LocatedFault[],
    readonly code: string = 'invalid-request',
    /** Members beside `detail`, such as the present `vault_key`. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${faults.length} faults`);
  }
}
