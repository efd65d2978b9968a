// Which facts a merchant is told of, in which words, and how badly: pure.
import { cardNamed } from '../cards/test-cards';
import type { Charge } from '../core/charge';
import type { ChargeFact } from '../core/facts';
import { renderCharge, renderRefund } from '../core/render';
import type { Settings } from '../processors/settings';

export interface Notice {
  readonly id: string;
  readonly type: 'charge.approved' | 'charge.declined' | 'refund.succeeded' | 'refund.failed';
  readonly processor: string;
  readonly created_at: string;
  readonly charge: object;
  readonly refund?: object;
}

type About = Pick<Notice, 'type' | 'charge' | 'refund'>;

/** `charge` is as the fact has left it. Setups are not told of. */
export function noticeOf(fact: ChargeFact, charge: Charge, id: string): Notice | null {
  const about = charge.kind === 'setup' ? null : whatHappened(fact, charge);
  return about && { id, processor: charge.processor, created_at: new Date(fact.at).toISOString(), ...about };
}

function whatHappened(fact: ChargeFact, charge: Charge): About | null {
  switch (fact.type) {
    case 'ChargeApproved':
      return { type: 'charge.approved', charge: renderCharge(charge) };
    case 'ChargeDeclined':
      return { type: 'charge.declined', charge: renderCharge(charge) };
    case 'RefundMade':
      return fact.status === 'pending' ? null : { type: 'refund.succeeded', ...withRefund(charge, fact.refundReference) };
    case 'RefundSettled':
      return { type: `refund.${fact.status}`, ...withRefund(charge, fact.refundReference) };
    default:
      return null;
  }
}

function withRefund(charge: Charge, refundReference: string): Pick<Notice, 'charge' | 'refund'> {
  const refund = charge.refunds.find((one) => one.refundReference === refundReference);
  return { charge: renderCharge(charge), refund: refund && renderRefund(charge, refund) };
}

/** A card may ask for its own kind of notice; a processor that sends none stays silent all the same. */
export function howToSend(charge: Charge, settings: Settings): { readonly afterMs: number; readonly times: number } | null {
  if (settings.notice_url === null || settings.notices === 'none') return null;
  const how = cardNamed(charge.card?.name ?? null)?.notices ?? settings.notices;
  return { afterMs: how === 'late' ? settings.notice_delay_ms : 0, times: how === 'duplicate' ? 2 : 1 };
}
