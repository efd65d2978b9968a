// What may be done to a charge, as ladders of guards. Everything here is one synchronous step, so that of two requests that
// race for a reference one is first and the other sees what it left: that is why a reference is never charged twice.
import type { Verdict } from '../cards/verdict';
import type { Settings } from '../processors/settings';
import { challengeResult } from './challenge.decide';
import type { Charge } from './charge';
import { about, accepted, type Decision, refused, unchanged } from './decision';
import type { Fact, UsedCard } from './facts';

export interface OpenRequest {
  readonly processor: string;
  readonly merchantReference: string;
  readonly amountAtom: number;
  readonly currency: string;
  readonly description: string | null;
  readonly offSessionLater: boolean;
}

/** `reference` is the new one, used if there is none yet. */
export function open(
  known: Charge | undefined,
  request: OpenRequest,
  given: { settings: Settings; at: number; reference: string },
): Decision {
  const { settings, at, reference } = given;
  if (known?.status === 'closed') return refused(409, 'closed');
  if (known && (known.amountAtom !== request.amountAtom || known.currency !== request.currency))
    return refused(409, 'merchant_reference_reused');
  if (known) return unchanged;
  if (settings.currencies && !settings.currencies.includes(request.currency)) return refused(422, 'currency_not_enabled');
  if (request.amountAtom < settings.minimum_atom) return refused(422, 'amount_too_small');
  return accepted({ ...request, type: 'ChargeOpened', kind: 'charge', at, reference });
}

/** Whether a confirmation still has something to decide, or the first answer is the answer. */
export function standing(charge: Charge | undefined, authentication: 'none' | 'completed'): Decision | 'undecided' {
  if (!charge) return refused(404, 'not_found');
  if (charge.status === 'closed') return refused(409, 'closed');
  if (charge.status === 'approved' || charge.status === 'declined') return unchanged;
  if (charge.status === 'open') return 'undecided';
  if (authentication === 'none') return unchanged;
  return challengeResult(charge) === 'pending' ? unchanged : 'undecided';
}

export interface Conclusion {
  readonly verdict: Verdict;
  readonly card: UsedCard;
  readonly save: boolean;
  readonly at: number;
  readonly newId: (prefix: string) => string;
}

/** Only for a charge that is `undecided`, in the same synchronous step. */
export function conclude(charge: Charge, { verdict, card, save, at, newId }: Conclusion): Fact {
  const base = { ...about(charge, at), card };
  switch (verdict.is) {
    case 'challenge':
      return { ...base, type: 'ChallengeAsked', challengeId: newId('cha'), save };
    case 'declined':
      return { ...base, type: 'ChargeDeclined', threeDs: verdict.threeDs, no: verdict.no };
    case 'approved': {
      const token = save ? newId('tok') : null;
      return { ...base, type: 'ChargeApproved', threeDs: verdict.threeDs, networkTransactionId: newId('ntx'), token };
    }
  }
}

export function close(charge: Charge | undefined, at: number): Decision {
  if (!charge) return refused(404, 'not_found');
  if (charge.status === 'open' || charge.status === 'requires_action') return accepted({ ...about(charge, at), type: 'ChargeClosed' });
  return unchanged;
}
