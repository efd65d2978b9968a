import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { ChargeOutcome } from '@tillstream/payments/core';
import type { RecordOutcome } from '../../core/charge.commands';
import type { ActionFinished, AttemptStarted, CheckoutSessionEvent, TierAttempted } from '../../core/checkout-session.events';
import {
  actionRequested,
  approved,
  attemptStarted,
  chargeRequested,
  item,
  NOW,
  requiresAction,
  sessionCreated,
} from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const MINUTE = 60_000;
const created = sessionCreated();
const showsFirst = sessionCreated(undefined, { threeDsMode: 'first_3ds_wins' });
const started = attemptStarted();
const oneProcessor: Partial<AttemptStarted> = {
  plan: [{ tier: 0, amountAtom: 2_000, processors: [{ processorKey: 'alpha', skipped: null }] }],
};

const wantsAction: ChargeOutcome = { kind: 'requires_action', reference: 'ref-1', url: 'sealed' };
const approval: ChargeOutcome = { kind: 'approved', reference: 'ref-1', networkTransactionId: null, threeDs: null, token: null };
const decline = (code: string): ChargeOutcome => ({ kind: 'declined', reference: 'ref-1', code, advice: null });
const record = (outcome: ChargeOutcome, changes: Partial<RecordOutcome> = {}): RecordOutcome => ({
  type: 'RecordOutcome', now: NOW + 5, chargeKey: 'charge-1', after: 'request', outcome, latencyMs: 5, nextChargeKey: 'charge-next', hasMeans: true,
  subscriptionKeys: [], latePayment: 'complete', holdsSlot: true, isBuyerErased: false, lateRefundKey: 'late-1', ...changes,
}); // prettier-ignore
const declined = (code: string, category: string, changes: Partial<TierAttempted> = {}): CheckoutSessionEvent =>
  approved({ outcome: 'declined', code, category, ...changes });
const finished = (changes: Partial<ActionFinished> = {}): CheckoutSessionEvent => ({
  type: 'ActionFinished',
  data: { attemptKey: 'attempt-1', chargeKey: 'charge-1', processorKey: 'alpha', outcome: 'returned', at: NOW + MINUTE, ...changes },
});
const failed = (reason: string, messageId: string, changes: object = {}): CheckoutSessionEvent =>
  ({
    type: 'AttemptFailed',
    data: { attemptKey: 'attempt-1', reason, code: null, messageId, at: NOW + 5, ...changes },
  }) as CheckoutSessionEvent;
const second = (changes: Partial<TierAttempted> = {}) => ({ chargeKey: 'charge-2', at: NOW + 9, ...changes });
const askedSecond = chargeRequested({ chargeKey: 'charge-2', processorKey: 'beta', requestedAt: NOW + 5 });

describe('a challenge in mode first_3ds_wins', () => {
  it('is shown at once, and ends the search', () =>
    given(showsFirst, started, chargeRequested()).when(record(wantsAction)).then(requiresAction(), actionRequested()));

  it('is the last but one: a third is no way on', () => {
    const asked = (key: string, processorKey: string, at: number) => [
      chargeRequested({ chargeKey: key, processorKey, requestedAt: at }),
      requiresAction({ chargeKey: key, at }),
      actionRequested({ chargeKey: key, processorKey, requestedAt: at, deadlineAt: at + 10 * MINUTE }),
      finished({ chargeKey: key, processorKey, at: at + 1 }),
      declined('do_not_honor', 'soft', { chargeKey: key, at: at + 2 }),
    ];
    const plan = [
      { tier: 0, amountAtom: 2_000, processors: ['alpha', 'beta', 'gamma'].map((processorKey) => ({ processorKey, skipped: null })) },
    ];
    const third = chargeRequested({ chargeKey: 'charge-3', processorKey: 'gamma', requestedAt: NOW + 30 });
    given(showsFirst, attemptStarted({ plan }), ...asked('charge-1', 'alpha', NOW + 10), ...asked('charge-2', 'beta', NOW + 20), third)
      .when(record(wantsAction, { chargeKey: 'charge-3', now: NOW + 40 }))
      .then(
        requiresAction({ chargeKey: 'charge-3', at: NOW + 40 }),
        failed('declined', 'card-declined', { code: 'do_not_honor', at: NOW + 40 }), // he was recognised twice
      );
  });
});

