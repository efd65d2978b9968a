// A charge as a try of its card: counted before it is confirmed, taken back when it was none. A crash in between leaves it counted.
import { Injectable } from '@nestjs/common';
import { causedBy, Clock, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { CardTries, type CardTry, type ChargeOutcome } from '@tillstream/payments';
import { findAttempt } from '../core/attempt';
import type { ChargeRequested, ChargeResolved } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { PressLimits } from '../press-limits';

export const NO_TRY_LEFT = {
  kind: 'not_sent',
  reason: 'scheme_limit',
  message: 'the card was tried as often as its scheme allows',
} as const;

/** The schemes count what was declined: neither an approval nor what reached nobody. */
export const isNoTry = (outcome: ChargeOutcome): boolean =>
  outcome.kind === 'approved' || (outcome.kind === 'not_sent' && outcome.reason !== NO_TRY_LEFT.reason);

@Injectable()
export class ChargeTries {
  constructor(
    private readonly tries: CardTries,
    private readonly limits: PressLimits,
    private readonly clock: Clock,
  ) {}

  /** Why this charge may not be confirmed; null: it may. Rejects with a Fault when nobody knows: then it may not either. */
  async begin(session: Resource<CheckoutSessionState>, requested: RecordedEvent): Promise<typeof NO_TRY_LEFT | null> {
    const counted = this.tryOf(session, requested);
    return !counted || (await this.tries.begin(causedBy(requested, 'count-card-try'), counted)) ? null : NO_TRY_LEFT;
  }

  /** Once its outcome is written down. Nobody waits for it. */
  end(session: Resource<CheckoutSessionState>, requested: RecordedEvent, outcome: ChargeOutcome): void {
    const counted = this.tryOf(session, requested);
    if (counted && isNoTry(outcome)) void this.tries.takeBack(causedBy(requested, 'take-back-card-try'), counted);
  }

  /** Once it is settled by others: for a challenge that was closed before anybody saw it no bank was asked for money. Nobody waits for it. */
  endResolved(session: Resource<CheckoutSessionState>, events: readonly RecordedEvent[]): void {
    const resolved = events.find(({ type }) => type === 'ChargeResolved');
    const counted =
      resolved && ['approved', 'voided'].includes((resolved.data as ChargeResolved).result) ? this.tryOf(session, resolved) : null;
    if (resolved && counted) void this.tries.takeBack(causedBy(resolved, 'take-back-card-try'), counted);
  }

  private tryOf({ state }: Resource<CheckoutSessionState>, { data }: RecordedEvent): CardTry | null {
    const { attemptKey, chargeKey } = data as ChargeRequested;
    const attempt = state.status === 'absent' ? null : findAttempt(state, attemptKey);
    return this.limits.schemeTries && attempt?.card ? { card: attempt.card, tryKey: chargeKey, now: this.clock.now() } : null;
  }
}
