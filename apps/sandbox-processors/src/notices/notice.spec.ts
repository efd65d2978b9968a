import { approvedCharge, asApproved, charge, goodCard, setup, stamp } from '../../testing/samples';
import { evolve } from '../core/charge';
import type { ChargeFact } from '../core/facts';
import { initialSettings } from '../processors/settings';
import { howToSend, noticeOf } from './notice';
import { sign } from './signature';

describe('the signature', () => {
  it('is the HMAC of time and body', () => {
    expect(sign('{"a":1}', 'secret', 1_700_000_000_999)).toBe(
      't=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686',
    );
  });
});

describe('what a merchant is told', () => {
  const made: Extract<ChargeFact, { type: 'RefundMade' }> = {
    ...{ ...stamp, type: 'RefundMade', refundReference: 're_1', amountAtom: 900 },
    status: 'succeeded',
    settlesAt: null,
  };

  it('is that he was paid, for which charge', () =>
    expect(noticeOf(asApproved, approvedCharge, 'ntc_1')).toMatchObject({
      id: 'ntc_1',
      type: 'charge.approved',
      processor: 'alpha',
      created_at: '1970-01-01T00:00:01.000Z',
      charge: { reference: 'ch_1', merchant_reference: 'pa_1', status: 'approved', captured_atom: 4_900 },
    }));
  it('is that a refund was made', () =>
    expect(noticeOf(made, evolve(approvedCharge, made), 'ntc_1')).toMatchObject({
      type: 'refund.succeeded',
      charge: { merchant_reference: 'pa_1' },
      refund: { refund_reference: 're_1', amount_atom: 900, status: 'succeeded' },
    }));
  it('is nothing while a refund is pending', () => expect(noticeOf({ ...made, status: 'pending' }, approvedCharge, 'ntc_1')).toBeNull());
  it('is nothing about a close', () => expect(noticeOf({ ...stamp, type: 'ChargeClosed' }, charge, 'ntc_1')).toBeNull());
  it('is nothing about a setup', () => expect(noticeOf(asApproved, evolve(setup, asApproved), 'ntc_1')).toBeNull());
});

describe('how a notice is sent', () => {
  const settings = { ...initialSettings('alpha'), notice_url: 'http://127.0.0.1:1/', notice_delay_ms: 7 };
  const withCard = (name: string) => ({ ...approvedCharge, card: { ...goodCard, name } });

  it('is not without an address', () => expect(howToSend(approvedCharge, initialSettings('alpha'))).toBeNull());
  it('is once and at once', () => expect(howToSend(approvedCharge, settings)).toEqual({ afterMs: 0, times: 1 }));
  it('is late or twice as the processor does', () => {
    expect(howToSend(approvedCharge, { ...settings, notices: 'late' })).toEqual({ afterMs: 7, times: 1 });
    expect(howToSend(approvedCharge, { ...settings, notices: 'duplicate' })).toEqual({ afterMs: 0, times: 2 });
  });
  it('is late or twice as the card does', () => {
    expect(howToSend(withCard('late-notice'), settings)).toEqual({ afterMs: 7, times: 1 });
    expect(howToSend(withCard('duplicate-notice'), settings)).toEqual({ afterMs: 0, times: 2 });
  });
  it('is not from a processor that sends none', () =>
    expect(howToSend(withCard('late-notice'), { ...settings, notices: 'none' })).toBeNull());
});
