// What only Stripe's adapter can get wrong: every way in which a call fails, told apart by what is known of the money.
import { Keyring } from '@tillstream/event-sourcing';
import { ConnectedAdapters, CredentialBox, type ProcessorAdapter } from '@tillstream/payments';
import { freePort } from '../../support/free-port';
import { StripeStandIn } from '../../support/stripe-stand-in/stand-in';
import { type AdapterUnderTest, cardOf, Hands, returnUrl } from './under-test';

const box = new CredentialBox(new Keyring(Buffer.alloc(32, 1)));
let stripe: StripeStandIn;
let adapter: ProcessorAdapter;

const connected = (credentials: Readonly<Record<string, string>>, currencies: readonly string[] = []): ProcessorAdapter =>
  new ConnectedAdapters(box).for({
    key: 'stripe',
    fields: { name: 'Stripe', provider: 'stripe', credentials: box.close(credentials), currencies, minimumAtom: 0, enabled: true },
  });

beforeAll(async () => {
  stripe = await StripeStandIn.start();
  adapter = connected(stripe.credentials);
});
afterEach(() => stripe.troubles.clear());
afterAll(async () => {
  await stripe.stop();
  expect(stripe.faults).toEqual([]);
});

const GOOD = '4242424242424242';
const hands = new Hands('stripe-troubles', () => ({ adapter }) as AdapterUnderTest);
const CONFIRM = /\/payment_intents\/\w+\/confirm$/;
const CREATE = /\/payment_intents$/;
const calls = (path: RegExp) => stripe.log.filter((line) => path.test(line.split(' ')[1] ?? '')).length;

