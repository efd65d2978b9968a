import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { RequestRefund, ResolveRefund } from '../../core/refund.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { RefundRequested, RefundResolved } from '../../core/refund.events';
import { NOW, paid } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const LATER = NOW + 90_000;

const requested = {
  type: 'RefundRequested' as const,
  data: {
    refundKey: 'refund-1', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 2_000, currency: 'usd', reason: null, metadata: {},
    isOutOfBand: false, requestedAt: NOW,
  } satisfies RefundRequested,
}; // prettier-ignore
const facts = { refundKey: 'refund-1', result: 'succeeded', by: 'answer', reference: 're-1', code: null, message: null } as const;
const bounced = { ...facts, result: 'failed', by: 'notice', code: 'refund_failed', message: 'The bank sent it back.' } as const;
const resolve = (changes: Partial<ResolveRefund> = {}): ResolveRefund => ({ type: 'ResolveRefund', now: LATER, ...facts, ...changes });
const resolved = (changes: Partial<RefundResolved> = {}): CheckoutSessionEvent => ({
  type: 'RefundResolved',
  data: { ...facts, at: LATER, ...changes },
});
const again: RequestRefund = {
  type: 'RequestRefund', now: LATER, refundKey: 'refund-2', chargeKey: 'charge-1', amountAtom: null, currency: null, reason: null, metadata: {},
  isOutOfBand: false,
}; // prettier-ignore

describe('resolve a refund', () => {
  it('is written once', () => {
    given(...paid(), requested)
      .when(resolve())
      .then(resolved());
    given(...paid(), requested, resolved())
      .when(resolve({ by: 'notice' }))
      .then();
  });

  it('that the bank sent back afterwards has failed after all, and can be asked for again', () => {
    given(...paid(), requested, resolved())
      .when(resolve(bounced))
      .then(resolved(bounced));
    given(...paid(), requested, resolved(), resolved(bounced))
      .when(again)
      .then({ type: 'RefundRequested', data: { ...requested.data, refundKey: 'refund-2', requestedAt: LATER } });
  });

  it('that has failed stays so, whatever old news comes after', () =>
    given(...paid(), requested, resolved(bounced))
      .when(resolve({ by: 'notice' }))
      .then());

  it('that the merchant made himself is nobody else’s to speak of', () =>
    given(...paid(), { ...requested, data: { ...requested.data, isOutOfBand: true } }, resolved({ by: 'out_of_band' }))
      .when(resolve(bounced))
      .then());
});
