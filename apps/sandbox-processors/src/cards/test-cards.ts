// The one table of test cards. The numbers that people know behave as they know them; those that begin with 40000099 are our
// own: the next two digits are the group. A row may be added; a name is never used for something else (journals hold it).
import type { DeclineCode } from './decline-codes';
import type { Approves, Challenges, Declines, TestCard, Trouble } from './test-card';

type Extras = Partial<Omit<TestCard, 'name' | 'number' | 'note' | 'behaviour'>>;

const approved: Approves = { does: 'approves' };
const declined = (code: DeclineCode): Declines => ({ does: 'declines', code });
const challenged = (more: Partial<Challenges> = {}): Challenges => ({ does: 'challenges', ends: 'as_pressed', then: 'approved', ...more });
const before = (what: Trouble['what']): Extras => ({ trouble: { when: 'before', what } });
const after = (what: Trouble['what']): Extras => ({ trouble: { when: 'after', what } });

type Row = readonly [name: string, number: string, behaviour: TestCard['behaviour'], note: string, extras?: Extras];

// prettier-ignore
const rows: readonly Row[] = [
  // Cards that simply work, one per brand, funding and a few countries.
  ['visa', '4242424242424242', approved, 'Approved: Visa credit.'],
  ['visa-debit', '4000056655665556', approved, 'Approved: Visa debit.', { funding: 'debit' }],
  ['visa-brazil', '4000000760000002', approved, 'Approved: Visa issued in Brazil.', { country: 'BR' }],
  ['visa-britain', '4000008260000000', approved, 'Approved: Visa issued in Great Britain.', { country: 'GB' }],
  ['visa-japan', '4000003920000003', approved, 'Approved: Visa issued in Japan.', { country: 'JP' }],
  ['mastercard', '5555555555554444', approved, 'Approved: Mastercard credit.', { brand: 'mastercard' }],
  ['mastercard-2-series', '2223003122003222', approved, 'Approved: Mastercard with a number that begins with 2.', { brand: 'mastercard' }],
  ['mastercard-debit', '5200828282828210', approved, 'Approved: Mastercard debit.', { brand: 'mastercard', funding: 'debit' }],
  ['mastercard-prepaid', '5105105105105100', approved, 'Approved: Mastercard prepaid.', { brand: 'mastercard', funding: 'prepaid' }],
  ['amex', '378282246310005', approved, 'Approved: American Express; the security code has four digits.', { brand: 'amex' }],
  ['discover', '6011111111111117', approved, 'Approved: Discover.', { brand: 'discover' }],
  ['diners', '3056930009020004', approved, 'Approved: Diners Club.', { brand: 'diners' }],
  ['diners-14-digits', '36227206271667', approved, 'Approved: Diners Club, 14 digits.', { brand: 'diners' }],
  ['jcb', '3566002020360505', approved, 'Approved: JCB.', { brand: 'jcb' }],
  ['unionpay', '6200000000000005', approved, 'Approved: UnionPay.', { brand: 'unionpay' }],

  // Hard: this card will never work.
  ['lost', '4000000000009987', declined('lost_card'), 'Declined: reported lost.'],
  ['stolen', '4000000000009979', declined('stolen_card'), 'Declined: reported stolen.'],
  ['fraudulent', '4100000000000019', declined('fraudulent'), 'Declined: looks fraudulent.'],
  ['account-closed', '4000009901000011', declined('account_closed'), 'Declined: account closed.'],
  ['pick-up', '4000009901000029', declined('pickup_card'), 'Declined: keep the card.'],
  ['do-not-try-again', '4000009901000037', { ...declined('do_not_honor'), advice: 'do_not_try_again' }, 'Declined without a reason, with the advice never to retry, which makes it hard.'],

  // Data: something was typed wrongly.
  ['expired', '4000000000000069', declined('expired_card'), 'Declined: expired, whatever date is given.'],
  ['incorrect-cvc', '4000000000000127', declined('incorrect_cvc'), 'Declined: wrong security code, whatever is given.'],
  ['incorrect-cvc-check', '4000000000000101', declined('incorrect_cvc'), 'Declined: wrong security code, whatever is given.'],
  ['incorrect-number', '4000009902000010', declined('incorrect_number'), 'Declined: no such number (as is every number that is not in this table).'],
  ['incorrect-zip', '4000009902000028', declined('incorrect_zip'), 'Declined: wrong postal code.'],

  // Insufficient: perhaps a cheaper tier.
  ['insufficient', '4000000000009995', declined('insufficient_funds'), 'Declined: not enough money.'],
  ['over-limit', '4000009903000019', declined('withdrawal_count_limit_exceeded'), 'Declined: over the limit of the card.'],

  // Soft: perhaps another processor.
  ['do-not-honor', '4000000000000002', declined('do_not_honor'), 'Declined everywhere without a reason.'],
  ['processing-error', '4000000000000119', declined('processing_error'), 'Declined: processing error.'],
  ['velocity', '4000000000006975', declined('card_velocity_exceeded'), 'Declined: tried too often here.'],
  ['issuer-not-available', '4000009904000018', declined('issuer_not_available'), 'Declined: issuer not reached.'],
  ['saves-but-declines', '4000000000000341', { ...declined('do_not_honor'), saves: true }, 'Can be saved; every charge is declined.'],
  ['only-at-beta', '4000009911000019', { ...approved, onlyAt: 'beta' }, 'Approved at the processor "beta", declined softly everywhere else.'],
  ['only-at-gamma', '4000009911000027', { ...approved, onlyAt: 'gamma' }, 'Approved at the processor "gamma", declined softly everywhere else.'],
  ['not-at-alpha', '4000009911000035', { ...approved, exceptAt: 'alpha' }, 'Declined softly at the processor "alpha", approved everywhere else.'],

  // Wait: the issuer names a time.
  ['retry-after', '4000009905000017', declined('try_again_later'), 'Declined with the advice to retry after an hour.'],
  ['retry-after-a-day', '4000009905000025', { ...declined('do_not_honor'), advice: 'retry_after', retryAfterSeconds: 86_400 }, 'Declined without a reason, with the advice to retry after a day.'],

  // Authentication.
  ['3ds', '4000002500003155', challenged({ unlessSaved: true }), '3-D Secure, once; as the buyer presses.'],
  ['3ds-always', '4000002760003184', challenged(), '3-D Secure at every charge; as the buyer presses.'],
  ['3ds-required', '4000000000003220', challenged(), '3-D Secure at every charge; as the buyer presses.'],
  ['3ds-then-insufficient', '4000008260003178', challenged({ then: 'insufficient_funds' }), '3-D Secure succeeds, then declined: not enough money.'],
  ['3ds-then-declined', '4000008400001629', challenged({ then: 'do_not_honor' }), '3-D Secure succeeds, then declined without a reason.'],
  ['3ds-frictionless', '4000000000003055', { ...approved, frictionless: true }, '3-D Secure without a challenge; the liability is shifted.'],
  ['3ds-fails', '4000009912000018', challenged({ ends: 'failed' }), '3-D Secure fails, whatever the buyer presses.'],
  ['3ds-abandoned', '4000009912000026', challenged({ ends: 'never' }), '3-D Secure never ends, whatever the buyer presses.'],
  ['3ds-late', '4000009912000034', challenged({ ends: 'late' }), 'The bank approves only after late_challenge_ms (11 minutes) and captures by itself, unless closed before.'],
  ['3ds-late-at-delta', '4000009912000059', challenged({ ends: 'late', onlyAt: 'delta' }), 'Like 4000009912000034 at the processor "delta"; approved at once everywhere else.'],
  ['3ds-lost-answer', '4000009912000042', challenged(), '3-D Secure; the confirmation after it is charged, then no answer.', after('hang')],
  ['3ds-mastercard', '5200009912000013', challenged(), '3-D Secure at every charge; as the buyer presses.', { brand: 'mastercard' }],
  ['authentication-required', '4000009906000016', declined('authentication_required'), 'Declined: an authentication is demanded and no challenge offered.'],

  // Configuration: the merchant has something to set right.
  ['merchant-not-enabled', '4000009908000014', declined('merchant_not_enabled'), 'Declined: the merchant may not take this brand.'],
  ['currency-not-enabled', '4000009908000022', declined('currency_not_enabled'), 'Declined: currency not enabled.'],

  // Not processed, and said so.
  ['rate-limited', '4000009907000015', approved, '429, not charged.', before('rate_limited')],
  ['not-processed', '4000009907000023', approved, '503 declared not processed, not charged.', before('not_processed')],

  // Troubles whose outcome the caller cannot know.
  ['slow', '4000009910000010', approved, 'Approved after slow_ms (3 s).', { slow: true }],
  ['slow-decline', '4000009910000093', declined('do_not_honor'), 'Declined without a reason after slow_ms (3 s).', { slow: true }],
  ['hang-before', '4000009910000028', approved, 'No answer, not charged: held for hang_ms (60 s), then dropped.', before('hang')],
  ['hang-after', '4000009910000036', approved, 'Charged, no answer: held for hang_ms (60 s), then dropped.', after('hang')],
  ['drop-before', '4000009910000044', approved, 'Connection dropped, not charged.', before('drop')],
  ['drop-after', '4000009910000051', approved, 'Charged, connection dropped.', after('drop')],
  ['error-before', '4000009910000069', approved, '500, not charged.', before('error')],
  ['error-after', '4000009910000077', approved, '500, charged.', after('error')],
  ['garbage-after', '4000009910000085', approved, 'Charged, the answer is unreadable.', after('garbage')],

  // Notices and refunds.
  ['late-notice', '4000009913000017', approved, 'Approved; the notice comes after notice_delay_ms (30 s).', { notices: 'late' }],
  ['duplicate-notice', '4000009913000025', approved, 'Approved; the notice comes twice.', { notices: 'duplicate' }],
  ['refund-pending', '4000000000007726', approved, 'Approved; refunds are pending, then succeed after refund_settle_ms (2 s).', { refunds: 'pending' }],
  ['refund-fails', '4000000000005126', approved, 'Approved; refunds are pending, then fail after refund_settle_ms (2 s).', { refunds: 'failed' }],
];

const usual = { brand: 'visa', funding: 'credit', country: 'US' } as const;

export const testCards: readonly TestCard[] = rows.map(([name, number, behaviour, note, extras]) => ({
  ...usual,
  ...extras,
  name,
  number,
  behaviour,
  note,
}));

const byNumber = new Map(testCards.map((card) => [card.number, card]));
const byName = new Map(testCards.map((card) => [card.name, card]));

export const cardWithNumber = (number: string): TestCard | undefined => byNumber.get(number);
export const cardNamed = (name: string | null): TestCard | undefined => (name === null ? undefined : byName.get(name));
