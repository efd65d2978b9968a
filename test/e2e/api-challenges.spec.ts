// 3-D Secure over the whole API: who is shown a challenge and when, and what comes of each way in which it can end.
import { afterAll, beforeAll } from '@jest/globals';
import type { AttemptAnswer } from '@tillstream/checkout';
import { SessionTimer } from '@tillstream/checkout';
import { priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite, problemOf } from '../support/api-suite';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { eventually } from '../support/eventually';
import { call } from '../support/merchant';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const CARDS = {
  challenged: '4000002760003184',
  thenPoor: '4000008260003178',
  thenDeclined: '4000008400001629',
  fails: '4000009912000018',
  never: '4000009912000026',
  late: '4000009912000034',
} as const;
const MINUTE = 60_000;

const suite = apiSuite();
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  for (const name of ['alpha', 'beta'])
    await processorOf(suite().tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` } });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await configure('alpha', { always: null, outage: 'none', lost_answers_on: [], late_challenge_ms: 11 * MINUTE });
  await configure('beta', { always: null, outage: 'none' });
});

const client = () => suite().tenant.client;
const at = (path: string) => `${suite().tenant.base}${path}`;
const read = async ({ id }: SessionBody) => (await client().get(at(`/checkout-sessions/${id}`))).body;
const configure = (name: string, body: object) => call(`${sandbox.url}/_control/processors/${name}`, 'PUT', { body });
const buyerOf = (session: SessionBody) => new InMemoryBuyer(suite().api, session);
const sessionFor = async (mode: 'first_3ds_wins' | 'prefer_non_3ds', more: object = {}) =>
  sessionWith(suite().tenant, {
    line_items: [{ price_id: await priceOf(suite().tenant) }],
    card_checkout_settings: { three_ds_mode: mode },
    ...more,
  });
/** What the buyer presses on the bank's page. */
const atBank = (url: string | undefined, result: 'approve' | 'fail') => call(url ?? '', 'POST', { body: { result } });

const ring = ({ id }: SessionBody, laterMs = 0) => {
  const { app, ports } = suite().api;
  return app
    .get(SessionTimer, { strict: false })
    .ring({ stream: `checkoutSession-${id.slice(-20)}`, now: ports.clock.now() + 1 + laterMs });
};

interface LedgerEntry {
  readonly kind: string;
  readonly processor: string;
  readonly merchant_reference: string;
  readonly amount_atom: number;
}
/** What the processors took for this attempt, whatever anybody was told of it. */
async function captured(attemptId: string): Promise<readonly string[]> {
  const intent = attemptId.replace(/^ca_/, 'pi_');
  const charges = await client().get<{ items: { id: string }[] }>(at(`/payments/payment_attempts/by_intent/${intent}`));
  const taken = await Promise.all(
    charges.body.items.map(async ({ id }) => {
      const ledger = await call<{ entries: LedgerEntry[] }>(`${sandbox.url}/_control/ledger?merchant_reference=${id}`, 'GET', {});
      return ledger.body.entries
        .filter(({ kind }) => kind === 'captured')
        .map(({ processor, amount_atom }) => `${processor} ${amount_atom}`);
    }),
  );
  return taken.flat();
}
const rowsOf = async ({ attempt }: AttemptAnswer) => {
  const { body } = await client().get<{
    processor_attempts: { processor_name: string; charge_status: string; charge_error_message: string | null }[];
  }>(at(`/checkout-attempts/${attempt.id}/details`));
  return body.processor_attempts.map(
    ({ processor_name: name, charge_status: status, charge_error_message: error }) => `${name} ${status} ${error}`,
  );
};
const statesOf = async ({ attempt }: AttemptAnswer) => {
  const { body } = await client().get<{ transitions: { to_state: string }[] }>(at(`/checkout-attempts/${attempt.id}/state-transitions`));
  return body.transitions.map(({ to_state }) => to_state);
};

async function challenged(card: string, mode: 'first_3ds_wins' | 'prefer_non_3ds' = 'first_3ds_wins', more: object = {}) {
  const session = await sessionFor(mode, more);
  const buyer = buyerOf(session);
  const { body } = await buyer.press({ card, email: 'ada@example.com' });
  expect(body.attempt).toMatchObject({ state: 'requires_action', action: { type: 'challenge', number: 1 } });
  return { session, buyer, asked: body, attempt: body.attempt, url: body.attempt.action?.url };
}

describe('the first challenge in mode first_3ds_wins', () => {
  it('is shown at once, everywhere by its name, and leads back to the page', async () => {
    const { session, asked, attempt, url } = await challenged(CARDS.challenged);
    const back = new URL(url ?? '').searchParams.get('return_url');
    expect(back).toBe(`http://pay.test/checkout/${session.secure_token}/challenge/${attempt.id}/return`);
    expect(asked.session).toMatchObject({ payment_state: 'requires_action', three_ds: 'first_3ds_wins' });
    const shown = await read(session);
    expect(shown).toMatchObject({ payment_state: 'requires_action', state: 'open' });
    expect(JSON.stringify(shown)).not.toContain('/challenge/');
    expect(await rowsOf(asked)).toEqual(['alpha requires_action null', 'beta not_attempted null']);
    const intent = await client().get(at(`/payments/intents/${attempt.id.replace(/^ca_/, 'pi_')}`));
    expect(intent.body).toMatchObject({ status: 'requires_action' });
    expect(await captured(attempt.id)).toEqual([]);
  });

  it('stands in no message, no history and no list of the merchant', async () => {
    const { session, attempt } = await challenged(CARDS.challenged);
    const texts = await Promise.all(
      [`/checkout-sessions/${session.id}/history`, `/events/?aggregate_id=${session.id}`, `/checkout-attempts/${attempt.id}`].map(
        async (path) => JSON.stringify((await client().get(at(path))).body),
      ),
    );
    for (const text of texts) expect(text).not.toContain('/challenge/cha_');
    const stored = await suite().api.ports.eventStore.read(`checkoutSession-${session.id.slice(-20)}`);
    expect(JSON.stringify(stored.map(({ data }) => data))).not.toContain('cha_');
  });

  it('completes the session when the buyer passes it, with one charge and the proof of who he is', async () => {
    const { session, buyer, asked, attempt, url } = await challenged(CARDS.challenged);
    await atBank(url, 'approve');
    const { body } = await buyer.finish(attempt);
    expect(body).toMatchObject({ attempt: { state: 'succeeded', action: null }, session: { state: 'success', payment_state: 'paid' } });
    expect(await captured(attempt.id)).toEqual(['alpha 2000']);
    expect(await statesOf(asked)).toEqual(['processing', 'requires_action', 'processing', 'succeeded']);
    expect(await read(session)).toMatchObject({ state: 'success' });
    const intent = attempt.id.replace(/^ca_/, 'pi_');
    const charges = await client().get<{ items: object[] }>(at(`/payments/payment_attempts/by_intent/${intent}`));
    expect(charges.body.items).toMatchObject([
      { status: 'succeeded', processor_metadata: { three_ds: { version: '2.2.0', eci: '05', liability_shifted: true } } },
    ]);
  });

  it('fails for good when he fails it, and is tried nowhere else', async () => {
    const { buyer, asked, attempt, url } = await challenged(CARDS.challenged);
    await atBank(url, 'fail');
    const { body } = await buyer.finish(attempt);
    expect(body.attempt).toMatchObject({ state: 'failed', message_id: 'authentication-failed' });
    expect(await rowsOf(asked)).toEqual(['alpha failed authentication_failed', 'beta not_attempted null']);
    expect(await captured(attempt.id)).toEqual([]);
  });

  it('goes on by the decline table when the bank knew him and refused all the same', async () => {
    const { buyer, asked, attempt, url } = await challenged(CARDS.thenDeclined);
    await atBank(url, 'approve');
    const second = await buyer.finish(attempt);
    expect(second.body.attempt).toMatchObject({ state: 'requires_action', action: { number: 2 } });
    expect(second.body.attempt.action?.url).not.toBe(url);
    // The page repeats what it has said of the first one: nothing happens to the second.
    expect((await buyer.finish(attempt)).body.attempt).toEqual(second.body.attempt);
    await atBank(second.body.attempt.action?.url, 'approve');
    const { body } = await buyer.finish(second.body.attempt);
    expect(body.attempt).toMatchObject({ state: 'failed', message_id: 'card-declined' });
    expect(await rowsOf(asked)).toEqual(['alpha failed do_not_honor', 'beta failed do_not_honor']);
    expect(await captured(attempt.id)).toEqual([]);
  });

  it('asks nobody else for money that is not there', async () => {
    const { buyer, attempt, url } = await challenged(CARDS.thenPoor);
    await atBank(url, 'approve');
    expect((await buyer.finish(attempt)).body.attempt).toMatchObject({ state: 'failed', message_id: 'insufficient-funds' });
  });
});

