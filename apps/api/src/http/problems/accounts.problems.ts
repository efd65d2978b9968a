// How the refusals of the accounts lib are answered.
import type { ApiTokenRejection } from '@tillstream/accounts';
import type { PlainRejection } from '@tillstream/event-sourcing';
import type { ProblemsOf } from './problem';

export const accountsProblems: ProblemsOf<Exclude<ApiTokenRejection, PlainRejection>> = {
  'token-revoked': { status: 400, title: 'The token was revoked', sentence: 'A revoked token stays revoked; issue a new one.' },
};
