// What comes of the cards that are in no trouble: approvals, every row of the decline table, challenges that end. Three processors, two tiers.
import { call } from '../merchant';
import type { Sale, Scene } from './scene';
import type { Told } from './told';
import { failed, paid } from './trouble';

const ROLES = ['alpha', 'beta', 'gamma'] as const;
type Role = (typeof ROLES)[number];

const paidAt = (role: Role, refusals: readonly Role[] = [], code = 'do_not_honor'): Told => ({
  ...paid,
  asked: [...refusals.map((one) => `0 ${one} failed ${code}`), `0 ${role} succeeded`],
  charges: [...refusals.map((one) => `0 ${one} failed`), `0 ${role} succeeded`],
  ledger: [`${role} captured 2000`],
});

/** Whoever is asked declines with this code. */
const declined = (code: string, places: readonly string[], reason = 'declined'): Told => ({
  ...failed,
  attempts: [`failed ${reason}: ${code}`],
  asked: places.map((place) => `${place} failed ${code}`),
  charges: places.map((place) => `${place} failed`),
});
const everywhere = [0, 1].flatMap((tier) => ROLES.map((role) => `${tier} ${role}`));
const stops = (code: string, reason?: string): Told => declined(code, ['0 alpha'], reason);
const mistyped = (code: string): Told => stops(code, 'wrong-card-data');
/** The next cheaper tier, and there the same issuer says the same. */
const poor = (code: string): Told => declined(code, ['0 alpha', '1 alpha']);
const soft = (code: string): Told => declined(code, everywhere);

/** Put aside at each processor; the first is shown when nobody approved. */
const asked = (...rows: readonly string[]): Pick<Told, 'asked' | 'charges'> => ({
  asked: rows,
  charges: rows.map((row) => row.replace('failed voided', 'canceled').replace(/failed .*/, 'failed')),
});
const voided = (...places: readonly string[]): readonly string[] => places.map((place) => `${place} failed voided`);
const challenge = ['processing', 'requires_action'];

const passed: Told = {
  ...paidAt('alpha'),
  ...asked('0 alpha succeeded', ...voided('0 beta', '0 gamma')),
  path: [...challenge, 'processing', 'succeeded'],
};
const failsChallenge: Told = {
  ...failed,
  attempts: ['failed authentication-failed: authentication_failed'],
  ...asked('0 alpha failed authentication_failed', ...voided('0 beta', '0 gamma')),
  path: [...challenge, 'processing', 'failed'],
};
/** The cheaper tier asks for a challenge of its own. */
const poorAfterChallenge: Told = {
  ...failed,
  attempts: ['failed declined: insufficient_funds'],
  ...asked(
    '0 alpha failed insufficient_funds', ...voided('0 beta', '0 gamma'), '1 alpha failed insufficient_funds', ...voided('1 beta', '1 gamma'),
  ),
  path: [...challenge, ...challenge, 'processing', 'failed'],
}; // prettier-ignore
/** The next processor's challenge is the second; after that only somebody who asks for none could be paid. */
const declinedAfterChallenge: Told = {
  ...failed,
  attempts: ['failed authentication-failed'],
  ...asked('0 alpha failed do_not_honor', '0 beta failed do_not_honor', ...voided('0 gamma', '1 alpha', '1 beta', '1 gamma')),
  path: [...challenge, ...challenge, 'processing', 'failed'],
};

const GROUPS: readonly (readonly [Told, ...names: string[]])[] = [
  [paidAt('alpha'), 'visa', 'visa-debit', 'visa-brazil', 'visa-britain', 'visa-japan', 'mastercard', 'mastercard-2-series', 'mastercard-debit'],
  [paidAt('alpha'), 'mastercard-prepaid', 'amex', 'discover', 'diners', 'diners-14-digits', 'jcb', 'unionpay', '3ds-frictionless'],
  [paidAt('beta', ['alpha']), 'only-at-beta', 'not-at-alpha'],
  [paidAt('gamma', ['alpha', 'beta']), 'only-at-gamma'],
  [stops('lost_card'), 'lost'],
  [stops('stolen_card'), 'stolen'],
  [stops('fraudulent'), 'fraudulent'],
  [stops('account_closed'), 'account-closed'],
  [stops('pickup_card'), 'pick-up'],
  [stops('do_not_honor'), 'do-not-try-again', 'retry-after-a-day'],
  [mistyped('expired_card'), 'expired'],
  [mistyped('incorrect_cvc'), 'incorrect-cvc', 'incorrect-cvc-check'],
  [mistyped('incorrect_number'), 'incorrect-number'],
  [mistyped('incorrect_zip'), 'incorrect-zip'],
  [stops('try_again_later'), 'retry-after'],
  [stops('authentication_required', 'authentication-failed'), 'authentication-required'],
  [poor('insufficient_funds'), 'insufficient'],
  [poor('withdrawal_count_limit_exceeded'), 'over-limit'],
  [soft('do_not_honor'), 'do-not-honor', 'saves-but-declines'],
  [soft('processing_error'), 'processing-error'],
  [soft('card_velocity_exceeded'), 'velocity'],
  [soft('issuer_not_available'), 'issuer-not-available'],
  [failsChallenge, '3ds-fails'],
  [poorAfterChallenge, '3ds-then-insufficient'],
  [declinedAfterChallenge, '3ds-then-declined'],
  [passed, '3ds', '3ds-always', '3ds-required', '3ds-mastercard'],
]; // prettier-ignore

export const PLAIN_CARDS: ReadonlyMap<string, Told> = new Map(
  GROUPS.flatMap(([ends, ...names]) => names.map((name) => [name, ends] as const)),
);

/** One press; the buyer passes every challenge that he is shown. */
export async function paidWith(scene: Scene, card: string): Promise<Sale> {
  const sale = await scene.session();
  await sale.press(card);
  for (;;) {
    const { attempt } = await sale.look();
    if (!attempt?.action) return sale;
    await call(attempt.action.url, 'POST', { body: { result: 'approve' } });
    await sale.buyer.finish(attempt);
  }
}
