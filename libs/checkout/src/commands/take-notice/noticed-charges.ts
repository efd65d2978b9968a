// Settles a charge by what its processor told of it unasked. One of an older attempt changes nothing but that charge; and a charge that somebody
// is asking for right now is left to him for a moment, since an answer says more of it than a notice.
import { Injectable } from '@nestjs/common';
import { Clock, type CommandContext, Log, type Resource, StreamReader } from '@tillstream/event-sourcing';
import type { ReadNotice } from '@tillstream/payments';
import { findCharge, isUnsettled } from '../../core/attempt';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { inQuestionSince } from '../../core/next-due';
import { AttemptRunner } from '../attempt-runner';
import { ChargeInquiry } from '../charge-inquiry';
import { ChargeResults, type Written } from '../charge-results';
import { checkoutSession } from '../checkout-session.decider';
import type { NoticedPart } from './noticed-parts';

/** How often, and how many times, it is looked whether the charge was answered meanwhile. */
const PAUSE_MS = 200;
const LOOKS = 15;

@Injectable()
export class NoticedCharges {
  constructor(
    private readonly reader: StreamReader,
    private readonly inquiry: ChargeInquiry,
    private readonly results: ChargeResults,
    private readonly runner: AttemptRunner,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async settle(
    { sessionKey, key: chargeKey }: NoticedPart,
    { outcome }: Extract<ReadNotice, { kind: 'charge' }>,
    context: CommandContext,
  ): Promise<void> {
    const session = await this.onceAnswered(sessionKey, chargeKey);
    const finding = this.inquiry.findingOf(outcome, 'notice');
    this.goOn(await this.results.settle(session, chargeKey, { kind: 'finding', finding, context }));
  }

  private async onceAnswered(sessionKey: string, chargeKey: string): Promise<Resource<CheckoutSessionState>> {
    let session = await this.reader.current(checkoutSession, sessionKey);
    for (let looks = 0; looks < LOOKS && this.isAtWork(session, chargeKey); looks++) {
      await this.clock.sleep(PAUSE_MS);
      session = await this.reader.current(checkoutSession, sessionKey);
    }
    return session;
  }

  private isAtWork({ state }: Resource<CheckoutSessionState>, chargeKey: string): boolean {
    const charge = state.status === 'absent' ? null : (findCharge(state, chargeKey)?.charge ?? null);
    return charge !== null && isUnsettled(charge) && this.clock.now() < inQuestionSince(charge);
  }

  /** With the charge that follows, if one does: the processor that sent the notice does not wait for that. */
  private goOn({ resource, events, means }: Written): void {
    if (!means) return;
    this.runner.run(resource, events, means).catch((error: unknown) => {
      this.log.warn({ sessionKey: resource.key, error: String(error) }, 'an attempt that a notice brought on was left to the timer');
    });
  }
}
