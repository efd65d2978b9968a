// What an account can be asked: plain, but that its fraud rules must make sense.
import { type Decider, type Decision, type PlainCommand, type PlainRejection, rejectAll } from '@tillstream/event-sourcing';
import type { AccountEvent, AccountFields, AccountState } from '../core/account.fields';
import { account } from '../core/account.stream';
import { fraudFaults, type FraudRejection } from '../core/fraud';

export type AccountRejection = PlainRejection | FraudRejection;

function decide(command: PlainCommand<AccountFields>, state: AccountState): Decision<AccountEvent, AccountRejection> {
  return rejectAll(faultsIn(command)) ?? account.decide(command, state);
}

function faultsIn(command: PlainCommand<AccountFields>): readonly FraudRejection[] {
  if (command.type === 'Create') return fraudFaults(command.fields.fraudRules, ['body', 'settings', 'fraud_settings']);
  return command.type === 'Update' ? fraudFaults(command.changes.fraudRules ?? [], ['body']) : [];
}

export const accountDecider: Decider<AccountState, PlainCommand<AccountFields>, AccountEvent, AccountRejection> = { ...account, decide };
