import type { Charge } from './checkout-session.state';
import { chargeFailure } from './charge-failure';

const outcome = (changes: Partial<NonNullable<Charge['outcome']>>): Charge['outcome'] => ({
  outcome: 'declined', category: 'soft', code: 'do_not_honor', reference: null, networkTransactionId: null, savedCard: null, threeDs: null, latencyMs: 1, at: 1, ...changes,
}); // prettier-ignore
const resolved = (result: NonNullable<Charge['resolved']>['result'], code: string | null = null): Charge['resolved'] => ({
  result, by: 'inquiry', reference: null, code, savedCard: null, at: 2,
}); // prettier-ignore
const unknown = outcome({ outcome: 'unknown', category: null, code: null });
const challenged = outcome({ outcome: 'requires_action', category: 'requires_action', code: null });

describe('why a charge took no money', () => {
  it.each([
    { what: 'a soft decline', charge: { outcome: outcome({}), resolved: null }, code: 'do_not_honor', message: /another processor may answer otherwise/, isSoft: true },
    { what: 'a hard one', charge: { outcome: outcome({ category: 'hard', code: 'stolen_card' }), resolved: null }, code: 'stolen_card', message: /for good/, isSoft: false },
    { what: 'nobody reached', charge: { outcome: outcome({ outcome: 'not_sent', category: 'not_sent', code: null }), resolved: null }, code: null, message: /not reached/, isSoft: null },
    { what: 'no try left', charge: { outcome: outcome({ outcome: 'not_sent', category: 'scheme_limit', code: null }), resolved: null }, code: null, message: /its scheme allows/, isSoft: null },
    { what: 'a challenge put aside and closed', charge: { outcome: challenged, resolved: resolved('voided') }, code: null, message: /was closed: nothing was charged/, isSoft: null },
    { what: 'found not to be charged', charge: { outcome: unknown, resolved: resolved('not_charged') }, code: null, message: /found that nothing was charged/, isSoft: null },
    { what: 'found to be declined softly', charge: { outcome: unknown, resolved: resolved('declined', 'do_not_honor') }, code: 'do_not_honor', message: /another processor/, isSoft: true },
    { what: 'found to be declined for good', charge: { outcome: unknown, resolved: resolved('declined', 'lost_card') }, code: 'lost_card', message: /for good/, isSoft: false },
    { what: 'found to be declined, without a code', charge: { outcome: unknown, resolved: resolved('declined') }, code: null, message: /found that it was declined/, isSoft: null },
    { what: 'a challenge that was failed', charge: { outcome: challenged, resolved: resolved('declined', 'authentication_failed') }, code: 'authentication_failed', message: /could not confirm/, isSoft: false },
  ])('$what is told in words', ({ charge, code, message, isSoft }) => {
    expect(chargeFailure(charge)).toEqual({ code, message: expect.stringMatching(message), isSoft });
  }); // prettier-ignore
});
