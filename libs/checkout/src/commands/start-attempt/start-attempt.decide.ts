// One press of "Pay": fixes the plan and asks for the first charge, in one append and before any call. Who loses the race for that
// append stops; so of two presses, two tabs or two processes only one ever speaks to a processor.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { attemptInFlight } from '../../core/attempt';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { AttemptStarted, CheckoutSessionEvent, PlannedTier } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState, Session } from '../../core/checkout-session.state';
import { completion } from '../../core/completion';
import { present, refusalToBegin } from '../../core/guards';
import { firstPlace } from '../../core/next-charge';
import { offerId } from '../../core/offer';
import { planOf } from '../../core/plan';

export function startAttempt(command: StartAttempt, state: CheckoutSessionState): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status !== 'absent' && state.attempts.some((attempt) => attempt.key === command.attemptKey)) return alreadySo; // a double click
  const refusal = refusalToBegin(state, command.now);
  if (refusal) return reject(refusal);
  const session = present(state);
  if ((session.tiers[0]?.lineItems.length ?? 0) === 0) return reject({ code: 'no-line-items' });
  if (command.offerId !== offerId(session)) return reject({ code: 'amount-changed' });
  if (!command.acceptedTiers.includes(0)) return reject({ code: 'first-tier-not-accepted' });
  if (!session.customer && !command.customer) return reject({ code: 'customer-required' });

  return session.amounts.tiers[0]?.totalAtom === 0 && session.amounts.tiers[0].recurring.length === 0
    ? free(command, session)
    : charge(command, session);
}

/** Nothing is due and nothing recurs: the session is complete, without a card. */
function free(command: StartAttempt, session: Session): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const customer = session.customer ?? command.customer;
  const { attemptKey, subscriptionKeys, now } = command;
  return accept<CheckoutSessionEvent>(
    ...attached(command, session),
    { type: 'AttemptStarted', data: started({ ...command, kind: 'free', card: null }, []) },
    completion({ ...session, customer }, { how: 'no_payment_required', tier: 0, attemptKey, chargeKey: null, subscriptionKeys, now }),
  );
}

function charge(command: StartAttempt, session: Session): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const plan = planOf(command, session.amounts);
  const place = firstPlace(plan, command.acceptedTiers);
  if (!place || attemptInFlight(session)) return reject({ code: 'no-processor-available' });
  const { attemptKey, chargeKey, now } = command;
  const requested: CheckoutSessionEvent = {
    type: 'ChargeRequested',
    data: { attemptKey, chargeKey, ...place, currency: session.amounts.currency ?? '', requestedAt: now },
  };
  return accept<CheckoutSessionEvent>(...attached(command, session), { type: 'AttemptStarted', data: started(command, plan) }, requested);
}

const attached = (command: StartAttempt, session: Session): readonly CheckoutSessionEvent[] =>
  !session.customer && command.customer ? [{ type: 'CustomerAttached', data: { customer: command.customer } }] : [];

function started(command: StartAttempt, plan: readonly PlannedTier[]): AttemptStarted {
  return {
    attemptKey: command.attemptKey,
    number: command.number,
    kind: command.kind,
    card: command.card,
    offerId: command.offerId,
    acceptedTiers: command.acceptedTiers,
    mandateTextId: command.mandateTextId,
    locale: command.locale,
    plan,
    startedAt: command.now,
  };
}
