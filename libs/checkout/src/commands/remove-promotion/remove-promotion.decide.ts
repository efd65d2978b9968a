// The buyer takes away the code that he typed; what the merchant set stays.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { amountsOf } from '../../core/amounts';
import type { RemovePromotion } from '../../core/promotion.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { present, refusalToBegin } from '../../core/guards';

export function removePromotion(
  { now }: RemovePromotion,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const refusal = refusalToBegin(state, now);
  if (refusal) return reject(refusal);
  const { promotion, tiers } = present(state);
  if (promotion === null) return alreadySo;
  if (promotion.appliedBy === 'merchant') return reject({ code: 'promotion-not-removable' });

  return accept({ type: 'PromotionRemoved', data: { by: 'buyer', refusal: null, amounts: amountsOf(tiers, null) } });
}
