// The buyer types a code, where session or account allows it. It replaces one that he typed before, never what the merchant set.
import { accept, alreadySo, canonicalJson, type Decision, reject } from '@tillstream/event-sourcing';
import { amountsOf, tooLargeTiers } from '../../core/amounts';
import type { ApplyPromotion } from '../../core/promotion.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { mayTypeCode, present, refusalToBegin } from '../../core/guards';
import { unchargeableTiers } from '../../core/plan';
import { promotionFault, promotionOf } from '../../core/promotion';

export function applyPromotion(
  { fact, now, accountAllowsCodes, plan }: ApplyPromotion,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const refusal = refusalToBegin(state, now);
  if (refusal) return reject(refusal);
  const session = present(state);
  if (!mayTypeCode(session, accountAllowsCodes)) return reject({ code: 'promotion-codes-not-allowed' });
  if (session.promotion?.appliedBy === 'merchant') return reject({ code: 'promotion-already-applied' });
  const { tiers } = session;
  const loc = ['body', 'code'];
  const fault = promotionFault(fact, tiers, now);
  const promotion = promotionOf(fact, 'buyer');
  if (fault !== null || promotion === null) return reject({ code: fault ?? 'promotion-not-found', loc });
  if (tooLargeTiers(tiers, promotion).length > 0) return reject({ code: 'amount-too-large', loc });
  if (session.promotion && canonicalJson(session.promotion) === canonicalJson(promotion)) return alreadySo;

  const amounts = amountsOf(tiers, promotion);
  // Of what he would pay now; a fallback that nobody could charge is passed over when it comes to that.
  if (unchargeableTiers(plan, amounts).includes(0)) return reject({ code: 'no-processor-for-amount', loc });

  return accept({ type: 'PromotionApplied', data: { promotion, amounts } });
}
