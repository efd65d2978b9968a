// Every card of the sandbox's table, through the adapter over real HTTP: what comes of it, what the decline table makes of it, and where an
// attempt would go on. Written out by hand, so that a card that changes its meaning is seen.
import { Keyring } from '@tillstream/event-sourcing';
import {
  type ChargeOutcome,
  ConnectedAdapters,
  CredentialBox,
  declineCategory,
  NEXT_STEP,
  type ProcessorAdapter,
} from '@tillstream/payments';
import { testCards } from '../../apps/sandbox-processors/src/cards/test-cards';
import { freePort } from '../support/free-port';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

/** A decline: its code and what follows. An unknown outcome, or one after a challenge that the buyer answers: whether money was taken. */
type Expected = 'approved' | 'not taken, busy' | 'unknown, taken' | 'unknown, not taken' | `declined ${string}` | `challenge, ${string}`;

const EXPECTED: readonly (readonly [Expected, ...names: string[]])[] = [
  ['approved', 'visa', 'visa-debit', 'visa-brazil', 'visa-britain', 'visa-japan', 'mastercard', 'mastercard-2-series', 'mastercard-debit'],
  ['approved', 'mastercard-prepaid', 'amex', 'discover', 'diners', 'diners-14-digits', 'jcb', 'unionpay'],
  ['approved', '3ds-frictionless', 'slow', 'late-notice', 'duplicate-notice', 'refund-pending', 'refund-fails', '3ds-late-at-delta'],
  ['declined lost_card, hard: stop', 'lost'],
  ['declined stolen_card, hard: stop', 'stolen'],
  ['declined fraudulent, hard: stop', 'fraudulent'],
  ['declined account_closed, hard: stop', 'account-closed'],
  ['declined pickup_card, hard: stop', 'pick-up'],
  ['declined do_not_honor, hard: stop', 'do-not-try-again'],
  ['declined expired_card, data: stop', 'expired'],
  ['declined incorrect_cvc, data: stop', 'incorrect-cvc', 'incorrect-cvc-check'],
  ['declined incorrect_number, data: stop', 'incorrect-number'],
  ['declined incorrect_zip, data: stop', 'incorrect-zip'],
  ['declined insufficient_funds, insufficient: next-cheaper-tier', 'insufficient'],
  ['declined withdrawal_count_limit_exceeded, insufficient: next-cheaper-tier', 'over-limit'],
  ['declined do_not_honor, soft: next-processor', 'do-not-honor', 'saves-but-declines', 'only-at-beta', 'only-at-gamma', 'not-at-alpha'],
  ['declined do_not_honor, soft: next-processor', 'slow-decline'],
  ['declined processing_error, soft: next-processor', 'processing-error'],
  ['declined card_velocity_exceeded, soft: next-processor', 'velocity'],
  ['declined issuer_not_available, soft: next-processor', 'issuer-not-available'],
  ['declined try_again_later, wait: stop', 'retry-after'],
  ['declined do_not_honor, wait: stop', 'retry-after-a-day'],
  ['declined authentication_required, authentication: challenge', 'authentication-required'],
  ['declined merchant_not_enabled, configuration: next-processor', 'merchant-not-enabled'],
  ['declined currency_not_enabled, configuration: next-processor', 'currency-not-enabled'],
  ['not taken, busy', 'rate-limited', 'not-processed'],
  ['unknown, not taken', 'hang-before', 'drop-before', 'error-before'],
  ['unknown, taken', 'hang-after', 'drop-after', 'error-after', 'garbage-after'],
  ['challenge, approved', '3ds', '3ds-always', '3ds-required', '3ds-mastercard'],
  ['challenge, declined insufficient_funds, insufficient: next-cheaper-tier', '3ds-then-insufficient'],
  ['challenge, declined do_not_honor, soft: next-processor', '3ds-then-declined'],
  ['challenge, declined authentication_failed, authentication: challenge', '3ds-fails'],
  ['challenge, never ends', '3ds-abandoned', '3ds-late'],
  ['challenge, unknown, taken', '3ds-lost-answer'],
];

let sandbox: RunningSandbox;
let adapter: ProcessorAdapter;
const adapterAt = (url: string): ProcessorAdapter => {
  const box = new CredentialBox(new Keyring(Buffer.alloc(32, 1)));
  const credentials = box.close({ url, api_key: 'sandbox_alpha' });
  const fields = { name: 'Alpha', provider: 'sandbox' as const, credentials, currencies: [], minimumAtom: 0, enabled: true };
  return new ConnectedAdapters(box).for({ key: 'alpha', fields });
};
beforeAll(async () => {
  sandbox = await startSandbox();
  adapter = adapterAt(`${sandbox.url}/alpha`);
  await configure({ slow_ms: 50, hang_ms: 50 });
});
afterAll(() => sandbox.close());

