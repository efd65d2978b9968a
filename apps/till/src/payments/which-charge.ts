// Which of the charges that wait to be settled an operator means, by its id or its attempt's.
import type { Unresolved } from '@tillstream/checkout';
import type { Ids } from '@tillstream/event-sourcing';
import { CommandFailure, ExitCode } from '../exit-codes';

const SEE = 'See: till payments unresolved';
const OWED = [
  'its money was taken for nothing, and its processor refuses to give it back: no word changes that.',
  'Give it back elsewhere, and write that down by POST /payments/refunds/ with refunded_out_of_band.',
].join('\n');

/** Throws CommandFailure `usage` unless it is exactly one. */
export function whichCharge(found: readonly Unresolved[], ids: Pick<Ids, 'parse'>, id: string): Unresolved {
  const [chargeKey, attemptKey, refundKey] = [ids.parse('pa', id), ids.parse('ca', id), ids.parse('re', id)];
  const meant = found.filter(({ kind, key, attemptKey: its }) =>
    kind === 'refund' ? key === refundKey : key === chargeKey || (its !== null && its === attemptKey),
  );
  const [charge, ...others] = meant.filter(({ kind }) => kind === 'charge');
  if (others.length > 0) throw new CommandFailure(ExitCode.usage, `Several charges of ${id} wait: name one. ${SEE}`);
  if (charge) return charge;
  if (meant.some(({ kind }) => kind === 'owed')) throw new CommandFailure(ExitCode.usage, `${id} is no charge in doubt: ${OWED}`);
  if (meant.length > 0) throw new CommandFailure(ExitCode.usage, `${id} is a refund: its processor is asked again until it says what came of it. ${SEE}`); // prettier-ignore
  throw new CommandFailure(ExitCode.usage, `No charge ${id} waits to be settled here. ${SEE}`);
}
