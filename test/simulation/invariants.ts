// What must hold at the end of every story (payments.md §11), judged by the processors' own ledger.
import { refundedAtom } from '@tillstream/checkout';
import type { Capture } from './bank';
import type { Ending } from './world';

type Present = Exclude<Ending['state'], { readonly status: 'absent' }>;

/** Null when all of it holds. */
export function violation({ ledger, state, chainFaults }: Ending): string | null {
  if (state.status === 'absent') return 'the session was never created';
  if (state.status === 'open') return 'the session is still open, hours after its end';
  for (const capture of ledger.captures) {
    const found = misplaced(capture, ledger, state);
    if (found !== null) return found;
  }
  if (state.status === 'success' && !ledger.captures.some((capture) => isPaying(capture, state)))
    return 'the session says paid and no money was taken';
  if (state.refunds.some((refund) => refund.resolved === null)) return 'a refund was never settled';
  return chainFaults > 0 ? `${chainFaults} faults in the hash chain` : null;
}

const isPaying = ({ merchantReference }: Capture, { completed }: Present): boolean =>
  completed?.chargeKey != null && merchantReference === `pa_dev_${completed.chargeKey}`;

function misplaced(capture: Capture, ledger: Ending['ledger'], state: Present): string | null {
  const { merchantReference, amountAtom, processor } = capture;
  const made = ledger.refunds.filter((refund) => refund.merchantReference === merchantReference);
  const back = made.reduce((sum, refund) => sum + refund.amountAtom, 0);
  if (back > amountAtom) return `${back} of ${amountAtom} was given back`;
  if (!isPaying(capture, state))
    return back === amountAtom ? null : `money was taken at ${processor}, and the session (${state.status}) does not know of it`;
  const known = refundedAtom(state, state.completed?.chargeKey ?? '');
  return back === known ? null : 'the session and its processor do not agree on what was given back';
}
