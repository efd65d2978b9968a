// What is due for a session is carried out, each by itself: one that fails keeps none of the others waiting, and is tried again.
import type { CommandBus } from '@nestjs/cqrs';
import { fold, type Folded, SilentLog, type StreamReader } from '@tillstream/event-sourcing';
import { checkoutSession } from './commands/checkout-session.decider';
import { RecoverChargeCommand } from './commands/recover-charge/recover-charge.handler';
import { RepeatRefundCommand } from './commands/repeat-refund/repeat-refund.handler';
import { SettleRefundCommand } from './commands/settle-refund/settle-refund.handler';
import type { CheckoutSessionEvent } from './core/checkout-session.events';
import { SessionTimer } from './session-timer';
import { ALARM_AFTER_MS, SettlementAlarms } from './settlement-alarms';
import { attemptStarted, chargeRequested, NOW, paid } from './testing/session-fixtures';

const refunded: CheckoutSessionEvent = {
  type: 'RefundRequested',
  data: {
    refundKey: 'refund-1', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 5, currency: 'usd', reason: null, metadata: {}, isOutOfBand: false,
    requestedAt: NOW + 9,
  },
}; // prettier-ignore
const leftOpen = [
  attemptStarted({ attemptKey: 'attempt-0', number: 7 }),
  chargeRequested({ attemptKey: 'attempt-0', chargeKey: 'charge-0' }),
  { type: 'AttemptFailed', data: { attemptKey: 'attempt-0', reason: 'not-charged', code: null, messageId: 'not-charged', at: NOW } },
] as const;
const [created, ...payment] = paid();
const state = fold(checkoutSession, [created as CheckoutSessionEvent, ...leftOpen, ...payment, refunded]);
const now = { state, accountId: 'acc', revision: 9 } as Folded<never>;

function timer(answer: (command: object) => unknown, of: Folded<never> = now) {
  const reader = { current: () => Promise.resolve(of) } as Partial<StreamReader> as StreamReader;
  const sent: object[] = [];
  const log = new SilentLog();
  const error = jest.spyOn(log, 'error');
  const alarms = new SettlementAlarms(log);
  const execute = (command: object) => {
    sent.push(command);
    return Promise.resolve().then(() => answer(command));
  };
  const session = new SessionTimer(reader, { execute } as Partial<CommandBus> as CommandBus, alarms);
  return {
    sent,
    alarms,
    errors: () => error.mock.calls.length,
    ring: (at: number) => session.ring({ stream: 'checkoutSession-S', now: at }),
  };
}

describe('the timer of a session', () => {
  it('sends all that is due, and asks again where nobody knows yet', async () => {
    const { sent, ring } = timer(() => 'unclear');
    expect(await ring(NOW + 60_000)).toEqual({ runAgainAt: expect.any(Number) as number });
    expect(sent.map((command) => command.constructor)).toEqual([RecoverChargeCommand, SettleRefundCommand]);
  });

  it('gives money back also while another charge cannot be asked about, and is rung again', async () => {
    const { sent, ring } = timer((command) => {
      if (command instanceof RecoverChargeCommand) throw new Error('credentials cannot be opened');
      return 'settled';
    });
    await expect(ring(NOW + 60_000)).rejects.toThrow('credentials cannot be opened');
    expect(sent.map((command) => command.constructor)).toEqual([RecoverChargeCommand, SettleRefundCommand]);
  });

  it('asks for a refused late refund again, and cries out where that is hopeless', async () => {
    const refused: CheckoutSessionEvent = {
      type: 'RefundResolved',
      data: { refundKey: 'refund-1', result: 'failed', by: 'answer', reference: null, code: null, message: null, at: NOW + 10 },
    };
    const paidForNothing = payment.filter(({ type }) => type !== 'SessionCompleted');
    const over: readonly CheckoutSessionEvent[] = [
      { type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason: 'not-charged', code: null, messageId: 'not-charged', at: NOW } },
      { type: 'SessionExpired', data: { reason: 'time', at: NOW } },
    ];
    const owed = fold(checkoutSession, [created as CheckoutSessionEvent, ...paidForNothing, ...over, refunded, refused]);
    const { sent, ring, errors } = timer(() => 'unclear', { state: owed, accountId: 'acc', revision: 9 } as Folded<never>);
    const late = NOW + ALARM_AFTER_MS + 60_000;
    expect(await ring(late)).toMatchObject({ runAgainAt: expect.any(Number) as number });
    expect(sent).toContainEqual(expect.any(RepeatRefundCommand));
    expect(errors()).toBeGreaterThan(0);
  });

  it('cries out once it has asked for five days in vain, of charges and refunds, until they are settled', async () => {
    const answers = { is: 'unclear' };
    const { ring, alarms, errors } = timer(() => answers.is);
    const counts = (now: number) => [alarms.count('charge', now), alarms.count('refund', now)];
    await ring(NOW + 60_000);
    await ring(NOW + ALARM_AFTER_MS);
    expect([errors(), counts(NOW + ALARM_AFTER_MS)]).toEqual([0, [0, 0]]);
    const late = NOW + ALARM_AFTER_MS + 60_000;
    expect(await ring(late)).toEqual({ runAgainAt: late + 86_400_000 });
    expect([errors(), counts(late)]).toEqual([2, [1, 1]]);
    expect(counts(late + 26 * 3_600_000)).toEqual([0, 0]); // nobody has asked since: somebody else settled them
    await ring(late);
    answers.is = 'settled';
    await ring(late);
    expect(counts(late)).toEqual([0, 0]);
  });
});
