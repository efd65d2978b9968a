// What is written when the outcome of a charge is found out after all: by asking, by closing, by a notice or by hand. Recovery never charges.
import { type DeclineCategory, declineCategory } from '@tillstream/payments/core';
import { afterCharge } from './after-charge';
import { approval } from './approval';
import { isOver, isPutAside } from './attempt';
import { buyerMessage } from './buyer-message';
import type { ResolveCharge } from './charge.commands';
import type { CheckoutSessionEvent } from './checkout-session.events';
import type { Action, Attempt, Charge, Session } from './checkout-session.state';
import { FAILURE_REASON } from './outcome-category';
import { savesCard } from './saved-card';

/** What the settling itself is asked with. */
export type Resolution = Omit<ResolveCharge, 'type' | 'chargeKey'>;

interface Found {
  readonly attempt: Attempt;
  readonly charge: Charge;
}

export function resolution(session: Session, found: Found, command: Resolution): readonly CheckoutSessionEvent[] {
  const { attempt, charge } = found;
  const { result, by, reference, code, savedCard, now } = command;
  const resolved: CheckoutSessionEvent = {
    type: 'ChargeResolved',
    data: {
      attemptKey: attempt.key,
      chargeKey: charge.key,
      result: isVoided(command, found) ? 'voided' : result,
      by,
      reference,
      code,
      savedCard: savesCard(session, attempt, charge.tier) && !command.isBuyerErased ? savedCard : null, // its processor may tell what it calls any card
      at: now,
    },
  };
  return [resolved, ...consequences(session, found, command)];
}

function consequences(session: Session, found: Found, command: Resolution): readonly CheckoutSessionEvent[] {
  const { result, code, advice, nextChargeKey, hasMeans, now } = command;
  if (result === 'approved') return [approval(session, found, command)];
  if (isOver(found.attempt) || isPutAside(found.charge)) return []; // nothing waits for it
  const going = { nextChargeKey, hasMeans, now };
  if (result === 'declined') return afterCharge(session, found, { ...declined(declineCategory(code ?? '', advice), code), ...going });
  const { action, outcome } = found.charge;
  if (action && outcome?.outcome === 'requires_action') return afterCharge(session, found, { ...challenged(action), ...going });
  // Nothing has reached a bank, so another processor may be asked; an attempt that ends here ends without a decline.
  const end = { reason: 'not-charged', code: null, messageId: 'not-charged' } as const;
  return afterCharge(session, found, { category: 'not_sent', end, ...going });
}

const declined = (category: DeclineCategory, code: string | null) => ({
  category,
  end: { reason: FAILURE_REASON[category], code, messageId: buyerMessage(category, code) },
});

/** The buyer did not confirm that it is he: no other processor is asked to believe it. */
const challenged = ({ finished }: Action) => ({
  category: 'authentication' as const,
  end: { reason: 'authentication-failed' as const, code: finished?.outcome ?? null, messageId: 'challenge-abandoned' as const },
});

/** A challenge that nobody waits for is closed on purpose. */
const isVoided = ({ result }: Resolution, { attempt, charge }: Found): boolean =>
  result === 'not_charged' && charge.outcome?.outcome === 'requires_action' && (charge.action === null || isOver(attempt));
