// till audit: whether what is shown follows from what was written, and whether what was written was ever altered.
import { type AddCommand, withData, withJson } from '../command';
import type { ReplayFlags } from './replay';
import type { VerifyFlags } from './verify';

export const addAudit: AddCommand = (program, invocation) => {
  const audit = program.command('audit').description('replay the events, verify their chains');
  withJson(withData(audit.command('replay')))
    .description('derive every resource from its events alone, check the hash chains, and compare with the views')
    .option('--session <id>', 'only this session (cs_…)')
    .addHelpText('after', '\nEnds with 4 when anything differs; each difference is named.')
    .action(async (flags: ReplayFlags) => (await import('./replay.js')).replay(flags, invocation));
  withJson(withData(audit.command('verify')))
    .description('check the hash chain of one session from its first event to its last')
    .requiredOption('--session <id>', 'the session (cs_…)')
    .addHelpText('after', '\nEnds with 4 when the chain is broken.')
    .action(async (flags: VerifyFlags) => (await import('./verify.js')).verify(flags, invocation));
};
