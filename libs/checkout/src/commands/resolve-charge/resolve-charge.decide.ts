// Settles a charge whose outcome nobody knew: found out by asking, by closing, by a notice or by hand. Recovery never charges.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { declineCategory } from '@tillstream/payments/core';
import { findCharge, isApproved, isOpenStill, isOver, isPutAside } from '../../core/attempt';
import { approval } from '../../core/approval';
import { buyerMessage } from '../../core/buyer-message';
import type { ResolveCharge } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { Charge, CheckoutSessionState } from '../../core/checkout-session.state';
import { failure } from '../../core/completion';
import { savesCard } from '../../core/saved-card';

export function resolveCharge(
  command: ResolveCharge,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const found = findCharge(state, command.chargeKey);
  if (!found) return reject({ code: 'charge-not-found' });
  const { attempt, charge } = found;
  const settled = command.result === 'approved' ? isApproved(charge) : !isOpenStill(charge);
  if (settled) return alreadySo;
  const { result, by, reference, code, savedCard, now } = command;
  const resolved: CheckoutSessionEvent = {
    type: 'ChargeResolved',
    data: {
      attemptKey: attempt.key,
      chargeKey: charge.key,
      result: isVoided(command, charge) ? 'voided' : result,
      by,
      reference,
      code,
      savedCard: savesCard(state, attempt, charge.tier) ? savedCard : null, // its processor may tell what it calls any card
      at: now,
    },
  };
  if (result === 'approved') return accept<CheckoutSessionEvent>(resolved, approval(state, found, command));
  if (isOver(attempt) || isPutAside(charge)) return accept<CheckoutSessionEvent>(resolved); // nothing waits for it
  const messageId = result === 'declined' ? buyerMessage(declineCategory(code ?? '', null), code) : 'not-charged';
  const reason = result === 'declined' ? 'declined' : 'not-charged';
  return accept<CheckoutSessionEvent>(resolved, ...failure(state, { attemptKey: attempt.key, reason, code, messageId, now }));
}

/** A challenge that was put aside is closed on purpose. */
const isVoided = ({ result }: ResolveCharge, charge: Charge): boolean => result === 'not_charged' && isPutAside(charge);