describe('a challenge in mode prefer_non_3ds', () => {
  it('is put aside where another one is shown, and closed once the money is taken', async () => {
    const session = await sessionFor('prefer_non_3ds');
    const { body } = await buyerOf(session).press({ card: CARDS.challenged, email: 'ada@example.com' });
    // Both ask for one: the first that was put aside is shown.
    expect(await rowsOf(body)).toEqual(['alpha requires_action null', 'beta requires_action null']);
    await atBank(body.attempt.action?.url, 'approve');
    expect((await buyerOf(session).finish(body.attempt)).body.session.state).toBe('success');
    expect(await captured(body.attempt.id)).toEqual(['alpha 2000']);
    await ring(session);
    expect(await rowsOf(body)).toEqual(['alpha succeeded null', 'beta failed voided']);
    expect(await ring(session)).toEqual({});
  });

  it('is shown when the others of the tier decline', async () => {
    await configure('beta', { always: 'do_not_honor' });
    const { asked, buyer, attempt, url } = await challenged(CARDS.challenged, 'prefer_non_3ds');
    expect(await rowsOf(asked)).toEqual(['alpha requires_action null', 'beta failed do_not_honor']);
    await atBank(url, 'approve');
    expect((await buyer.finish(attempt)).body.session.state).toBe('success');
    expect(await captured(attempt.id)).toEqual(['alpha 2000']);
  });

  it('is followed by a charge of its own, though another one was asked for while it was put aside', async () => {
    await configure('beta', { outage: 'refuse' });
    const cheaper = { line_items: [{ price_id: await priceOf(suite().tenant, { unit_amount_atom: 1_500 }) }] };
    const session = await sessionFor('prefer_non_3ds', { cascade_line_items: [cheaper] });
    const buyer = buyerOf(session);
    const { attempt } = (await buyer.press({ card: CARDS.thenPoor, email: 'ada@example.com', acceptedTiers: [0, 1] })).body;
    await atBank(attempt.action?.url, 'approve');
    await buyer.finish(attempt);
    const intent = attempt.id.replace(/^ca_/, 'pi_');
    const { body } = await client().get<{ items: { id: string; amount_atom: number }[] }>(
      at(`/payments/payment_attempts/by_intent/${intent}`),
    );
    expect(body.items.slice(0, 3).map(({ amount_atom }) => amount_atom)).toEqual([2_000, 2_000, 1_500]);
    expect(new Set(body.items.map(({ id }) => id)).size).toBe(body.items.length);
  });
});

