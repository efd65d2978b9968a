// How the refusals of the accounts lib are answered.
import type { AccountRejection, ApiTokenRejection } from '@tillstream/accounts';
import type { PlainRejection } from '@tillstream/event-sourcing';
import type { MessagesOf, ProblemsOf } from './problem';

export const accountsProblems: ProblemsOf<Exclude<ApiTokenRejection, PlainRejection>> = {
  'token-revoked': { status: 400, title: 'The token was revoked', sentence: 'A revoked token stays revoked; issue a new one.' },
};

export const accountsMessages: MessagesOf<Exclude<AccountRejection, PlainRejection>> = {
  'operator-not-for-field': 'does not go with this field: amounts are compared as numbers, everything else as text',
  'value-not-for-condition': 'must be a list for in and not_in, a whole number for amount, else a text',
};
