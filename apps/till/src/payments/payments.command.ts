// till payments: what nobody could settle, and an operator's word on it.
import { Option } from 'commander';
import { type AddCommand, withData, withJson } from '../command';
import type { ResolveFlags } from './resolve';
import type { UnresolvedFlags } from './unresolved';

const RESULTS = ['approved', 'not_charged', 'declined'] as const;

export const addPayments: AddCommand = (program, invocation) => {
  const payments = program.command('payments').description('charges of which nobody knows what became of them');
  withJson(withData(payments.command('unresolved')))
    .description('list charges and refunds that are waiting to be settled, the oldest first')
    .addHelpText('after', '\nReads every event of every session. Ends with 4 when there are any.')
    .action(async (flags: UnresolvedFlags) => (await import('./unresolved.js')).unresolved(flags, invocation));
  withJson(withData(payments.command('resolve')))
    .argument('<id>', 'the charge (pa_…), or its attempt (ca_…)')
    .addOption(new Option('--as <result>', 'what became of it').choices(RESULTS).makeOptionMandatory())
    .requiredOption('--reason <text>', 'how you know; kept with the event')
    .option('--reference <text>', 'what the processor calls the charge')
    .option('--yes', 'do not ask to type the id, for machines')
    .description('settle a charge by hand that its processor can neither be asked about nor close')
    .action(async (id: string, flags: ResolveFlags) => (await import('./resolve.js')).resolve(id, flags, invocation));
};
