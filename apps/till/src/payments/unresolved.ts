// till payments unresolved
import { type Unresolved, unresolvedCharges } from '@tillstream/checkout';
import { Ids, isoTime } from '@tillstream/event-sourcing';
import type { OpenPorts } from '@tillstream/runtime';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { ExitCode } from '../exit-codes';
import { withStores } from '../installation/stores';

export type UnresolvedFlags = CommonOptions;

export async function unresolved(flags: UnresolvedFlags, { terminal, end }: Invocation): Promise<void> {
  const found = await withStores(dataFolderOf(flags), async (ports) =>
    (await unresolvedOf(ports)).map((one) => described(one, new Ids(ports.environment, ports.keyring))),
  );
  if (found.length > 0) end(ExitCode.found);
  if (flags.json) {
    terminal.json({ unresolved: found });
    return;
  }
  if (found.length === 0) {
    terminal.say(terminal.colours.green('Everything is settled.'));
    return;
  }
  for (const { kind, id, since, amount_atom, currency, checkout_session_id, processor_id } of found)
    terminal.say(
      `${id}  ${since}  ${amount_atom} ${currency}  ${checkout_session_id}  ${processor_id}${kind === 'owed' ? '  refund refused' : ''}`,
    );
  terminal.note('Ask the processor what became of a charge, then: till payments resolve <id> --as … --reason …');
}

export const unresolvedOf = ({ eventStore, clock }: OpenPorts): Promise<readonly Unresolved[]> =>
  unresolvedCharges({ store: eventStore, now: clock.now() });

export const described = ({ kind, key, attemptKey, sessionKey, ...one }: Unresolved, ids: Ids) => ({
  kind,
  id: ids.format(kind === 'refund' ? 're' : 'pa', key),
  attempt_id: attemptKey === null ? null : ids.format('ca', attemptKey),
  checkout_session_id: ids.format('cs', sessionKey),
  account_id: one.accountId,
  processor_id: ids.format('proc', one.processorKey),
  amount_atom: one.amountAtom,
  currency: one.currency,
  since: isoTime(one.since),
});
