// till payments: what nobody could settle, and an operator's word on it.
import { Option } from 'commander';
import { type AddCommand, withData, withJson } from '../command';
import type { ResolveFlags } from './resolve';
import type { UnresolvedFlags } from './unresolved';

const RESULTS = ['approved', 'not_charged', 'declined'] as const;

const help = `
Said not to be charged, or declined, the charge is first looked for at its processor and closed there, so that nothing can come of it later. If the
processor says that it took the money, or declined it, that is written down in place of your word. If it does not answer, nothing is written (exit
code 1): --processor-unreachable has your word count all the same, for one that will not come back. Should the money turn up later, the session is
completed or it goes back, as the account's late_payment says.`;

export const addPayments: AddCommand = (program, invocation) => {
  const payments = program.command('payments').description('charges of which nobody knows what became of them');
  withJson(withData(payments.command('unresolved')))
    .description('list charges and refunds that are waiting to be settled, the oldest first')
    .addHelpText(
      'after',
      '\nFinds them by the timers of sessions; by all events while the views are being made. Ends with 4 when there are any.',
    )
    .action(async (flags: UnresolvedFlags) => (await import('./unresolved.js')).unresolved(flags, invocation));
  withJson(withData(payments.command('resolve')))
    .argument('<id>', 'the charge (pa_…), or its attempt (ca_…)')
    .addOption(new Option('--as <result>', 'what became of it').choices(RESULTS).makeOptionMandatory())
    .requiredOption('--reason <text>', 'how you know; kept with the event')
    .option('--reference <text>', 'what the processor calls the charge')
    .option('--processor-unreachable', 'take your word although its processor does not answer, and the charge cannot be closed there')
    .option('--yes', 'do not ask to type the id, for machines')
    .description('settle a charge by hand that nobody else could settle')
    .addHelpText('after', help)
    .action(async (id: string, flags: ResolveFlags) => (await import('./resolve.js')).resolve(id, flags, invocation));
};
