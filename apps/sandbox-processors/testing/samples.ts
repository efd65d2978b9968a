// A charge and a setup at their beginning and after approval, for specs.
import { begin, type Charge, evolve } from '../src/core/charge';
import type { ChargeApproved, ChargeOpened, Kind, UsedCard } from '../src/core/facts';

export const stamp = { at: 1_000, processor: 'alpha', reference: 'ch_1' } as const;

export const goodCard: UsedCard = {
  name: 'visa',
  brand: 'visa',
  lastFour: '4242',
  funding: 'credit',
  country: 'US',
  validUntil: Number.MAX_SAFE_INTEGER,
};

export const openedAs = (kind: Kind): ChargeOpened => {
  const terms = kind === 'charge' ? { amountAtom: 4_900, currency: 'usd' } : { amountAtom: 0, currency: null };
  return { ...stamp, ...terms, type: 'ChargeOpened', kind, merchantReference: 'pa_1', description: null, offSessionLater: false };
};

export const asApproved: ChargeApproved = {
  ...stamp,
  type: 'ChargeApproved',
  card: goodCard,
  threeDs: null,
  networkTransactionId: 'ntx_1',
  token: null,
};

export const charge: Charge = begin(openedAs('charge'));
export const setup: Charge = begin(openedAs('setup'));
export const approvedCharge: Charge = evolve(charge, asApproved);
export const declinedCharge: Charge = evolve(charge, {
  ...stamp,
  type: 'ChargeDeclined',
  card: goodCard,
  threeDs: null,
  no: { code: 'do_not_honor', advice: null, retryAfterSeconds: null },
});
export const closedCharge: Charge = evolve(charge, { ...stamp, type: 'ChargeClosed' });

/** Waits for the buyer; `name` is a row in the table of test cards. */
export const challengedWith = (name: string): Charge =>
  evolve(charge, { ...stamp, type: 'ChallengeAsked', challengeId: 'cha_1', card: { ...goodCard, name }, save: false });
