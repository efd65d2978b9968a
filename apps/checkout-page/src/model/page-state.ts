// Everything that the page shows, and how an answer, a press or the clock changes it. Pure; the browser half feeds it.
import type { BuyerOffer, BuyerProblem, BuyerSession } from '@tillstream/checkout/browser';
import type { Faults } from '../form/fields';
import { failureFaults, failureWords, firstWords, refusalFaults, refusalWords, type Words } from './failure';
import { isInFlight, screenOf, type Screen } from './screen';

export interface PageState {
  readonly session: BuyerSession;
  /** By the server's clock; moves every second in the last minutes only. */
  readonly nowMs: number;
  /** The script runs: before that, nothing can be pressed. */
  readonly isReady: boolean;
  /** This page pressed the button and has not heard how it ended. */
  readonly isPressed: boolean;
  /** Too many presses came from this address: the button rests as long as the server asked for. */
  readonly isResting: boolean;
  /** Said at the top of the form. */
  readonly notice: Words | null;
  /** Said at the fields, by the bank or the server; what the page itself finds while typing stays in the form. */
  readonly faults: Faults;
  /** The tier on the button. */
  readonly tier: number;
}

export type PageChange =
  | { readonly type: 'ready' | 'passed'; readonly nowMs: number }
  | { readonly type: 'pressed' }
  | { readonly type: 'answered'; readonly session: BuyerSession }
  | { readonly type: 'refused'; readonly problem: BuyerProblem; readonly restMs?: number }
  | { readonly type: 'rested' }
  | { readonly type: 'stopped'; readonly notice: Words | null }
  | { readonly type: 'chosen'; readonly tier: number };

export const initialState = (session: BuyerSession): PageState => ({
  session,
  nowMs: Date.parse(session.now),
  isReady: false,
  isPressed: false,
  isResting: false,
  notice: firstWords(session),
  faults: failureFaults(session),
  tier: 0,
});

export function changed(state: PageState, change: PageChange): PageState {
  switch (change.type) {
    case 'ready':
      return { ...state, isReady: true, nowMs: change.nowMs };
    case 'passed':
      return { ...state, nowMs: change.nowMs };
    case 'pressed':
      return { ...state, isPressed: true, notice: null, faults: {} };
    case 'answered':
      return answered(state, change.session);
    case 'refused':
      return refused(state, change.problem, change.restMs);
    case 'rested':
      return { ...state, isResting: false, notice: saysToWait(state.notice) ? null : state.notice };
    case 'stopped':
      return { ...state, isPressed: false, notice: change.notice };
    case 'chosen':
      return { ...state, tier: change.tier };
  }
}

/** Answers overtake each other (a poll, an event, the press itself): an older one never undoes a newer one. */
function answered(state: PageState, session: BuyerSession): PageState {
  if (session.revision < state.session.revision) return state;
  const next = { ...state, session, tier: session.offer_id === state.session.offer_id ? state.tier : 0 };
  if (isSettled(state.session, session))
    return { ...next, isPressed: false, notice: failureWords(session), faults: failureFaults(session), tier: 0 };
  return next;
}

/** An attempt that was not over before is over now: ours, or one of another tab. */
function isSettled(before: BuyerSession, after: BuyerSession): boolean {
  if (after.attempt === null || isInFlight(after.attempt)) return false;
  return after.attempt.id !== before.attempt?.id || isInFlight(before.attempt);
}

const saysToWait = (notice: Words | null): boolean => notice !== null && 'key' in notice && notice.key === 'notice.wait';

function refused(state: PageState, problem: BuyerProblem, restMs?: number): PageState {
  const session = problem.offer ? withOffer(state.session, problem.offer) : state.session;
  // Its own screen says it, here as after a reload.
  if (problem.code === 'too-many-attempts')
    return { ...state, isPressed: false, session: { ...session, attempt_limit_reached: 'attempts' } };
  return {
    ...state,
    session,
    isPressed: false,
    isResting: restMs !== undefined,
    notice: restMs === undefined ? refusalWords(problem, state.session) : { key: 'notice.wait', minutes: Math.ceil(restMs / 60_000) },
    faults: refusalFaults(problem),
    tier: problem.offer ? 0 : state.tier,
  };
}

const withOffer = (session: BuyerSession, offer: BuyerOffer): BuyerSession => ({ ...session, ...offer });

/** While our own press runs, the form stays where it is, with a busy button: most answers come within a second. */
export function shownScreen(state: PageState): Screen {
  const screen = screenOf(state.session, state.nowMs);
  if (state.isPressed && (screen === 'processing' || screen === 'expired')) return 'pay';
  return screen;
}
