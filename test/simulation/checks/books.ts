// The processors' books, charge by charge, with what each has to do with whom: worked out from the ids alone, whatever the sessions say.
import { findCharge, firstChargeKeyOf, nextChargeKeyOf } from '@tillstream/checkout';
import type { Agreement } from '../people/agreements';
import type { Capture } from '../processors/ledger';
import { IDS } from '../service/ground';
import type { EndedSession, Ending } from '../ending';

/** More than an attempt may make. */
const MOST_CHARGES = 14;

export interface Taken extends Capture {
  /** Null: nobody ever pressed for this. */
  readonly session: EndedSession | null;
  /** Of the presses with the attempt's number. */
  readonly agreements: readonly Agreement[];
  /** What went back of it. */
  readonly backAtom: number;
}

export interface Books {
  readonly taken: readonly Taken[];
}

export function booksOf(ending: Ending): Books {
  const { ledger, agreements, sessions } = ending;
  if (ledger.captures.length === 0) return { taken: [] };
  const pressed = new Map<string, Agreement[]>();
  for (const agreement of agreements)
    for (const reference of referencesOf(agreement)) pressed.set(reference, [...(pressed.get(reference) ?? []), agreement]);
  const taken = ledger.captures.map((capture) => {
    const own = pressed.get(capture.merchantReference) ?? [];
    const session = sessions.find(({ name }) => name === own[0]?.session) ?? sessions.find((one) => knows(one, capture)) ?? null;
    return { ...capture, session, agreements: own, backAtom: ledger.backOf(capture.merchantReference) };
  });
  return { taken };
}

const knows = ({ state }: EndedSession, { merchantReference }: Capture): boolean =>
  state.status !== 'absent' && findCharge(state, IDS.parse('pa', merchantReference) ?? '') !== null;

/** Of every charge that this press may lead to. */
function referencesOf({ attemptKey }: Agreement): readonly string[] {
  const references: string[] = [];
  let key = firstChargeKeyOf(IDS, attemptKey);
  for (let count = 0; count < MOST_CHARGES; count++) {
    references.push(IDS.format('pa', key));
    key = nextChargeKeyOf(IDS, key);
  }
  return references;
}
