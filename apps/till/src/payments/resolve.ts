// till payments resolve: an operator's word, written down with his reason. The charge's id is typed again on a terminal, since money hangs on it.
import { createInterface } from 'node:readline/promises';
import type { OperatorsWord } from '@tillstream/checkout';
import { Ids } from '@tillstream/event-sourcing';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { CommandFailure, ExitCode } from '../exit-codes';
import { findRunning } from '../installation/running';
import { withStores } from '../installation/stores';
import { processorNamed } from './processor-named';
import { settleByHand } from './settle-by-hand';
import { type Resolving, toldOf } from './told-of-resolving';
import { unresolvedOf } from './unresolved';
import { whichCharge } from './which-charge';

export interface ResolveFlags extends CommonOptions {
  readonly as: OperatorsWord['result'];
  readonly reason: string;
  readonly reference?: string;
  readonly processorUnreachable?: true;
  readonly yes?: true;
}

export async function resolve(id: string, flags: ResolveFlags, { terminal, end }: Invocation): Promise<void> {
  const data = dataFolderOf(flags);
  if (flags.reason.trim() === '') throw new CommandFailure(ExitCode.usage, 'Say how you know: --reason may not be empty.');
  const publicUrl = findRunning(data)?.public_url ?? '';
  const resolving = await withStores(data, async (ports): Promise<Resolving> => {
    const ids = new Ids(ports.environment, ports.keyring);
    const charge = whichCharge(await unresolvedOf(ports), ids, id);
    const chargeId = ids.format('pa', charge.key);
    if (!flags.yes) await confirmed(chargeId, flags.as);
    const word = { result: flags.as, reference: flags.reference ?? null, countsUnanswered: flags.processorUnreachable ?? false };
    const outcome = await settleByHand(ports, charge, { publicUrl, reason: flags.reason, word });
    const processor = await processorNamed(ports, charge.processorKey);
    return { chargeId, sessionId: ids.format('cs', charge.sessionKey), processor, as: flags.as, outcome };
  });
  const { chargeId, processor, outcome } = resolving;
  if (outcome.kind !== 'resolved') end(ExitCode.failed);
  if (flags.json) {
    const { kind, ...more } = outcome;
    terminal.json({ id: chargeId, as: flags.as, result: kind, processor_id: processor.id, processor_name: processor.name, ...more });
    return;
  }
  const { green, yellow } = terminal.colours;
  terminal.say((outcome.kind === 'resolved' ? green : yellow)(toldOf(resolving)));
}

/** Throws unless the very id was typed. */
async function confirmed(chargeId: string, as: ResolveFlags['as']): Promise<void> {
  if (!process.stdin.isTTY) throw new CommandFailure(ExitCode.usage, 'Nobody is here to confirm it: add --yes.');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await lines.question(`Type ${chargeId} to settle it as ${as}: `).finally(() => lines.close());
  if (typed.trim() !== chargeId) throw new CommandFailure(ExitCode.usage, 'That is another id; nothing was written.');
}
