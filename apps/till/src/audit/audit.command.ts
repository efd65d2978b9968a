// till audit: whether what is shown follows from what was written, and whether what was written was ever altered.
import { Ids, streamName } from '@tillstream/event-sourcing';
import { type Difference, verifyStream } from '@tillstream/audit';
import { checkoutSession } from '@tillstream/checkout';
import type { OpenPorts } from '@tillstream/runtime';
import { type AddCommand, type CommonOptions, dataFolderOf, type Invocation, withData, withJson } from '../command';
import { CommandFailure, ExitCode } from '../exit-codes';
import { withStores } from '../installation/stores';
import { progressBar } from '../terminal/progress';
import { describeDifference } from './describe-difference';
import { replayAll } from './replay-all';

interface ReplayFlags extends CommonOptions {
  readonly session?: string;
}

interface VerifyFlags extends CommonOptions {
  readonly session: string;
}

const MOST_KEPT = 1_000;

export const addAudit: AddCommand = (program, invocation) => {
  const audit = program.command('audit').description('replay the events, verify their chains');
  withJson(withData(audit.command('replay')))
    .description('derive every resource from its events alone, check the hash chains, and compare with the views')
    .option('--session <id>', 'only this session (cs_…)')
    .addHelpText('after', '\nEnds with 4 when anything differs; each difference is named.')
    .action((flags: ReplayFlags) => replay(flags, invocation));
  withJson(withData(audit.command('verify')))
    .description('check the hash chain of one session from its first event to its last')
    .requiredOption('--session <id>', 'the session (cs_…)')
    .addHelpText('after', '\nEnds with 4 when the chain is broken.')
    .action((flags: VerifyFlags) => verify(flags, invocation));
};

async function replay(flags: ReplayFlags, { terminal, end }: Invocation): Promise<void> {
  const begunAt = performance.now();
  const kept: Difference[] = [];
  const bar = progressBar('replaying');
  const listener = {
    progress: ({ done, total }: { readonly done: number; readonly total: number }) => bar.at(done, total),
    difference: (found: Difference) => {
      if (kept.length < MOST_KEPT) kept.push(found);
      if (!flags.json) terminal.say(describeDifference(terminal, found));
    },
  };
  const report = await withStores(dataFolderOf(flags), (ports) => {
    const stream = flags.session === undefined ? undefined : streamOf(ports, flags.session);
    return replayAll(ports, stream, listener);
  }).finally(() => bar.end());
  if (flags.session !== undefined && report.streams === 0) throw unknownSession(flags.session);
  const seconds = Number(((performance.now() - begunAt) / 1_000).toFixed(1));
  if (report.differences > 0) end(ExitCode.found);
  if (flags.json) {
    terminal.json({ ...report, differences: kept, difference_count: report.differences, seconds });
    return;
  }
  const { green, red } = terminal.colours;
  terminal.say(`${report.events} events of ${report.streams} streams, replayed in ${seconds} s.`);
  terminal.say(
    report.differences === 0
      ? green('Every view is as the events say, and every chain is whole.')
      : red(`${report.differences} ${report.differences === 1 ? 'difference' : 'differences'}.`),
  );
}

async function verify(flags: VerifyFlags, { terminal, end }: Invocation): Promise<void> {
  const proof = await withStores(dataFolderOf(flags), (ports) => verifyStream(ports.eventStore, streamOf(ports, flags.session)));
  if (proof.events === 0) throw unknownSession(flags.session);
  if (proof.faults.length > 0) end(ExitCode.found);
  if (flags.json) {
    terminal.json({ session_id: flags.session, ...proof });
    return;
  }
  const { green, red } = terminal.colours;
  for (const { revision, problem } of proof.faults) terminal.say(red(`event ${revision}: ${problem}`));
  terminal.say(`${proof.events} events, head ${proof.head ?? ''}`);
  terminal.say(proof.faults.length === 0 ? green('The chain is whole.') : red('The chain is broken.'));
}

function streamOf({ environment, keyring }: OpenPorts, sessionId: string): string {
  const key = new Ids(environment, keyring).parse('cs', sessionId);
  if (key === null) throw unknownSession(sessionId);
  return streamName(checkoutSession.category, key);
}

const unknownSession = (id: string) => new CommandFailure(ExitCode.usage, `There is no session ${id} here.`);