describe('a challenge in mode prefer_non_3ds', () => {
  it('is put aside while another processor of the tier can be asked', () =>
    given(created, started, chargeRequested())
      .when(record(wantsAction))
      .then(requiresAction(), chargeRequested({ chargeKey: 'charge-next', processorKey: 'beta', requestedAt: NOW + 5 })));

  it('is shown where there is nobody else', () =>
    given(created, attemptStarted(oneProcessor), chargeRequested()).when(record(wantsAction)).then(requiresAction(), actionRequested()));

  const aside = [created, started, chargeRequested(), requiresAction(), askedSecond] as const;

  it('is forgotten when another processor approves: the timer closes it', () =>
    given(...aside)
      .when(record(approval, { chargeKey: 'charge-2', now: NOW + 9 }))
      .then(approved(second()), {
        type: 'SessionCompleted',
        data: {
          how: 'paid', tier: 0, attemptKey: 'attempt-1', chargeKey: 'charge-2', customerKey: 'ada', subscriptionKeys: [], amounts: created.data.amounts,
          at: NOW + 9,
        },
      })); // prettier-ignore

  it.each([
    ['do_not_honor', 'soft'],
    ['bad_credentials', 'configuration'],
    ['authentication_required', 'authentication'],
  ])('is shown once no other processor of the tier approves: %s', (code, category) =>
    given(...aside)
      .when(record(decline(code), { chargeKey: 'charge-2', now: NOW + 9 }))
      .then(declined(code, category, second()), actionRequested({ requestedAt: NOW + 9, deadlineAt: NOW + 9 + 10 * MINUTE })),
  );

  it('is shown where the card has no try left for another processor: its own is counted', () =>
    given(...aside)
      .when(record({ kind: 'not_sent', reason: 'scheme_limit', message: 'spent' }, { chargeKey: 'charge-2', now: NOW + 9 }))
      .then(
        approved(second({ outcome: 'not_sent', category: 'scheme_limit', reference: null })),
        actionRequested({ requestedAt: NOW + 9, deadlineAt: NOW + 9 + 10 * MINUTE }),
      ));

  it.each([
    ['stolen_card', 'hard', 'declined', 'card-refused-for-good'],
    ['incorrect_cvc', 'data', 'wrong-card-data', 'security-code-wrong'],
    ['insufficient_funds', 'insufficient', 'declined', 'insufficient-funds'],
  ])('is not shown for what it would not change: %s', (...[code, category, reason, messageId]) =>
    given(...aside)
      .when(record(decline(code), { chargeKey: 'charge-2', now: NOW + 9 }))
      .then(declined(code, category, second()), failed(reason, messageId, { code, at: NOW + 9 })),
  );

  it('is the first of two, and before any other tier', () => {
    const tiers = [
      { lineItems: [item('mug')], routeKey: null },
      { lineItems: [item('cup')], routeKey: null },
    ];
    const plan = [0, 1].map((tier) => ({
      tier,
      amountAtom: 2_000,
      processors: ['alpha', 'beta'].map((processorKey) => ({ processorKey, skipped: null })),
    }));
    given(sessionCreated([], { tiers }), attemptStarted({ plan, acceptedTiers: [0, 1] }), chargeRequested(), requiresAction(), askedSecond)
      .when(record(wantsAction, { chargeKey: 'charge-2', now: NOW + 9 }))
      .then(requiresAction(second()), actionRequested({ requestedAt: NOW + 9, deadlineAt: NOW + 9 + 10 * MINUTE }));
  });

  it('is shown though the time for asking processors is over', () =>
    given(...aside)
      .when(record(decline('do_not_honor'), { chargeKey: 'charge-2', now: NOW + 2 * MINUTE }))
      .then(
        declined('do_not_honor', 'soft', second({ at: NOW + 2 * MINUTE })),
        actionRequested({ requestedAt: NOW + 2 * MINUTE, deadlineAt: NOW + 12 * MINUTE }),
      ));

  it('is not shown on a session that its merchant wants closed', () =>
    given(created, attemptStarted(oneProcessor), chargeRequested(), { type: 'ExpiryRequested', data: { at: NOW + 1 } })
      .when(record(wantsAction))
      .then(requiresAction(), failed('not-charged', 'not-charged'), {
        type: 'SessionExpired',
        data: { reason: 'by_request', at: NOW + 5 },
      }));
});

describe('the confirmation after a challenge', () => {
  const back = [showsFirst, started, chargeRequested(), requiresAction(), actionRequested(), finished()] as const;
  const now = NOW + MINUTE + 5;
  const after = (outcome: ChargeOutcome, changes: Partial<RecordOutcome> = {}) => record(outcome, { after: 'action', now, ...changes });

  it('completes the session, as the second outcome of the charge', () =>
    given(...back)
      .when(after({ ...approval, threeDs: { version: '2.2.0', eci: '05', liabilityShifted: true } }))
      .then(approved({ at: now, threeDs: { version: '2.2.0', eci: '05', liabilityShifted: true } }), {
        type: 'SessionCompleted',
        data: {
          how: 'paid', tier: 0, attemptKey: 'attempt-1', chargeKey: 'charge-1', customerKey: 'ada', subscriptionKeys: [], amounts: created.data.amounts,
          at: now,
        },
      })); // prettier-ignore

  it('stops where the bank did not recognise the buyer, and is never tried elsewhere', () =>
    given(...back)
      .when(after(decline('authentication_failed')))
      .then(
        declined('authentication_failed', 'authentication', { at: now }),
        failed('authentication-failed', 'authentication-failed', { code: 'authentication_failed', at: now }),
      ));

  it('goes by the decline table where the bank knew him and refused all the same, and does not count his time there', () =>
    given(...back)
      .when(after(decline('do_not_honor')))
      .then(
        declined('do_not_honor', 'soft', { at: now }),
        chargeRequested({ chargeKey: 'charge-next', processorKey: 'beta', requestedAt: now }),
      ));

  it('asks for no charge under an id that is taken: it would be taken for the first', () =>
    given(...back)
      .when(after(decline('do_not_honor'), { nextChargeKey: 'charge-1' }))
      .then(declined('do_not_honor', 'soft', { at: now }), failed('declined', 'card-declined', { code: 'do_not_honor', at: now })));

  it('ends the attempt where the card for another processor is lost', () =>
    given(...back)
      .when(after(decline('do_not_honor'), { hasMeans: false }))
      .then(declined('do_not_honor', 'soft', { at: now }), failed('card-details-lost', 'card-details-lost', { at: now })));

  it('is unknown without an answer', () =>
    given(...back)
      .when(after({ kind: 'unknown', reference: 'ref-1', message: 'time-out' }))
      .then(approved({ outcome: 'unknown', at: now })));

  it('is written down once', () => {
    given(...back, approved({ outcome: 'unknown', at: now }))
      .when(after(decline('do_not_honor')))
      .nothing();
    // The first answer told again is no answer to the challenge.
    given(...back)
      .when(record(wantsAction, { now }))
      .nothing();
  });

  it('belongs to a challenge that has ended', () =>
    given(...back.slice(0, -1))
      .when(after(decline('authentication_failed')))
      .nothing());
});
