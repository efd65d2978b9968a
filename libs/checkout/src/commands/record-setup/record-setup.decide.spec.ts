import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { SetupOutcome } from '@tillstream/payments/core';
import type { RecordSetup } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent, CompletionKind } from '../../core/checkout-session.events';
import { ATTEMPT_BUDGET_MS } from '../../core/next-charge';
import { RECOVERY_DELAY_MS } from '../../core/next-due';
import { actionRequested, attemptStarted, END, item, monthly, NOW, sessionCreated, setupAttempted } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const setup = sessionCreated([], { mode: 'setup' });
const trial = sessionCreated([item('club', { terms: monthly({ trialDays: 7 }) })]);
const plan = [
  {
    tier: 0,
    amountAtom: 0,
    processors: [
      { processorKey: 'alpha', skipped: null },
      { processorKey: 'beta', skipped: null },
    ],
  },
];
const started = attemptStarted({ kind: 'setup', plan });
const approval: SetupOutcome = { kind: 'approved', reference: 'su-1', networkTransactionId: 'net-1', threeDs: null, token: 'encrypted' };
const decline = (code: string): SetupOutcome => ({ kind: 'declined', reference: 'su-1', code, advice: null });
const unknown: SetupOutcome = { kind: 'unknown', reference: null, message: 'time-out' };
const record = (outcome: SetupOutcome, changes: Partial<RecordSetup> = {}): RecordSetup => ({
  type: 'RecordSetup', now: NOW + 5, attemptKey: 'attempt-1', processorKey: 'alpha', nth: 0, hasMeans: true, outcome, latencyMs: 5, subscriptionKeys: ['sub-1'],
  ...changes,
}); // prettier-ignore
const refused = (code: string, category: string, changes: object = {}) =>
  setupAttempted({ outcome: 'declined', category, code, savedCard: null, ...changes });
const silent = (changes: object = {}) => setupAttempted({ outcome: 'unknown', reference: null, savedCard: null, ...changes });
const failed = (changes: object): CheckoutSessionEvent => ({
  type: 'AttemptFailed',
  data: { attemptKey: 'attempt-1', reason: 'declined', code: null, messageId: 'card-declined', at: NOW + 5, ...changes },
});
const completed = (how: CompletionKind, { data } = setup, subscriptionKeys: string[] = []): CheckoutSessionEvent => ({
  type: 'SessionCompleted',
  data: {
    how,
    tier: 0,
    attemptKey: 'attempt-1',
    chargeKey: null,
    customerKey: 'ada',
    subscriptionKeys,
    amounts: data.amounts,
    at: NOW + 5,
  },
});

