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

interface Decline {
  readonly code: string;
  /** What the page says of it. */
  readonly says: string;
  /** Who is asked, one after the other, and declines so. */
  readonly places?: readonly string[];
  /** For the merchant. */
  readonly reason?: string;
}

const declined = ({ code, says, places = ['0 alpha'], reason = 'declined' }: Decline): Told => ({
  ...failed,
  page: [`failure.${says}`],
  attempts: [`failed ${reason}: ${code}`],
  asked: places.map((place) => `${place} failed ${code}`),
  charges: places.map((place) => `${place} failed`),
});
const everywhere = [0, 1].flatMap((tier) => ROLES.map((role) => `${tier} ${role}`));
const hard = (code: string): Told => declined({ code, says: 'card-refused-for-good' });
const mistyped = (code: string, says: string): Told => declined({ code, says, reason: 'wrong-card-data' });
const waits = (code: string): Told => declined({ code, says: 'try-later' });
/** The next cheaper tier, and there the same issuer says the same. */
const poor = (code: string): Told => declined({ code, says: 'insufficient-funds', places: ['0 alpha', '1 alpha'] });
const soft = (code: string): Told => declined({ code, says: 'card-declined', places: everywhere });

const unconfirmed = declined({ code: 'authentication_required', says: 'authentication-failed', reason: 'authentication-failed' });

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
  page: ['failure.authentication-failed'],
  attempts: ['failed authentication-failed: authentication_failed'],
  ...asked('0 alpha failed authentication_failed', ...voided('0 beta', '0 gamma')),
  path: [...challenge, 'processing', 'failed'],
};
/** The cheaper tier asks for a challenge of its own. */
const poorAfterChallenge: Told = {
  ...failed,
  page: ['failure.insufficient-funds'],
  attempts: ['failed declined: insufficient_funds'],
  ...asked(
    '0 alpha failed insufficient_funds', ...voided('0 beta', '0 gamma'), '1 alpha failed insufficient_funds', ...voided('1 beta', '1 gamma'),
  ),
  path: [...challenge, ...challenge, 'processing', 'failed'],
}; // prettier-ignore
/** The next processor's challenge is the second; after that only somebody who asks for none could be paid. */
const declinedAfterChallenge: Told = {
  ...failed,
  page: ['failure.card-declined'],
  attempts: ['failed declined: do_not_honor'],
  ...asked('0 alpha failed do_not_honor', '0 beta failed do_not_honor', ...voided('0 gamma', '1 alpha', '1 beta', '1 gamma')),
  path: [...challenge, ...challenge, 'processing', 'failed'],
};

const GROUPS: readonly (readonly [Told, ...names: string[]])[] = [
  [paidAt('alpha'), 'visa', 'visa-debit', 'visa-brazil', 'visa-britain', 'visa-japan', 'mastercard', 'mastercard-2-series', 'mastercard-debit'],
  [paidAt('alpha'), 'mastercard-prepaid', 'amex', 'discover', 'diners', 'diners-14-digits', 'jcb', 'unionpay', '3ds-frictionless'],
  [paidAt('beta', ['alpha']), 'only-at-beta', 'not-at-alpha'],
  [paidAt('gamma', ['alpha', 'beta']), 'only-at-gamma'],
  [hard('lost_card'), 'lost'],
  [hard('stolen_card'), 'stolen'],
  [hard('fraudulent'), 'fraudulent'],
  [hard('account_closed'), 'account-closed'],
  [hard('pickup_card'), 'pick-up'],
  [hard('do_not_honor'), 'do-not-try-again'],
  [waits('do_not_honor'), 'retry-after-a-day'],
  [mistyped('expired_card', 'card-expired'), 'expired'],
  [mistyped('incorrect_cvc', 'security-code-wrong'), 'incorrect-cvc', 'incorrect-cvc-check'],
  [mistyped('incorrect_number', 'card-number-wrong'), 'incorrect-number'],
  [mistyped('incorrect_zip', 'postal-code-wrong'), 'incorrect-zip'],
  [waits('try_again_later'), 'retry-after'],
  [unconfirmed, 'authentication-required'],
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
