// All codes that this API can answer with. A lib's rejections are added here, from its own file in this folder.
import type { ExecutorRejection, Loc } from '@tillstream/event-sourcing';
import type { LocatedFault } from '../located-fault';
import { accountsMessages, accountsProblems } from './accounts.problems';
import { catalogMessages, catalogProblems } from './catalog.problems';
import { checkoutMessages, checkoutProblems } from './checkout.problems';
import { edgeProblems, sharedProblems } from './edge.problems';
import { noticeProblems, paymentsMessages, paymentsProblems } from './payments.problems';
import { ApiProblem, type Problem, type ProblemStatus, Unprocessable } from './problem';
import { subscriptionsProblems } from './subscriptions.problems';
import { webhooksMessages, webhooksProblems } from './webhooks.problems';

const problems = {
  ...edgeProblems,
  ...sharedProblems,
  ...accountsProblems,
  ...catalogProblems,
  ...checkoutProblems,
  ...noticeProblems,
  ...paymentsProblems,
  ...subscriptionsProblems,
  ...webhooksProblems,
};
const messages = { ...accountsMessages, ...catalogMessages, ...checkoutMessages, ...paymentsMessages, ...webhooksMessages };

export type ProblemCode = keyof typeof problems;
export type MessageCode = keyof typeof messages;
/** A rejection that has an answer; one that has none does not compile where it is answered. */
export interface AnswerableRejection {
  readonly code: ProblemCode | MessageCode | ExecutorRejection['code'];
  readonly loc?: Loc;
}

export interface DocumentedProblem {
  readonly code: string;
  readonly status: ProblemStatus | 422;
  readonly title: string;
  readonly sentence: string;
}

const textOf = (said: unknown, rejection: object): string =>
  typeof said === 'function' ? String((said as (rejection: object) => unknown)(rejection)) : String(said);

const find = (code: string): Problem | undefined =>
  Object.hasOwn(problems, code) ? (problems as Record<string, Problem>)[code] : undefined;

/** The answer for a code of this table; `details` are what its sentence may name. */
export function problemOf(code: ProblemCode, details: object = {}, extra: Readonly<Record<string, unknown>> = {}): ApiProblem {
  const { status, title, sentence, retryAfter }: Problem = problems[code];
  const detail = textOf(sentence, details);
  return new ApiProblem(code, { status, title, detail, ...(retryAfter === undefined ? {} : { retryAfter }) }, extra);
}

/** 429, with how long to wait. */
export function tooManyRequests(waitMs: number): ApiProblem {
  const { code, problem } = problemOf('too-many-requests');
  return new ApiProblem(code, { ...problem, retryAfter: Math.ceil(waitMs / 1_000) });
}

/** What a refused command is answered with: 422 when its reasons have places, else the problem of the first reason. */
export function refusalOf(reasons: readonly AnswerableRejection[], extra?: Readonly<Record<string, unknown>>): ApiProblem | Unprocessable {
  const [first] = reasons;
  if (!first) throw new Error('a refusal without a reason');
  if (first.code === 'idempotency-key-reused') return keyReused;
  const located = reasons.flatMap((reason) => (reason.loc ? [locatedFault(reason, reason.loc)] : []));
  return located.length > 0 ? new Unprocessable(located, undefined, extra) : problemOf(first.code as ProblemCode, first, extra);
}

function locatedFault(reason: AnswerableRejection, loc: LocatedFault['loc']): LocatedFault {
  const said = (messages as Record<string, unknown>)[reason.code] ?? find(reason.code)?.title ?? reason.code;
  return { loc, msg: textOf(said, reason), type: reason.code };
}

const keyReused = new Unprocessable(
  [{ loc: ['header', 'Idempotency-Key'], msg: 'was used before for a different request', type: 'idempotency-key-reused' }],
  'idempotency-key-reused',
);

/** Every code that is answered with a sentence, and its status. */
export const problemStatuses = (): Readonly<Record<string, ProblemStatus>> =>
  Object.fromEntries(Object.entries(problems as Record<string, Problem>).map(([code, { status }]) => [code, status]));

/** Everything that has a page of its own under /problems. */
export function documentedProblems(): readonly DocumentedProblem[] {
  const mapped = Object.entries(problems as Record<string, Problem>).map(([code, { status, title, sentence }]) => ({
    code,
    status,
    title,
    sentence: typeof sentence === 'string' ? sentence : 'The answer says what to do.',
  }));
  return [
    ...mapped,
    {
      code: 'invalid-request',
      status: 422,
      title: 'The request is not valid',
      sentence: 'Each entry of detail names a place of the request and what is wrong there.',
    },
    {
      code: 'idempotency-key-reused',
      status: 422,
      title: 'The request is not valid',
      sentence: 'The Idempotency-Key was used before for a different request; use a new key for each request.',
    },
  ];
}