describe('a confirmation', () => {
  it.each([
    ['drop', 'before'],
    ['drop', 'after'],
    ['half', 'after'],
    ['garbage', 'after'],
    ['error', 'before'],
    ['error', 'after'],
    ['lock', 'before'],
  ] as const)('is unknown after %s %s its effect, and is sent once', async (what, when) => {
    const { merchantReference, reference } = await hands.opened();
    stripe.troubles.plan({ at: CONFIRM, what, when });
    const before = calls(CONFIRM);
    expect(await hands.confirm(reference, GOOD)).toMatchObject({ kind: 'unknown', reference });
    expect(calls(CONFIRM) - before).toBe(1); // the library repeats a closed connection by itself, unless it is kept from it
    stripe.troubles.clear();
    const settled = await adapter.inquire({ merchantReference, reference });
    expect([settled.kind, stripe.captures(merchantReference)]).toEqual(when === 'after' ? ['approved', [2_000]] : ['open', []]);
  });

  it('is known not to have been made where Stripe says so', async () => {
    const { merchantReference, reference } = await hands.opened();
    stripe.troubles.plan({ at: CONFIRM, what: 'rate-limit', when: 'before' });
    expect(await hands.confirm(reference, GOOD)).toMatchObject({ kind: 'not_sent', reason: 'busy' });
    expect(stripe.captures(merchantReference)).toEqual([]);
  });

  it('is unknown while Stripe has not decided, and nothing closes it then', async () => {
    const { merchantReference, reference } = await hands.opened();
    expect(await hands.confirm(reference, '4000009990000088')).toMatchObject({ kind: 'unknown' });
    expect(await adapter.inquire({ merchantReference, reference })).toMatchObject({ kind: 'no-answer' });
    expect(await adapter.close({ merchantReference, reference })).toMatchObject({ kind: 'no-answer' });
  });

  it('whose challenge needs a foreign script is closed, and another processor may be asked', async () => {
    const { merchantReference, reference } = await hands.opened();
    expect(await hands.confirm(reference, '4000009990000070')).toMatchObject({ kind: 'not_sent', reason: 'configuration' });
    expect(await adapter.inquire({ merchantReference, reference })).toEqual({ kind: 'closed' });
  });

  it('whose challenge needs a foreign script is unknown where it could not be closed', async () => {
    const { reference } = await hands.opened();
    stripe.troubles.plan({ at: /\/cancel$/, what: 'drop', when: 'before' });
    expect(await hands.confirm(reference, '4000009990000070')).toMatchObject({ kind: 'unknown' });
  });

  it.each([/\/payment_methods$/, /\/customers$/, /\/payment_intents\/\w+$/])('moves no money when %s fails before it', async (at) => {
    const { merchantReference, reference } = await hands.opened();
    stripe.troubles.plan({ method: 'POST', at, what: 'drop', when: 'after' });
    expect(await hands.confirm(reference, GOOD, true)).toMatchObject({ kind: 'not_sent', reason: 'connection' });
    expect(stripe.captures(merchantReference)).toEqual([]);
  });

  it('asks the issuer once for a card that was declined', async () => {
    const { reference } = await hands.opened();
    for (let time = 0; time < 3; time++) await hands.confirm(reference, '4000000000000002');
    const asked = stripe.events.filter(({ type, body }) => type === 'payment_intent.payment_failed' && body.includes(`"${reference}"`));
    expect(asked).toHaveLength(1);
  });

  it('brings the security code where there is one', async () => {
    for (const [cvc, check] of [
      ['123', 'unchecked'],
      [null, null],
    ] as const) {
      const { reference } = await hands.opened();
      await adapter.confirm({ reference, card: { ...cardOf(GOOD), cvc }, saveCard: false, returnUrl });
      expect([...stripe.world.store.methods.values()].at(-1)?.card.checks.cvc_check).toBe(check);
    }
  });

  it('with a saved card keeps it as it was', async () => {
    const saved = await adapter.save(hands.setup(GOOD));
    const token = { token: (saved.kind === 'approved' && saved.token) || '', networkTransactionId: null };
    const { reference } = await hands.opened();
    expect(await hands.confirm(reference, token)).toMatchObject({ kind: 'approved', token: null });
  });

  it.each([
    ['4000000000000002', 'generic_decline', null],
    ['4000000000009995', 'insufficient_funds', 'try_again_later'],
    ['4000000000009987', 'lost_card', 'do_not_try_again'],
    ['4000000000000069', 'expired_card', null],
    ['4000000000000127', 'incorrect_cvc', null],
    ['4000009990000096', 'do_not_honor', 'retry_after'],
    ['4242424242424241', 'incorrect_number', null],
  ])('of %s is declined with %s and the advice %s', async (number, code, advice) => {
    const { reference } = await hands.opened();
    expect(await hands.confirm(reference, number)).toEqual({ kind: 'declined', reference, code, advice });
  });
});

describe('opening', () => {
  it.each(['drop', 'garbage', 'error', 'half'] as const)(
    'is known to have moved nothing after %s, and finds itself again',
    async (what) => {
      const wanted = hands.charge();
      stripe.troubles.plan({ method: 'POST', at: CREATE, what, when: 'after' });
      expect(await adapter.open(wanted)).toMatchObject({ kind: 'not_sent', reason: 'connection' });
      stripe.troubles.clear();
      const { merchantReference } = wanted;
      expect(await adapter.inquire({ merchantReference, reference: null })).toMatchObject({ kind: 'open' });
      expect(await adapter.open(wanted)).toMatchObject({ kind: 'opened' });
    },
  );

  it('more than half a day late confirms nothing: its place may have been taken, and that be forgotten', async () => {
    const wanted = hands.charge({ requestedAt: Date.now() - 13 * 3_600_000 });
    const charge = { merchantReference: wanted.merchantReference, reference: null };
    expect(await adapter.close(charge)).toEqual({ kind: 'closed' });
    stripe.keys.forget();
    expect(await adapter.open(wanted)).toEqual({ kind: 'closed' });
    expect(await adapter.inquire(charge)).toEqual({ kind: 'closed' });
    expect(await adapter.open(hands.charge({ requestedAt: Date.now() - 11 * 3_600_000 }))).toMatchObject({ kind: 'opened' });
  });

  it('says what the merchant has to mend', async () => {
    const wrongKey = connected({ ...stripe.credentials, secret_key: 'sk_test_somebodyelse' });
    expect(await wrongKey.open(hands.charge())).toMatchObject({ kind: 'not_sent', reason: 'configuration' });
    expect(await adapter.open(hands.charge({ currency: 'xau' }))).toMatchObject({ kind: 'not_sent', reason: 'configuration' });
  });

  it('tells a refused connection from a lost one', async () => {
    const nobody = connected({ ...stripe.credentials, api_base: `http://127.0.0.1:${await freePort()}` });
    expect(await nobody.open(hands.charge())).toMatchObject({ kind: 'not_sent', reason: 'connection' });
    expect(await nobody.confirm({ reference: 'pi_1', card: cardOf(GOOD), saveCard: false, returnUrl })).toMatchObject({
      kind: 'not_sent',
      reason: 'connection',
    });
  });
});

