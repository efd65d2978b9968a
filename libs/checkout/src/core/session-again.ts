// An old session as a wish for a fresh one: the same offer and choices, with nothing of what happened to it. Prices are looked up again.
import { definitionKeysOf, renderCustomFields } from '@tillstream/catalog/core';
import type { Loc, Open } from '@tillstream/event-sourcing';
import { sealedForSubscription } from '@tillstream/subscriptions/core';
import { attemptInFlight, isPastEnd } from './attempt';
import type { CheckoutSessionState, Session } from './checkout-session.state';
import type { Tier } from './line-item';
import { sealedForSession } from './sealed-custom-field';
import type { CreateSessionPayload, WantedTierPayload } from './wanted-session';

export interface AgainFacts {
  /** Of the old session. */
  readonly key: string;
  /** Opens what is personal. */
  readonly open: Open;
  /** As long as the old one was made for. */
  readonly lifeMinutes: number;
  /** Values of definitions that were deleted since are left behind. */
  readonly livingDefinitions: ReadonlySet<string>;
}

/** A customer that the buyer himself became is not named: whoever opens the new link says who he is. */
export function wantedAgain(session: Session, { key, lifeMinutes, livingDefinitions, open }: AgainFacts): CreateSessionPayload {
  const values = (held: Session['customFields'], placeOf: typeof sealedForSession) =>
    // What is personal of a customer who is not named again is left behind.
    renderCustomFields(held, { livingDefinitions }, (sealed, fieldKey) =>
      session.isCustomerNamed ? open(sealed, placeOf(key, fieldKey)) : null,
    );
  const [first, ...fallbacks] = session.tiers.map(wantedTier);
  return {
    mode: session.mode,
    successUrl: session.successUrl,
    returnUrl: session.returnUrl,
    ...(session.isCustomerNamed && session.customer ? { customerKey: session.customer.key } : {}),
    lifeMinutes,
    tiers: [{ lineItems: [], ...first, ...routed(session.routeKey) }, ...fallbacks],
    threeDsMode: session.threeDsMode,
    setupProcessorKeys: session.setupProcessorKeys,
    promotion: promotionAgain(session),
    allowPromotionCodes: session.allowPromotionCodes,
    reference: session.reference,
    supersede: session.supersede,
    customFields: values(session.customFields, sealedForSession),
    paramsForSub: session.paramsForSub ? { customFields: values(session.paramsForSub.customFields, sealedForSubscription) } : null,
  };
}

/** The merchant's discount, which must still be to be had; a code that a buyer typed is for him to type again. */
function promotionAgain({ promotion }: Session): NonNullable<CreateSessionPayload['promotion']> {
  if (promotion?.appliedBy !== 'merchant') return {};
  const { couponKey, code } = promotion;
  return code === null ? { couponKey } : { couponKey, code };
}

export const definitionsOf = ({ customFields, paramsForSub }: Session): readonly string[] =>
  definitionKeysOf(customFields, paramsForSub?.customFields ?? {});

const routed = (routeKey: string | null) => (routeKey === null ? {} : { routeKey });

const wantedTier = ({ lineItems, routeKey }: Tier): WantedTierPayload => ({
  lineItems: lineItems.map(({ priceKey, quantity, description }) => ({ priceKey, quantity, description })),
  ...routed(routeKey),
});

/** Where the fault of a fresh session lies: in the old one, which the path names. */
export function faultOfOld<Reason extends { readonly loc?: Loc } | object>(reason: Reason): Reason {
  if (!('loc' in reason) || !reason.loc) return reason;
  const [, ...within] = reason.loc;
  return { ...reason, loc: ['path', 'session_id', ...within] };
}

export type RenewalRefusal = 'session-not-found' | 'payment-in-progress' | 'renewal-not-allowed';

/** Why the buyer may not begin again. One that is open, or was paid, is not to be replaced; one that its merchant ended neither. */
export function refusalToRenew(state: CheckoutSessionState, now: number): RenewalRefusal | null {
  if (state.status === 'absent') return 'session-not-found';
  if (state.status === 'open' && attemptInFlight(state)) return 'payment-in-progress';
  if (state.limitReached === 'attempts') return 'renewal-not-allowed'; // a fresh one would be tried as often again
  const hasRunOut = state.status === 'expired' ? state.expired?.reason === 'time' : isPastEnd(state, now) && !state.isClosing;
  return hasRunOut ? null : 'renewal-not-allowed';
}
