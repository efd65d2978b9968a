// The one way in which a session becomes a success, and the one way in which a failed attempt lets go of it.
import type { FailureMessageId } from './buyer-session';
import type { AttemptFailureReason, CheckoutSessionEvent, CompletionKind, MatchedRule } from './checkout-session.events';
import type { Session } from './checkout-session.state';

export interface Completion {
  readonly how: CompletionKind;
  readonly tier: number;
  readonly attemptKey: string;
  readonly chargeKey: string | null;
  /** As many as could be needed; the tier's groups of equal terms take the first ones. */
  readonly subscriptionKeys: readonly string[];
  readonly now: number;
}

export function completion(
  session: Session,
  { how, tier, attemptKey, chargeKey, subscriptionKeys, now }: Completion,
): Extract<CheckoutSessionEvent, { type: 'SessionCompleted' }> {
  const groups = session.amounts.tiers[tier]?.recurring.length ?? 0;
  return {
    type: 'SessionCompleted',
    data: {
      how,
      tier,
      attemptKey,
      chargeKey,
      customerKey: session.customer?.key ?? null,
      subscriptionKeys: subscriptionKeys.slice(0, groups),
      amounts: session.amounts,
      at: now,
    },
  };
}

/** An attempt that failed frees the session, unless its time is over or its merchant wanted it closed: then it ends in the same append. */
export function failure(
  session: Session,
  failed: {
    readonly attemptKey: string;
    readonly reason: AttemptFailureReason;
    readonly code: string | null;
    readonly messageId: FailureMessageId;
    readonly rule?: MatchedRule;
    readonly offeredTier?: number;
    readonly now: number;
  },
): readonly CheckoutSessionEvent[] {
  const { now, ...data } = failed;
  const attemptFailed: CheckoutSessionEvent = { type: 'AttemptFailed', data: { ...data, at: now } };
  if (session.isClosing) return [attemptFailed, { type: 'SessionExpired', data: { reason: 'by_request', at: now } }];
  if (now >= session.expiresAt) return [attemptFailed, { type: 'SessionExpired', data: { reason: 'time', at: now } }];
  return [attemptFailed];
}