describe('recovery', () => {
  it('finds what is older than the search is behind, and what is younger', async () => {
    const { merchantReference, reference } = await hands.opened();
    const lists = () => calls(CREATE);
    const before = lists();
    stripe.world.searchLagMs = -1_000;
    expect(await adapter.inquire({ merchantReference, reference: null })).toEqual({ kind: 'open', reference });
    expect(lists()).toBe(before);
    stripe.world.searchLagMs = 60_000;
    expect(await adapter.inquire({ merchantReference, reference: null })).toEqual({ kind: 'open', reference });
    expect(lists()).toBe(before + 1);
  });

  it('does not believe what a search remembers of a payment', async () => {
    const { merchantReference, reference } = await hands.opened();
    await hands.confirm(reference, GOOD);
    stripe.world.searchLagMs = -1_000;
    expect(await adapter.inquire({ merchantReference, reference: null })).toMatchObject({ kind: 'approved' });
    stripe.world.searchLagMs = 60_000;
  });

  it('does without a search where there is none, and claims nothing where it cannot look', async () => {
    const { merchantReference, reference } = await hands.opened();
    stripe.troubles.plan({ at: /\/search$/, what: 'drop', when: 'before', times: 1 });
    expect(await adapter.inquire({ merchantReference, reference: null })).toMatchObject({ kind: 'no-answer' });
    stripe.troubles.plan({ method: 'GET', at: CREATE, what: 'error', when: 'before', times: 1 });
    expect(await adapter.close({ merchantReference: 'pa_dev_nobody', reference: null })).toMatchObject({ kind: 'no-answer' });
    expect(await adapter.inquire({ merchantReference, reference: null })).toEqual({ kind: 'open', reference });
  });

  it('looks through page after page of newer payments', async () => {
    const { merchantReference, reference } = await hands.opened();
    for (let count = 0; count < 105; count++) await adapter.open(hands.charge());
    expect(await adapter.inquire({ merchantReference, reference: null })).toEqual({ kind: 'open', reference });
  });

  it('says nothing of a charge whose place could not be taken', async () => {
    const charge = { merchantReference: hands.id('pa'), reference: null };
    stripe.troubles.plan({ method: 'POST', at: CREATE, what: 'error', when: 'before', times: 1 });
    expect(await adapter.close(charge)).toMatchObject({ kind: 'no-answer' });
    stripe.troubles.plan({ method: 'POST', at: /\/cancel$/, what: 'drop', when: 'after', times: 1 });
    expect(await adapter.close(charge)).toMatchObject({ kind: 'no-answer' });
    expect(await adapter.close(charge)).toEqual({ kind: 'closed' });
  });

  it('takes a place in a currency that the account takes, and no notice of it says anything of the charge', async () => {
    const merchantReference = hands.id('pa');
    expect(await connected(stripe.credentials, ['jpy']).close({ merchantReference, reference: null })).toEqual({ kind: 'closed' });
    const about = stripe.events.filter(({ body }) => body.includes(merchantReference));
    expect(about.map(({ type }) => type)).toEqual(['payment_intent.created', 'payment_intent.canceled']);
    expect(about.at(-1)?.body).toContain('"jpy"');
    for (const { headers, body } of about)
      expect(await adapter.readNotice({ headers, body: Buffer.from(body), now: Date.now() })).toMatchObject({ kind: 'ignored' });
  });
});

