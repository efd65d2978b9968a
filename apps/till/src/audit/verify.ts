// till audit verify
import { verifyStream } from '@tillstream/audit';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { ExitCode } from '../exit-codes';
import { withStores } from '../installation/stores';
import { streamOf, unknownSession } from './session-stream';

export interface VerifyFlags extends CommonOptions {
  readonly session: string;
}

export async function verify(flags: VerifyFlags, { terminal, end }: Invocation): Promise<void> {
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
