// The discount as the merchant changes it: another coupon or code replaces the one there is, null takes it away.
import { canonicalJson } from '@tillstream/event-sourcing';
import { amountsOf } from '../amounts';
import type { UpdateSession } from '../checkout-session.commands';
import type { WantedPromotionChange } from '../promotion.commands';
import type { Session } from '../checkout-session.state';
import { granted, locOf } from '../wanted-promotion';
import { type Change, unchanged } from './changed-part';

type Apply = Extract<WantedPromotionChange, { kind: 'apply' }>;

export function changedPromotion({ promotion: wanted, now }: UpdateSession, session: Session): Change {
  if (!wanted) return unchanged;
  if (wanted.kind === 'apply') return isThere(wanted, session) ? unchanged : applied(wanted, session, now);
  return clears(wanted.field, session) ? removed(session) : unchanged;
}

/** A coupon named by its id is there also where it came through a code, unless the request clears the code. */
const isThere = ({ byCode, withoutCode, fact }: Apply, { promotion }: Session): boolean =>
  promotion !== null && !byCode && !withoutCode && promotion.couponKey === fact.coupon?.key;

function applied(wanted: Apply, { promotion: present, tiers, mode }: Session, now: number): Change {
  if (mode === 'setup') return { faults: [{ code: 'setup-takes-no-items', loc: locOf(wanted) }] };
  const { promotion, fault } = granted(wanted, tiers, now);
  if (fault) return { faults: [fault] };
  if (present !== null && canonicalJson(present) === canonicalJson(promotion)) return unchanged;
  return { events: [{ type: 'PromotionApplied', data: { promotion, amounts: amountsOf(tiers, promotion) } }] };
}

/** Clearing the code alone leaves a discount that came by the coupon's id. */
const clears = (field: 'coupon' | 'code', { promotion }: Session): boolean =>
  promotion !== null && (field === 'coupon' || promotion.code !== null);

const removed = ({ tiers }: Session): Change => ({
  events: [{ type: 'PromotionRemoved', data: { by: 'merchant', refusal: null, amounts: amountsOf(tiers, null) } }],
});