describe('a challenge that does not end well', () => {
  it('is closed at once when the buyer leaves it, and he may try again', async () => {
    const { session, buyer, asked, attempt, url } = await challenged(CARDS.challenged);
    const { body } = await buyer.finish(attempt, 'abandoned');
    expect(body.attempt).toMatchObject({ state: 'failed', message_id: 'challenge-abandoned' });
    expect(await statesOf(asked)).toEqual(['processing', 'requires_action', 'unresolved', 'processing', 'failed']);
    expect((await atBank(url, 'approve')).status).toBe(409); // closed: nothing can come of it
    expect(await captured(attempt.id)).toEqual([]);
    const again = await buyer.press({ number: 2, card: '4242424242424242', email: 'ada@example.com' });
    expect(again.body.session.state).toBe('success');
    expect(await read(session)).toMatchObject({ payment_state: 'paid' });
  });

  it('is closed when the buyer comes back without having answered', async () => {
    const { buyer, attempt } = await challenged(CARDS.never);
    expect((await buyer.finish(attempt)).body.attempt).toMatchObject({ state: 'failed', message_id: 'challenge-abandoned' });
  });

  it('is over after ten minutes, by the timer of the session', async () => {
    const { session, buyer, attempt } = await challenged(CARDS.never);
    expect(await ring(session, 9 * MINUTE)).toMatchObject({ runAgainAt: expect.any(Number) as number });
    await ring(session, 10 * MINUTE);
    expect((await buyer.look()).attempt).toMatchObject({ state: 'unresolved', action: null });
    await ring(session, 10 * MINUTE);
    expect((await buyer.look()).attempt).toMatchObject({ state: 'failed', message_id: 'challenge-abandoned' });
    expect(await captured(attempt.id)).toEqual([]);
  });

  it('that the bank approves by itself, late, is a success when closing finds it', async () => {
    await configure('alpha', { late_challenge_ms: 1 });
    const { session, buyer, attempt, url } = await challenged(CARDS.late);
    await atBank(url, 'approve');
    await eventually(async () => (await captured(attempt.id)).length === 1, { timeoutMs: 5_000, describe: 'the bank has taken the money' });
    await ring(session, 10 * MINUTE);
    await ring(session, 10 * MINUTE);
    expect(await buyer.look()).toMatchObject({ state: 'success', payment_state: 'paid' });
    expect(await captured(attempt.id)).toEqual(['alpha 2000']);
  });

  it('stays unresolved, with nothing asked elsewhere, while nobody can close it', async () => {
    const { session, buyer, attempt } = await challenged(CARDS.challenged);
    await configure('alpha', { outage: 'error' });
    const left = await buyer.finish(attempt, 'abandoned');
    expect(left.body).toMatchObject({ attempt: { state: 'unresolved' }, session: { payment_state: 'unresolved' } });
    expect(problemOf(await buyer.press({ number: 2, card: '4242424242424242', email: 'ada@example.com' }))).toBe('409 payment-in-progress');
    await configure('alpha', { outage: 'none' });
    await ring(session, MINUTE);
    expect((await buyer.look()).attempt).toMatchObject({ state: 'failed', message_id: 'challenge-abandoned' });
  });

  it('whose confirmation is charged and never answered is unknown, and found by asking', async () => {
    const { session, buyer, attempt, url } = await challenged(CARDS.challenged);
    await atBank(url, 'approve');
    await configure('alpha', { lost_answers_on: ['confirm'] });
    await buyer.finish(attempt);
    await configure('alpha', { lost_answers_on: [] });
    await ring(session, MINUTE);
    expect(await buyer.look()).toMatchObject({ state: 'success', payment_state: 'paid' });
    expect(await captured(attempt.id)).toEqual(['alpha 2000']);
  });
});

