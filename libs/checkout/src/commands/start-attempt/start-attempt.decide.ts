// One press of the button: fixes the plan and asks for the first charge, or begins to save the card, in one append and before any call. Who
// loses the race for that append stops; so of two presses, two tabs or two processes only one ever speaks to a processor.
import type { PromotionFault } from '@tillstream/catalog/core';
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { AttemptLimitReached, AttemptStarted, CheckoutSessionEvent, PlannedTier } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState, Session } from '../../core/checkout-session.state';
import { amountsOf } from '../../core/amounts';
import { checkedPromotion } from '../../core/attempt-promotion';
import { completion, failure } from '../../core/completion';
import { agreedTiers, pricedTiers, tierOnOffer } from '../../core/consent';
import { present, refusalToBegin } from '../../core/guards';
import { lacksMandate, MANDATE_NOT_AGREED, underMandate } from '../../core/mandate';
import { firstPlace } from '../../core/next-charge';
import { offerId } from '../../core/offer';
import { planOf } from '../../core/plan';
import type { AttemptPromotion } from '../../core/promotion';
import { withoutResting } from '../../core/resting';
import { keepsCard, pressTakes } from '../../core/saved-card';
import { reachedLimit, refusalOf, refusingRule, withoutRefused } from '../../core/screening';
import { setupPlan } from '../../core/setup-plan';

export function startAttempt(command: StartAttempt, state: CheckoutSessionState): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status !== 'absent' && state.attempts.some((attempt) => attempt.key === command.attemptKey)) return alreadySo; // a double click
  const refusal = refusalToBegin(state, command.now);
  if (refusal) return reject(refusal);
  const session = present(state);
  // The page has not seen the merchant's attempt with this number: slots are told apart by it.
  if (session.attempts.some((attempt) => attempt.number === command.number)) return reject({ code: 'payment-in-progress' });
  if (session.mode === 'payment' && (session.tiers[0]?.lineItems.length ?? 0) === 0) return reject({ code: 'no-line-items' });
  if (command.offerId !== (offerId(session) ?? '')) return reject({ code: 'amount-changed' });
  if (![0, command.firstTier].every((tier) => command.acceptedTiers.includes(tier))) return reject({ code: 'first-tier-not-accepted' });
  if (command.firstTier !== 0 && command.firstTier !== tierOnOffer(session)) return reject({ code: 'amount-changed' });
  if (!session.customer && !command.customer) return reject({ code: 'customer-required' });
  if (lacksMandate(session, { ...command, isSavedBefore: command.paymentMethod !== null })) return reject(MANDATE_NOT_AGREED);
  const screened = screen(command, session);
  if (screened) return screened;
  const checked = checkedPromotion(session, command.promotion, command.now);
  if (checked.kind === 'changed') return reject({ code: 'amount-changed' });
  if (checked.kind === 'refused') return removed(session, checked.fault);
  const acceptedTiers = chargedTiers(session, command);
  return begin({ ...command, acceptedTiers, redeems: checked.promotion }, session);
}

/** Those that this press may charge: the buyer agreed to their terms, and to the words above the button that they need. */
const chargedTiers = (session: Session, command: StartAttempt): readonly number[] =>
  underMandate(session, agreedTiers(pricedTiers(session), command), command);

/** Null: let through. A rule that matches is an attempt that failed, so that the merchant reads of it; nobody is asked for anything. */
function screen(command: StartAttempt, session: Session): Decision<CheckoutSessionEvent, CheckoutSessionRejection> | null {
  const { screening } = command;
  if (!screening) return null;
  const takes = pressTakes(session);
  const card = takes === 'nothing' ? null : command.card;
  const limit = reachedLimit(session, card, screening.limits);
  if (limit) return limited(session, { limit, at: command.now });
  // A saved card is not asked about again where nothing is charged.
  const isTried = takes === 'charge' || command.paymentMethod === null;
  if (card && isTried && screening.isCardSpent) return reject({ code: 'card-tried-too-often' });
  const rule = refusingRule(session, { card, tier: command.firstTier, fraud: screening.fraud });
  if (!rule) return null;
  const kind = takes === 'setup' ? ('setup' as const) : ('card' as const);
  const plan = takes === 'setup' ? [setupPlan(command, session)] : planOf(command, session.amounts);
  const acceptedTiers = chargedTiers(session, command);
  const messageId = rule.message === null ? ('payment-refused' as const) : ('merchant-message' as const);
  const refused = { attemptKey: command.attemptKey, reason: 'fraud-rule', code: null, messageId, rule, now: command.now } as const;
  return accept<CheckoutSessionEvent>(
    ...attached(command, session),
    started({ ...command, acceptedTiers, redeems: null, saveCard: false }, { kind, plan }),
    ...failure(session, refused),
  );
}

