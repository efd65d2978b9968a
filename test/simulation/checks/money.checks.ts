// What must hold of money: invariants 1 to 3 of payments.md §11, and that both sides' books agree to the cent.
import { findCharge, isApproved, refundedAtom } from '@tillstream/checkout';
import { IDS } from '../service/ground';
import type { EndedSession } from '../ending';
import type { Taken } from './books';
import type { Check } from './check';

const nameOf = ({ processor, merchantReference, amountAtom }: Taken): string => `${amountAtom} at ${processor} (${merchantReference})`;
const isKept = ({ amountAtom, backAtom }: Taken): boolean => backAtom < amountAtom;
const keyOf = ({ merchantReference }: Taken): string => IDS.parse('pa', merchantReference) ?? '';

/** 1. Money that was taken and not given back, per session: one charge at most. */
export const chargedOnce: Check = {
  name: 'charged-once',
  find({ sessions }, { taken }) {
    for (const session of sessions) {
      const kept = taken.filter((one) => one.session === session && isKept(one) && !isPaying(one));
      const paying = taken.filter((one) => one.session === session && isPaying(one));
      if (kept.length + paying.length > 1) return `${session.name} has paid ${[...paying, ...kept].map(nameOf).join(' and ')}`;
    }
    return null;
  },
};

/** Its session is complete because of it; what the merchant gave back later changes nothing of that. */
const isPaying = (one: Taken): boolean => one.session?.state.status === 'success' && one.session.state.completed?.chargeKey === keyOf(one);

/** 2. Money that was taken completed its session, or it goes back and an event says so. There is no third state. */
export const takenIsKnown: Check = {
  name: 'taken-is-known',
  find({ sessions }, { taken }) {
    const forgotten = taken.find((one) => !isPaying(one) && !isGivenBack(one));
    if (forgotten) return `${nameOf(forgotten)} was taken, and nobody knows what for`;
    const unpaid = sessions.find((session) => saysPaid(session) && !taken.some((one) => one.session === session && isPaying(one)));
    return unpaid ? `${unpaid.name} says paid, and nobody has the money` : null;
  },
};

function isGivenBack(one: Taken): boolean {
  const state = one.session?.state;
  if (!state || state.status === 'absent' || isKept(one)) return false;
  return state.refunds.some((refund) => refund.chargeKey === keyOf(one) && refund.resolved?.result === 'succeeded');
}

const saysPaid = ({ state }: EndedSession): boolean => state.status === 'success' && state.completed?.chargeKey != null;

/** 3. Nothing is taken of a tier or an amount that the buyer had not agreed to with that very press. */
export const agreedTo: Check = {
  name: 'agreed-to',
  find(_, { taken }) {
    const wrong = taken.find((one) => !one.agreements.some((agreement) => isAgreed(one, agreement)));
    return wrong ? `nobody agreed to ${nameOf(wrong)}` : null;
  },
};

function isAgreed(one: Taken, { tiers }: Taken['agreements'][number]): boolean {
  const state = one.session?.state;
  const tier = state && state.status !== 'absent' ? findCharge(state, keyOf(one))?.charge.tier : undefined;
  return tier === undefined ? [...tiers.values()].includes(one.amountAtom) : tiers.get(tier) === one.amountAtom;
}

/** What a session says of its money is what its processors say. */
export const booksAgree: Check = {
  name: 'books-agree',
  find({ sessions, ledger }, { taken }) {
    if (ledger.shared[0] !== undefined) return `${ledger.shared[0]} was asked for with two amounts`;
    for (const one of taken) {
      if (one.backAtom > one.amountAtom) return `${one.backAtom} of ${nameOf(one)} went back`;
      const state = one.session?.state;
      const known = state && state.status !== 'absent' ? refundedAtom(state, keyOf(one)) : 0;
      if (known !== one.backAtom) return `${one.backAtom} of ${nameOf(one)} went back, its session says ${known}`;
    }
    const strange = ledger.refunds.find((refund) => !taken.some((one) => one.merchantReference === refund.merchantReference));
    if (strange) return `${strange.amountAtom} went back of ${strange.merchantReference}, which nobody had taken`;
    return sessions.map((session) => sharedId(session) ?? unknownApproval(session, taken)).find((text) => text !== null) ?? null;
  },
};

/** Of a session: two charges under one id would be one at the processor. */
function sharedId({ name, state }: EndedSession): string | null {
  if (state.status === 'absent') return null;
  const keys = state.attempts.flatMap(({ charges }) => charges.map(({ key }) => key));
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  return twice === undefined ? null : `${name} has two charges under the id ${twice}`;
}

function unknownApproval({ name, state }: EndedSession, taken: readonly Taken[]): string | null {
  if (state.status === 'absent') return null;
  const charges = state.attempts.flatMap((attempt) => attempt.charges).filter(isApproved);
  const invented = charges.find(({ key, amountAtom }) => !taken.some((one) => keyOf(one) === key && one.amountAtom === amountAtom));
  return invented ? `${name} says that ${invented.amountAtom} was taken as ${invented.key}, and nobody has it` : null;
}

/** Where a card is only saved no money moves, and a success has its card at a processor. */
export const savedWithoutMoney: Check = {
  name: 'saved-without-money',
  find({ sessions, ledger }, { taken }) {
    for (const { name, state } of sessions) {
      if (state.status === 'absent' || state.mode !== 'setup') continue;
      if (taken.some(({ session }) => session?.name === name)) return `${name} took money for nothing`;
      const isSaved = ledger.saved.includes(IDS.format('ca', state.completed?.attemptKey ?? ''));
      const isByHand = state.completed?.how === 'manual';
      if (state.status === 'success' && !isSaved && !isByHand) return `${name} says that the card is saved, and no processor has it`;
    }
    return null;
  },
};