describe('record what came of saving a card', () => {
  it('completes a session in mode setup in the same append', () =>
    given(setup, started).when(record(approval)).then(setupAttempted(), completed('setup')));

  it('completes a trial without a payment, and names the subscription', () =>
    given(trial, started)
      .when(record(approval))
      .then(setupAttempted(), completed('no_payment_required', trial, ['sub-1'])));

  it('leaves the next processor to be asked after a soft decline', () =>
    given(setup, started)
      .when(record(decline('do_not_honor')))
      .then(refused('do_not_honor', 'soft')));

  it('ends the attempt when the last one declines, and the buyer may try again', () =>
    given(setup, started, refused('do_not_honor', 'soft'))
      .when(record(decline('do_not_honor'), { processorKey: 'beta', nth: 1 }))
      .then(refused('do_not_honor', 'soft', { processorKey: 'beta' }), failed({ code: 'do_not_honor' })));

  it('stops at a card that nobody else would take, and names the field', () =>
    given(setup, started)
      .when(record(decline('expired_card')))
      .then(refused('expired_card', 'data'), failed({ code: 'expired_card', reason: 'wrong-card-data', messageId: 'card-expired' })));

  it('has an unanswered call made again, then somebody else asked: no money moves', () => {
    given(setup, started).when(record(unknown)).then(silent());
    given(setup, started, silent())
      .when(record(unknown, { nth: 1 }))
      .then(silent());
    given(setup, started, silent(), silent(), silent({ processorKey: 'beta' }))
      .when(record(unknown, { nth: 3, processorKey: 'beta' }))
      .then(silent({ processorKey: 'beta' }), failed({ reason: 'no-processor-available', messageId: 'payment-not-possible' }));
  });

  it('stops where the scheme of the card allows no further try', () =>
    given(setup, started)
      .when(record({ kind: 'not_sent', reason: 'scheme_limit', message: 'as often as it may be' }))
      .then(
        silent({ outcome: 'not_sent', category: 'scheme_limit' }),
        failed({ reason: 'scheme-limit', messageId: 'card-tried-too-often' }),
      ));

  describe('a challenge', () => {
    const wantsAction: SetupOutcome = { kind: 'requires_action', reference: 'su-1', url: 'sealed' };
    const challenged = (changes: object = {}) =>
      setupAttempted({ outcome: 'requires_action', category: 'requires_action', savedCard: null, actionUrl: 'sealed', ...changes });
    const shown = (changes: object = {}) => actionRequested({ chargeKey: null, ...changes });
    const back: CheckoutSessionEvent = {
      type: 'ActionFinished',
      data: { attemptKey: 'attempt-1', chargeKey: null, processorKey: 'alpha', outcome: 'returned', at: NOW + 60_000 },
    };
    const first = sessionCreated([], { mode: 'setup', threeDsMode: 'first_3ds_wins' });

    it('is put aside while another processor may save the card without, and else the first one is shown', () => {
      given(setup, started).when(record(wantsAction)).then(challenged());
      given(setup, started, challenged())
        .when(record(wantsAction, { nth: 1, processorKey: 'beta' }))
        .then(challenged({ processorKey: 'beta' }), shown());
      given(setup, started, challenged())
        .when(record(decline('stolen_card'), { nth: 1, processorKey: 'beta' }))
        .then(
          refused('stolen_card', 'hard', { processorKey: 'beta' }),
          failed({ code: 'stolen_card', messageId: 'card-refused-for-good' }),
        );
    });

    it('that was put aside is shown where the card has no try left for another processor', () =>
      given(setup, started, challenged())
        .when(record({ kind: 'not_sent', reason: 'scheme_limit', message: 'spent' }, { nth: 1, processorKey: 'beta' }))
        .then(silent({ processorKey: 'beta', outcome: 'not_sent', category: 'scheme_limit' }), shown()));

    it('is shown at once in mode first_3ds_wins', () => given(first, started).when(record(wantsAction)).then(challenged(), shown()));

    const after = { now: NOW + 60_005, nth: 1 };
    it('that was passed saves the card', () =>
      given(first, started, challenged(), shown(), back)
        .when(record(approval, after))
        .then(setupAttempted({ at: NOW + 60_005 }), {
          ...completed('setup'),
          data: { ...completed('setup').data, at: NOW + 60_005 },
        } as CheckoutSessionEvent));

    it('that was failed, or not answered, is tried nowhere else', () => {
      given(first, started, challenged(), shown(), back)
        .when(record(decline('authentication_failed'), after))
        .then(
          refused('authentication_failed', 'authentication', { at: NOW + 60_005 }),
          failed({ reason: 'authentication-failed', code: 'authentication_failed', messageId: 'authentication-failed', at: NOW + 60_005 }),
        );
      given(first, started, challenged(), shown(), back)
        .when(record(wantsAction, after))
        .then(
          challenged({ at: NOW + 60_005 }),
          failed({ reason: 'authentication-failed', code: 'returned', messageId: 'challenge-abandoned', at: NOW + 60_005 }),
        );
    });

    it('that was passed in vain goes on elsewhere, if the card is still at hand', () => {
      const vain = refused('do_not_honor', 'soft', { at: NOW + 60_005 });
      given(first, started, challenged(), shown(), back)
        .when(record(decline('do_not_honor'), after))
        .then(vain);
      given(first, started, challenged(), shown(), back)
        .when(record(decline('do_not_honor'), { ...after, hasMeans: false }))
        .then(vain, failed({ reason: 'card-details-lost', messageId: 'card-details-lost', at: NOW + 60_005 }));
    });
  });

  it('asks nobody further once its time is over', () => {
    const late = NOW + ATTEMPT_BUDGET_MS;
    given(setup, started)
      .when(record(decline('do_not_honor'), { now: late }))
      .then(refused('do_not_honor', 'soft', { at: late }), failed({ code: 'do_not_honor', at: late }));
  });

  it('ends with the attempt a session that its merchant wants closed', () =>
    given(setup, started, { type: 'ExpiryRequested', data: { at: NOW + 1 } })
      .when(record(decline('do_not_honor')))
      .then(refused('do_not_honor', 'soft'), failed({ code: 'do_not_honor' }), {
        type: 'SessionExpired',
        data: { reason: 'by_request', at: NOW + 5 },
      }));
});

describe('a set-up that comes late', () => {
  it('is written down after the completion, of which it changes nothing', () =>
    given(setup, started, setupAttempted(), completed('setup'))
      .when(record(approval, { processorKey: 'beta', nth: 1 }))
      .then(setupAttempted({ processorKey: 'beta' })));

  it('is passed over when the attempt was given up meanwhile', () =>
    given(setup, started, failed({ reason: 'card-details-lost', messageId: 'card-details-lost' }))
      .when(record(approval))
      .nothing());

  it('belongs to an attempt of this session', () => given(setup).when(record(approval)).rejected({ code: 'attempt-not-found' }));
});

describe('abandon an attempt', () => {
  const abandon = (now: number) => ({ type: 'AbandonAttempt', attemptKey: 'attempt-1', now }) as const;
  const lost = (at: number) => failed({ reason: 'card-details-lost', messageId: 'card-details-lost', at });

  it('tells the buyer that his card is needed again', () =>
    given(setup, started)
      .when(abandon(NOW + RECOVERY_DELAY_MS))
      .then(lost(NOW + RECOVERY_DELAY_MS)));

  it('waits until whoever runs it must be dead', () =>
    given(setup, started, silent())
      .when(abandon(NOW + RECOVERY_DELAY_MS))
      .rejected({ code: 'not-due-yet', dueAt: NOW + RECOVERY_DELAY_MS + 5 }));

  it('ends with it a session whose time is over', () =>
    given(setup, started)
      .when(abandon(END))
      .then(lost(END), { type: 'SessionExpired', data: { reason: 'time', at: END } }));

  it('does nothing to one that is decided', () => given(setup, started, setupAttempted(), completed('setup')).when(abandon(END)).nothing());
});