describe('while a challenge runs', () => {
  it('its merchant may ask for the end of the session, which comes after it', async () => {
    const { session, buyer, attempt, url } = await challenged(CARDS.challenged);
    const closing = await client().post(at(`/checkout-sessions/${session.id}/expire`), {});
    expect(closing.body).toMatchObject({ state: 'open', payment_state: 'requires_action' });
    await atBank(url, 'approve');
    expect((await buyer.finish(attempt)).body.session.state).toBe('success');

    const other = await challenged(CARDS.challenged);
    await client().post(at(`/checkout-sessions/${other.session.id}/expire`), {});
    expect((await other.buyer.finish(other.attempt, 'abandoned')).body.session.state).toBe('expired');
  });

  it('a double end is one', async () => {
    const { buyer, attempt, url } = await challenged(CARDS.challenged);
    await atBank(url, 'approve');
    const both = await Promise.all([buyer.finish(attempt), buyer.finish(attempt), buyer.finish(attempt, 'abandoned')]);
    expect(both.map(({ status }) => status).filter((status) => status !== 200 && status !== 202)).toEqual([]);
    expect(await buyer.look()).toMatchObject({ state: 'success' });
    expect(await captured(attempt.id)).toEqual(['alpha 2000']);
  });

  it('nobody finishes it who does not know its attempt', async () => {
    const { buyer, attempt } = await challenged(CARDS.challenged);
    const other = await challenged(CARDS.challenged);
    expect(problemOf(await buyer.finish(other.attempt))).toBe('404 attempt-not-found');
    expect(problemOf(await buyer.finish({ ...attempt, id: 'ca_dev_00000000000000000000' }))).toBe('404 attempt-not-found');
  });
});