describe('refunds', () => {
  it('are not made again once Stripe has forgotten their key', async () => {
    const { merchantReference, reference } = await hands.opened();
    await hands.confirm(reference, GOOD);
    const refund = { refundReference: hands.id('re'), merchantReference, reference, amountAtom: 700, currency: 'usd' };
    await adapter.refund(refund);
    stripe.keys.forget();
    expect(await adapter.refund(refund)).toMatchObject({ kind: 'succeeded' });
    expect(stripe.refunds(merchantReference)).toEqual([700]);
  });

  it('have no answer while Stripe has none', async () => {
    const { merchantReference, reference } = await hands.opened();
    await hands.confirm(reference, GOOD);
    const refund = { refundReference: hands.id('re'), merchantReference, reference, amountAtom: 700, currency: 'usd' };
    for (const what of ['error', 'rate-limit', 'garbage'] as const) {
      stripe.troubles.plan({ method: 'POST', at: /\/refunds$/, what, when: 'before', times: 1 });
      expect(await adapter.refund(refund)).toMatchObject({ kind: 'no-answer' });
    }
    expect(await adapter.inquireRefund(refund)).toEqual({ kind: 'never-seen' });
  });
});

describe('notices', () => {
  const read = (type: string, object: object) => {
    const body = JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } });
    const headers = { 'stripe-signature': stripe.world.notices.sign(body) };
    return adapter.readNotice({ headers, body: Buffer.from(body), now: Date.now() });
  };

  it('tell of a dispute by our own name of the payment, and come again where that cannot be asked for', async () => {
    const { merchantReference, reference } = await hands.opened();
    const dispute = { id: 'du_1', object: 'dispute', payment_intent: reference, status: 'needs_response' };
    stripe.troubles.plan({ method: 'GET', at: /\/payment_intents\/\w+$/, what: 'error', when: 'before', times: 1 });
    expect(await read('charge.dispute.created', dispute)).toMatchObject({ kind: 'refused' });
    expect(await read('charge.dispute.created', dispute)).toEqual({
      kind: 'dispute',
      noticeId: 'evt_1',
      merchantReference,
      reference,
      status: 'needs_response',
    });
  });

  it('about what is not ours, or not an end, are verified and passed over', async () => {
    const intent = { id: 'pi_1', object: 'payment_intent', status: 'succeeded', metadata: {}, latest_charge: null };
    expect(await read('payment_intent.succeeded', intent)).toEqual({ kind: 'ignored', type: 'payment_intent.succeeded' });
    expect(await read('refund.updated', { id: 're_1', status: 'pending', metadata: { refund_reference: 're_dev_1' } })).toMatchObject({ kind: 'ignored' });
    expect(await read('customer.created', { id: 'cus_1' })).toEqual({ kind: 'ignored', type: 'customer.created' });
  });

  it('tell of a refund that failed, and why', async () =>
    expect(await read('refund.failed', { id: 're_1', status: 'failed', failure_reason: 'expired_or_canceled_card', metadata: { refund_reference: 're_dev_1' } })).toMatchObject({
      kind: 'refund',
      refundReference: 're_dev_1',
      outcome: { kind: 'failed', code: 'expired_or_canceled_card' },
    }));
}); // prettier-ignore

it('nothing that an adapter says repeats a card number or a key', async () => {
  const said: unknown[] = [];
  const { reference } = await hands.opened();
  for (const number of [GOOD, '4000000000000002', '4242424242424241', '4000009990000039', '4000009990000047'])
    said.push(await hands.confirm(reference, number), await adapter.save(hands.setup(number)));
  said.push(await connected({ ...stripe.credentials, secret_key: 'sk_test_somebodyelse' }).open(hands.charge()));
  const text = JSON.stringify([said, stripe.log]);
  expect(text).not.toMatch(/4242424242424242|4000000000000002|4242424242424241|40000099900000/);
  expect(text).not.toMatch(/sk_test_|whsec_/);
});
