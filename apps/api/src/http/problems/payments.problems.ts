// What is answered when processors and routes say no.
import type { ConnectProcessorRejection, DeleteRouteRejection, RouteFault } from '@tillstream/payments';
import type { MessagesOf, ProblemsOf } from './problem';

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
