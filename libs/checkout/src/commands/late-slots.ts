// The slot of a limited promotion whose attempt was over when its money came: its end gave the slot back, so it is asked for again, explicitly,
// before the session may complete with that money. Where it is not to be had, the money goes back.
import { Injectable } from '@nestjs/common';
import { CouponSlots } from '@tillstream/catalog';
import { causedByTimer, type Resource, streamName } from '@tillstream/event-sourcing';
import { limitsOf, slotOfAttempt } from '../core/attempt-promotion';
import type { Attempt, CheckoutSessionState } from '../core/checkout-session.state';
import { PromotionFacts } from './promotion-facts';

@Injectable()
export class LateSlots {
  constructor(
    private readonly slots: CouponSlots,
    private readonly promotions: PromotionFacts,
  ) {}

  /**
   * Whether the attempt holds what its promotion needs. A crash after this leaves a slot that nobody uses until the charge is settled: then it
   * is recognised and confirmed, or given back with the money.
   */
  async regain({ key, accountId, category, revision }: Resource<CheckoutSessionState>, attempt: Attempt): Promise<boolean> {
    if (!attempt.promotion?.reserves) return true;
    const { couponKey, promotionCodeKey } = attempt.promotion;
    const limits = limitsOf(await this.promotions.ofPromotion(accountId, attempt.promotion));
    const context = causedByTimer({ accountId, stream: streamName(category, key), revision, name: `regain-slot/${attempt.key}` });
    const answer = await this.slots.regain({ couponKey, context }, { slot: slotOfAttempt(key, attempt), promotionCodeKey, limits });
    return answer.kind === 'accepted';
  }

  /** Of money that somebody else has settled meanwhile, without completing the session: nobody will confirm it. */
  async giveBack({ key, accountId, category, revision }: Resource<CheckoutSessionState>, attempt: Attempt): Promise<void> {
    if (!attempt.promotion) return;
    const context = causedByTimer({ accountId, stream: streamName(category, key), revision, name: `give-slot-back/${attempt.key}` });
    const released = { slot: slotOfAttempt(key, attempt), attemptStartedAt: attempt.startedAt, evenRegained: true };
    await this.slots.release({ couponKey: attempt.promotion.couponKey, context }, released);
  }
}
