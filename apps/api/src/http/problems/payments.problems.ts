// What is answered when processors and routes say no.
import type { ConnectProcessorRejection, DeleteRouteRejection, RouteFault } from '@tillstream/payments';
import type { MessagesOf, Problem, ProblemsOf } from './problem';

/** What is said of a notice that is not taken: as little as a stranger may know. */
export const noticeProblems = {
  'notice-not-verified': { status: 401, title: 'Not taken', sentence: 'The notice could not be verified.' },
  'notice-unreadable': { status: 400, title: 'Not taken', sentence: 'The notice could not be read.' },
  'notice-too-large': { status: 413, title: 'Not taken', sentence: 'A notice has at most 256 kB.' },
} as const satisfies Record<string, Problem>;

type Rejection = ConnectProcessorRejection | DeleteRouteRejection | RouteFault;

export const paymentsProblems: ProblemsOf<Rejection> = {
  'route-in-use': {
    status: 400,
    title: 'The route is in use',
    sentence: 'An open session, one of its tiers, or the account names it; change those first.',
  },
};

export const paymentsMessages: MessagesOf<Rejection> = {
  'processor-not-found': 'names no processor of this account',
  'processor-twice': 'is in the route twice',
  'route-cannot-charge': 'must contain at least one processor with disposition charge_and_setup',
  'credential-missing': 'is needed to connect a processor of this provider',
  'credential-not-of-provider': 'is no credential of this provider',
  'credential-malformed': 'does not have the form that this provider gives it',
  'credential-not-in-production': 'is not for real money: test keys and stand-ins cannot be connected in production',
  'sandbox-not-in-production': 'sandbox processors cannot be connected in production',
};