/** Written down once, for the merchant; the buyer is refused either way. */
const limited = (session: Session, reached: AttemptLimitReached): Decision<CheckoutSessionEvent, CheckoutSessionRejection> =>
  session.limitReached === reached.limit
    ? reject({ code: refusalOf(reached.limit) })
    : accept({ type: 'AttemptLimitReached', data: reached });

/** The command, with the promotion that the attempt will redeem. */
type Press = StartAttempt & { readonly redeems: AttemptPromotion | null };

/** The buyer has not agreed to what it costs without the promotion: he is asked again. */
const removed = (session: Session, refusal: PromotionFault): Decision<CheckoutSessionEvent, CheckoutSessionRejection> =>
  accept({ type: 'PromotionRemoved', data: { by: 'check', refusal, amounts: amountsOf(session.tiers, null) } });

function begin(command: Press, session: Session): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  switch (pressTakes(session)) {
    case 'charge':
      return charge(command, session);
    case 'setup':
      return command.paymentMethod ? savedBefore(command, session) : setUp(command, session);
    case 'nothing':
      return free({ ...command, card: null }, session, []);
  }
}

/** Nothing is due and no card is to be saved: the session is complete. */
function free(command: Press, session: Session, plan: readonly PlannedTier[]): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const customer = session.customer ?? command.customer;
  const { attemptKey, subscriptionKeys, now } = command;
  const how = { how: 'no_payment_required', tier: 0, attemptKey, chargeKey: null, subscriptionKeys, now } as const;
  const completed = completion({ ...session, customer }, how);
  return accept<CheckoutSessionEvent>(
    ...attached(command, session),
    started(command, { kind: 'free', plan }),
    ...(command.redeems?.reserves ? [] : [completed]),
  );
}
/** What recurs later will be charged to a card that is saved already. */
function savedBefore(command: Press, session: Session): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const plan = [setupPlan(command, session)];
  return firstPlace(plan, [0]) ? free(command, session, plan) : reject({ code: 'no-processor-available' });
}

/** Nothing is charged: whoever appended this saves the card. */
function setUp(command: Press, session: Session): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const plan = withoutResting([setupPlan(command, session)], [0], command.resting);
  if (!firstPlace(plan, [0])) return reject({ code: 'no-processor-available' });
  return accept<CheckoutSessionEvent>(...attached(command, session), started(command, { kind: 'setup', plan }));
}

function charge(command: Press, session: Session): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const judged = withoutRefused(planOf(command, session.amounts), session, command);
  const plan = withoutResting(judged, command.acceptedTiers, command.resting);
  const place = firstPlace(plan, command.acceptedTiers);
  if (!place) return reject({ code: 'no-processor-available' });
  const { attemptKey, chargeKey, now } = command;
  const requested: CheckoutSessionEvent = {
    type: 'ChargeRequested',
    data: { attemptKey, chargeKey, ...place, currency: session.amounts.currency ?? '', requestedAt: now },
  };
  const saveCard = keepsCard(session, { ...command, isSavedBefore: command.paymentMethod !== null });
  return accept<CheckoutSessionEvent>(
    ...attached(command, session),
    started({ ...command, saveCard }, { kind: 'card', plan }),
    ...(command.redeems?.reserves ? [] : [requested]), // the slot first
  );
}

const attached = (command: StartAttempt, session: Session): readonly CheckoutSessionEvent[] =>
  !session.customer && command.customer ? [{ type: 'CustomerAttached', data: { customer: command.customer } }] : [];

function started(
  command: Press,
  { kind, plan }: Pick<AttemptStarted, 'kind' | 'plan'>,
): Extract<CheckoutSessionEvent, { type: 'AttemptStarted' }> {
  return {
    type: 'AttemptStarted',
    data: {
      attemptKey: command.attemptKey,
      number: command.number,
      kind,
      card: command.card,
      paymentMethodKey: command.paymentMethod?.key ?? null,
      saveCard: kind === 'card' && command.saveCard,
      offerId: command.offerId,
      acceptedTiers: command.acceptedTiers,
      mandateTextId: command.mandateTextId,
      locale: command.locale,
      plan,
      promotion: command.redeems,
      startedAt: command.now,
    },
  };
}
