// A session as the buyer's browser may see it: no route, no processor name, no custom field, and of an e-mail only a hint.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { BuyerPaymentMethod } from '../core/buyer-offer';
import type { BuyerAction, BuyerAttempt, BuyerBrand, BuyerCustomer, BuyerSession } from '../core/buyer-session';
import { isPastEnd } from '../core/attempt';
import { failureText } from '../core/buyer-message';
import { tierOnOffer } from '../core/consent';
import { type RunningChallenge, runningChallenge } from '../core/challenge';
import type { Attempt, CheckoutSessionState, Session } from '../core/checkout-session.state';
import { filledIn } from '../core/redirect-url';
import { refusalToRenew } from '../core/session-again';
import { renderBuyerOffer } from './buyer-offer.render';
import { attemptStateWord, failureOf, paymentStateWord } from '../core/session-words';

export interface BuyerRenderContext extends RenderContext {
  readonly brand: BuyerBrand;
  /** Only for a customer that the merchant named. */
  readonly customer: BuyerCustomer | null;
  readonly savedPaymentMethods: readonly BuyerPaymentMethod[];
  readonly allowPromotionCodes: boolean;
  readonly allowRenewal: boolean;
  readonly openUrl: OpenUrl;
}

/** What is told to the buyer's browser alone: where his challenge is. */
export type OpenUrl = (closed: string) => string;

/** Null before the session exists. */
export function renderBuyerSession(resource: Resource<CheckoutSessionState>, context: BuyerRenderContext): BuyerSession | null {
  const { state } = resource;
  if (state.status === 'absent') return null;
  const id = context.ids.format('cs', resource.key);
  return {
    id,
    revision: resource.revision,
    livemode: context.ids.environment === 'prod',
    mode: state.mode,
    state: state.status,
    is_expired: isPastEnd(state, context.now),
    payment_state: paymentStateWord(state),
    now: isoTime(context.now),
    expires_at: isoTime(state.expiresAt),
    success_url: filledIn(state.successUrl, id),
    return_url: filledIn(state.returnUrl, id),
    brand: context.brand,
    customer: context.customer,
    email_required: state.customer === null,
    saved_payment_methods: context.savedPaymentMethods,
    attempt_limit_reached: state.limitReached,
    attempt: latestAttempt(state, context),
    charged_tier: state.completed?.chargeKey ? state.completed.tier : null,
    allow_renewal: context.allowRenewal && mayBeRenewed(state, context.now),
    three_ds: state.threeDsMode,
    ...renderBuyerOffer(state, context),
  };
}

/** Now, or once its time is over: the page does not ask again when that happens. */
const mayBeRenewed = (session: Session, now: number): boolean =>
  session.status === 'open' ? session.limitReached !== 'attempts' : refusalToRenew(session, now) === null;

export function renderBuyerAttempt(
  attempt: Attempt,
  session: Session,
  context: Pick<BuyerRenderContext, 'ids' | 'now' | 'openUrl'>,
): BuyerAttempt {
  const challenge = runningChallenge(attempt);
  const failed = failureOf(attempt);
  return {
    id: context.ids.format('ca', attempt.key),
    number: attempt.number,
    state: attemptStateWord(attempt),
    message_id: failed?.messageId ?? null,
    message_for_customer: failed && failureText(failed),
    action: challenge && renderAction(challenge, context.openUrl),
    offered_tier: mayStillPay(attempt, session, context.now) ? tierOnOffer(session) : null,
  };
}

/** What can no longer be paid is not what the attempt would have gone on with. */
const mayStillPay = (attempt: Attempt, session: Session, now: number): boolean =>
  session.status === 'open' && !session.isClosing && !isPastEnd(session, now) && attempt.key === session.attempts.at(-1)?.key;

const renderAction = ({ action, number }: RunningChallenge, openUrl: OpenUrl): BuyerAction => ({
  type: 'challenge',
  number,
  url: openUrl(action.url),
  expires_at: isoTime(action.deadlineAt),
});

const latestAttempt = (session: Session, context: BuyerRenderContext): BuyerAttempt | null => {
  const latest = session.attempts.at(-1);
  return latest ? renderBuyerAttempt(latest, session, context) : null;
};