describe('a challenge where a card is only saved', () => {
  const setUp = async (mode: 'first_3ds_wins' | 'prefer_non_3ds', card: string = CARDS.challenged) => {
    const session = await sessionWith(suite().tenant, { mode: 'setup', card_checkout_settings: { three_ds_mode: mode } });
    const buyer = buyerOf(session);
    const { body } = await buyer.press({ card, email: 'ada@example.com' });
    return { session, buyer, attempt: body.attempt, url: body.attempt.action?.url };
  };
  const setupRows = async (id: string) => {
    const { body } = await client().get<{ processor_attempts: { processor_name: string; setup_status: string }[] }>(
      at(`/checkout-attempts/${id}/details`),
    );
    return body.processor_attempts.map(({ processor_name: name, setup_status: status }) => `${name} ${status}`);
  };

  it('is shown at once, and saves the card when the buyer passes it; elsewhere it is recorded and not shown', async () => {
    const { buyer, attempt, url } = await setUp('first_3ds_wins');
    expect(attempt).toMatchObject({ state: 'requires_action', action: { number: 1 } });
    expect(await setupRows(attempt.id)).toEqual(['beta not_attempted', 'alpha requires_action']);
    await atBank(url, 'approve');
    const { body } = await buyer.finish(attempt);
    expect(body).toMatchObject({ attempt: { state: 'succeeded', action: null }, session: { state: 'success' } });
    const isTold = async () => (await setupRows(attempt.id)).includes('beta requires_action');
    await eventually(isTold, { timeoutMs: 5_000, describe: 'the card was offered to beta' });
    expect(await setupRows(attempt.id)).toEqual(['alpha succeeded', 'beta requires_action']);
    expect((await buyer.look()).attempt).toMatchObject({ state: 'succeeded', action: null });
  });

  it('is put aside in mode prefer_non_3ds, and the first one shown where nobody saves the card without', async () => {
    const { buyer, attempt, url } = await setUp('prefer_non_3ds');
    expect(await setupRows(attempt.id)).toEqual(['alpha requires_action', 'beta requires_action']);
    await atBank(url, 'approve');
    expect((await buyer.finish(attempt)).body.session.state).toBe('success');
    expect(await setupRows(attempt.id)).toEqual(['beta requires_action', 'alpha succeeded']);
  });

  it('fails when the buyer fails it, leaves it, comes back without an answer, or takes too long', async () => {
    const failing = await setUp('first_3ds_wins');
    await atBank(failing.url, 'fail');
    expect((await failing.buyer.finish(failing.attempt)).body.attempt).toMatchObject({
      state: 'failed',
      message_id: 'authentication-failed',
    });

    const left = { state: 'failed', message_id: 'challenge-abandoned' };
    const leaving = await setUp('first_3ds_wins');
    expect((await leaving.buyer.finish(leaving.attempt, 'abandoned')).body.attempt).toMatchObject(left);
    const silent = await setUp('first_3ds_wins', CARDS.never);
    expect((await silent.buyer.finish(silent.attempt)).body.attempt).toMatchObject(left);
    const slow = await setUp('first_3ds_wins');
    await ring(slow.session, 10 * MINUTE);
    expect((await slow.buyer.look()).attempt).toMatchObject(left);
  });
});