async function configure(settings: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${sandbox.url}/_control/processors/alpha`, { method: 'PUT', headers, body: JSON.stringify(settings) });
}

async function isTaken(merchantReference: string): Promise<boolean> {
  const answer = await fetch(`${sandbox.url}/_control/ledger?merchant_reference=${merchantReference}`);
  const { entries } = (await answer.json()) as { readonly entries: readonly { readonly kind: string }[] };
  const captures = entries.filter(({ kind }) => kind === 'captured').length;
  expect(captures).toBeLessThan(2);
  return captures === 1;
}

interface Found {
  readonly merchantReference: string;
  readonly reference: string | null;
  readonly outcome: ChargeOutcome | { readonly kind: 'closed' };
}

let count = 0;
async function charged(number: string, at = adapter): Promise<Found> {
  const merchantReference = `pa_dev_cards_${count++}`;
  const opened = await at.open({
    merchantReference,
    amountAtom: 2_000,
    currency: 'usd',
    description: 'Mug',
    offSessionLater: false,
    requestedAt: Date.now(),
  });
  if (opened.kind !== 'opened') return { merchantReference, reference: null, outcome: opened };
  const card = { number, expMonth: 12, expYear: 2044, cvc: number.length === 15 ? '1234' : '123', name: 'Ada' };
  const confirmation = { reference: opened.reference, card, saveCard: false, returnUrl: 'https://pay.test/return' };
  return { merchantReference, reference: opened.reference, outcome: await at.confirm(confirmation) };
}

/** In the words of the table above. */
async function toldOf({ merchantReference, reference, outcome }: Found): Promise<string> {
  if (outcome.kind === 'requires_action') {
    const challenge = outcome.url.split('?')[0] ?? '';
    const headers = { 'content-type': 'application/json' };
    await fetch(challenge, { method: 'POST', headers, body: JSON.stringify({ result: 'approve' }) });
    const after = await adapter.finishAction({ merchantReference, reference });
    if (after.kind === 'requires_action') return `challenge, ${(await isTaken(merchantReference)) ? 'taken' : 'never ends'}`;
    return `challenge, ${await toldOf({ merchantReference, reference, outcome: after })}`;
  }
  const taken = await isTaken(merchantReference);
  if (outcome.kind === 'unknown') return `unknown, ${taken ? 'taken' : 'not taken'}`;
  expect(taken).toBe(outcome.kind === 'approved');
  return outcome.kind === 'declined' ? declined(outcome) : outcome.kind === 'not_sent' ? `not taken, ${outcome.reason}` : outcome.kind;
}

function declined({ code, advice }: Extract<ChargeOutcome, { kind: 'declined' }>): string {
  const category = declineCategory(code, advice);
  return `declined ${code}, ${category}: ${NEXT_STEP[category]}`;
}

const rows = EXPECTED.flatMap(([expected, ...names]) => names.map((name) => [name, expected] as const));

it('knows what to expect of every card', () => {
  expect(rows.map(([name]) => name).sort()).toEqual(testCards.map(({ name }) => name).sort());
});

it('meets every category and every next step', () => {
  const met = new Set(rows.flatMap(([, expected]) => /declined \w+, (\w+): (.*)$/.exec(expected)?.slice(1) ?? []));
  expect([...met].sort()).toEqual([...new Set([...Object.keys(NEXT_STEP), ...Object.values(NEXT_STEP)])].sort());
});

it.each(rows)('the card "%s": %s', async (name, expected) => {
  const number = testCards.find((card) => card.name === name)?.number ?? '';
  const found = await charged(number);
  expect(await toldOf(found)).toBe(expected);
  // Whoever asks afterwards finds the truth, also where nobody heard it.
  const asked = await adapter.inquire({ merchantReference: found.merchantReference, reference: null });
  if (await isTaken(found.merchantReference)) expect(asked.kind).toBe('approved');
  else expect(asked.kind).not.toBe('approved');
});

describe('troubles of the processor itself', () => {
  const good = '4242424242424242';
  afterEach(() => configure({ outage: 'none', outage_on: ['open', 'confirm', 'inquire', 'close', 'refund', 'save'], rate_limit: null }));

  it('a refused connection is known not to have been sent', async () => {
    const nobody = adapterAt(`http://127.0.0.1:${await freePort()}/alpha`);
    expect(await toldOf(await charged(good, nobody))).toBe('not taken, connection');
  });
  it.each([
    ['refuse', 'not taken, busy'],
    ['error', 'unknown, not taken'],
    ['hang', 'unknown, not taken'],
  ])('an outage that does "%s" to confirmations: %s', async (outage, expected) => {
    await configure({ outage, outage_on: ['confirm'] });
    expect(await toldOf(await charged(good))).toBe(expected);
  });
  it.each(['refuse', 'error', 'hang'])('an outage that does "%s" to everything takes nothing, and is known to', async (outage) => {
    await configure({ outage });
    const { outcome, merchantReference } = await charged(good);
    expect([outcome.kind, await isTaken(merchantReference)]).toEqual(['not_sent', false]);
  });
  it('too many calls are declared not processed', async () => {
    await configure({ rate_limit: { requests: 1, per_ms: 60_000 } });
    expect(await toldOf(await charged(good))).toBe('not taken, busy');
  });
});
