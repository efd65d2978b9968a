// What a buyer and a merchant see of payments whose outcome nobody knew at first: each trouble of the sandbox, over the in-memory API.
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { firstChargeKeyOf, LastTries, ResolveByHandCommand, SessionTimer } from '@tillstream/checkout';
import { causedByTimer, Ids } from '@tillstream/event-sourcing';
import { priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite } from '../support/api-suite';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { call } from '../support/merchant';
import { configure, type RunningSandbox, startSandbox, whileSilent } from '../support/sandbox-in-process';

const TROUBLES = {
  'the connection drops before the charge': { card: '4000009910000044', isCharged: false },
  'the connection drops after the charge': { card: '4000009910000051', isCharged: true },
  'the processor fails before the charge': { card: '4000009910000069', isCharged: false },
  'the processor fails after the charge': { card: '4000009910000077', isCharged: true },
  'the answer is unreadable, after the charge': { card: '4000009910000085', isCharged: true },
} as const;
const [DROPPED, LOST] = ['4000009910000044', '4000009910000051'];

const suite = apiSuite();
let sandbox: RunningSandbox;
let processors: { readonly alpha: string; readonly beta: string };
beforeAll(async () => {
  sandbox = await startSandbox();
  const connect = (name: string) =>
    processorOf(suite().tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` } });
  processors = { alpha: await connect('alpha'), beta: await connect('beta') };
});
beforeEach(() => suite().api.ports.breakers.wipe()); // so many troubles make a processor unhealthy
afterAll(() => sandbox.close());

const clock = () => suite().api.ports.clock;
const idsOfSuite = () => new Ids(suite().api.ports.environment, suite().api.ports.keyring);
const client = () => suite().tenant.client;
const at = (path: string) => `${suite().tenant.base}${path}`;
const sessionToPay = async () => sessionWith(suite().tenant, { line_items: [{ price_id: await priceOf(suite().tenant) }] });
const read = async ({ id }: SessionBody) => (await client().get(at(`/checkout-sessions/${id}`))).body;
const press = (session: SessionBody, card: string, number = 1) =>
  new InMemoryBuyer(suite().api, session).press({ number, card, email: 'ada@example.com' });
const rowsOf = async (attemptId: string) => {
  const details = await client().get<{ processor_attempts: { processor_id: string; charge_status: string }[] }>(
    at(`/checkout-attempts/${attemptId}/details`),
  );
  return details.body.processor_attempts.map((row) => [row.processor_id, row.charge_status]);
};
/** What is kept of a card: the store of short-lived secrets, by the attempt's key. */
const keptOf = (attemptId: string) => suite().api.ports.secrets.get(`card:${attemptId.slice(-20)}`);
const ring = ({ id }: SessionBody) =>
  suite()
    .api.app.get(SessionTimer, { strict: false })
    .ring({ stream: `checkoutSession-${id.slice(-20)}`, now: clock().now() });

interface Ledger {
  readonly totals: { readonly captured_count: number; readonly net_atom: number };
  readonly entries: readonly { readonly processor: string; readonly kind: string; readonly merchant_reference: string }[];
}

async function capturesOf(attemptId: string): Promise<readonly string[]> {
  const charges = await client().get<{ items: { id: string }[] }>(
    at(`/payments/payment_attempts/by_intent/${attemptId.replace(/^ca_/, 'pi_')}`),
  );
  const ids = new Set(charges.body.items.map(({ id }) => id));
  const { body } = await call<Ledger>(`${sandbox.url}/_control/ledger`, 'GET', {});
  return body.entries.filter((one) => one.kind === 'captured' && ids.has(one.merchant_reference)).map(({ processor }) => processor);
}

describe('in one press', () => {
  it.each(Object.entries(TROUBLES))('when %s, the buyer is charged once', async (_what, { card, isCharged }) => {
    const session = await sessionToPay();
    const { body } = await press(session, card);
    expect(await capturesOf(body.attempt.id)).toEqual(isCharged ? ['alpha'] : []);
    // A card that gets into trouble before its charge does so at every processor: nobody was charged, and both were asked.
    expect(body.attempt.state).toBe(isCharged ? 'succeeded' : 'failed');
    const rows = await rowsOf(body.attempt.id);
    expect(rows).toEqual([
      [processors.alpha, isCharged ? 'succeeded' : 'failed'],
      [processors.beta, isCharged ? 'not_attempted' : 'failed'],
    ]);
    expect(await read(session)).toMatchObject(
      isCharged ? { state: 'success', payment_state: 'paid' } : { state: 'open', payment_state: 'none' },
    );
    expect(await keptOf(body.attempt.id)).toBeNull();
  });
});

describe('while nobody can be asked', () => {
  it('everything stops, the page says so, and the card is kept without its security code', async () => {
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, LOST));
    expect(unclear.body.attempt).toMatchObject({ state: 'unresolved' });
    expect(await read(session)).toMatchObject({ state: 'open', payment_state: 'unresolved' });
    expect((await press(session, LOST, 2)).status).toBe(409);
    expect(await keptOf(unclear.body.attempt.id)).toMatch(/^\d+\.[\w-]{100,}$/);
    await ring(session);
    expect(await read(session)).toMatchObject({ state: 'success', payment_state: 'paid' });
    expect(await capturesOf(unclear.body.attempt.id)).toEqual(['alpha']);
    expect(await keptOf(unclear.body.attempt.id)).toBeNull();
  });

  it('what asking came to last is remembered for operators, as long as Redis is', async () => {
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, LOST));
    const lastOf = async () =>
      (
        await suite()
          .api.app.get(LastTries, { strict: false })
          .of([firstChargeKeyOf(idsOfSuite(), unclear.body.attempt.id.slice(-20))])
      )[0];
    const atOnce = await lastOf();
    expect(atOnce).toMatchObject({ said: 'status 500' });
    await clock().advance(120_000);
    await configure(sandbox, 'alpha', { outage: 'refuse', outage_on: ['inquire', 'close'] });
    await ring(session);
    await configure(sandbox, 'alpha', { outage: 'none' });
    expect(await lastOf()).toEqual({ at: clock().now(), said: expect.stringMatching(/./) });
    expect((await lastOf())?.at).toBeGreaterThan(atOnce?.at ?? Infinity);
    suite().api.ports.breakers.wipe();
    expect(await lastOf()).toBeNull();
  });

  it('whoever settles it goes on with the kept card, within the time of the attempt', async () => {
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, DROPPED));
    await ring(session);
    expect(await rowsOf(unclear.body.attempt.id)).toEqual([
      [processors.alpha, 'failed'],
      [processors.beta, 'failed'],
    ]);
    expect(await keptOf(unclear.body.attempt.id)).toBeNull();
  });

  it('and asks for the card again where nobody has it any more', async () => {
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, DROPPED));
    await suite().api.ports.secrets.remove(`card:${unclear.body.attempt.id.slice(-20)}`);
    await ring(session);
    const { body } = await client().get(at(`/checkout-attempts/${unclear.body.attempt.id}`));
    expect(body).toMatchObject({ state: 'failed', error_message_for_debug: 'card-details-lost' });
    expect(await capturesOf(unclear.body.attempt.id)).toEqual([]);
    expect((await press(session, '4242424242424242', 2)).body.attempt.state).toBe('succeeded');
  });

  it('and goes on to nobody once the time of the attempt is over', async () => {
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, DROPPED));
    await clock().advance(60_000);
    await ring(session);
    expect(await rowsOf(unclear.body.attempt.id)).toEqual([
      [processors.alpha, 'failed'],
      [processors.beta, 'not_attempted'],
    ]);
    expect(await read(session)).toMatchObject({ state: 'open', payment_state: 'none' });
  });
});

it('a processor that only gets into trouble itself is followed by the next, in the same press', async () => {
  await configure(sandbox, 'alpha', { lost_answers_on: ['confirm'], always: 'processing_error' });
  const session = await sessionToPay();
  const { body } = await press(session, '4242424242424242');
  await configure(sandbox, 'alpha', { lost_answers_on: [], always: null });
  expect(body).toMatchObject({ attempt: { state: 'succeeded' }, session: { state: 'success' } });
  expect(await capturesOf(body.attempt.id)).toEqual(['beta']);
  expect(await keptOf(body.attempt.id)).toBeNull();
});

interface Saying {
  readonly accountId?: string;
  readonly result?: 'approved' | 'declined' | 'not_charged';
  readonly countsUnanswered?: boolean;
}

describe('an operator’s word', () => {
  const say = (session: SessionBody, chargeId: string, more: Saying = {}) => {
    const { id } = session;
    const { accountId, result, countsUnanswered } = {
      accountId: suite().tenant.accountId,
      result: 'approved' as const,
      countsUnanswered: false,
      ...more,
    };
    const cause = causedByTimer({ accountId, stream: id, revision: 0, name: `by hand ${count++}` });
    const context = { ...cause, actor: { kind: 'operator' as const, id: 'till:ada' }, reason: 'seen at the bank' };
    const charge = { sessionKey: id.slice(-20), chargeKey: chargeId.slice(-20) };
    const told = { result, reference: result === 'approved' ? 'ch_seen' : null, countsUnanswered };
    return suite()
      .api.app.get(CommandBus, { strict: false })
      .execute(new ResolveByHandCommand(context, charge, told));
  };
  let count = 0;
  const chargeOf = async (attemptId: string) => {
    const path = at(`/payments/payment_attempts/by_intent/${attemptId.replace(/^ca_/, 'pi_')}`);
    return (await client().get<{ items: { id: string }[] }>(path)).body.items[0]?.id ?? '';
  };

  it('has nobody else asked for money: a buyer who waits presses again', async () => {
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, DROPPED));
    expect(await say(session, await chargeOf(unclear.body.attempt.id), { result: 'not_charged' })).toEqual({
      kind: 'resolved',
      result: 'not_charged',
      by: 'closing',
    });
    expect(await rowsOf(unclear.body.attempt.id)).toEqual([
      [processors.alpha, 'failed'],
      [processors.beta, 'not_attempted'],
    ]);
    expect(await read(session)).toMatchObject({ state: 'open', payment_state: 'none' });
    expect((await press(session, '4242424242424242', 2)).body.attempt.state).toBe('succeeded');
  });

  it('settles what nobody could, once, with who said it and why', async () => {
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, LOST));
    const charge = await chargeOf(unclear.body.attempt.id);
    expect(await say(session, charge, { accountId: 'acc_dev_00000000000000000000' })).toEqual({ kind: 'not-found' });
    expect(await say(session, charge)).toEqual({ kind: 'resolved', result: 'approved', by: 'hand' });
    expect(await say(session, charge)).toEqual({ kind: 'settled-before' });
    expect(await read(session)).toMatchObject({ state: 'success', payment_state: 'paid' });
    const history = await client().get<{ items: { type: string; actor: object; reason: string | null }[] }>(
      at(`/checkout-sessions/${session.id}/history`),
    );
    expect(history.body.items.find(({ type }) => type === 'ChargeResolved')).toMatchObject({
      actor: { kind: 'operator', id: 'till:ada' },
      reason: 'seen at the bank',
    });
  });

  const standingOf = async (chargeId: string) =>
    (await call<{ status: string }>(`${sandbox.url}/alpha/charges?merchant_reference=${chargeId}`, 'GET', { token: 'sandbox_alpha' })).body
      .status;
  const settledAs = async ({ id }: SessionBody) => {
    const path = at(`/checkout-sessions/${id}/history`);
    const { body } = await client().get<{ items: { type: string; actor: { id: string }; reason: string | null }[] }>(path);
    return body.items.filter(({ type }) => type === 'ChargeResolved').map(({ actor, reason }) => [actor.id, reason]);
  };

  it.each(['not_charged', 'declined'] as const)('that it was %s closes it at its processor first', async (result) => {
    const session = await sessionToPay();
    const charge = await chargeOf((await whileSilent(sandbox, clock(), () => press(session, DROPPED))).body.attempt.id);
    expect(await standingOf(charge)).not.toBe('closed');
    expect(await say(session, charge, { result })).toEqual({ kind: 'resolved', result: 'not_charged', by: 'closing' });
    expect([await standingOf(charge), await settledAs(session)]).toEqual(['closed', [['till:ada', 'seen at the bank']]]);
  });

  it('that nothing was taken gives way to a processor that has the money', async () => {
    const session = await sessionToPay();
    const charge = await chargeOf((await whileSilent(sandbox, clock(), () => press(session, LOST))).body.attempt.id);
    expect(await say(session, charge, { result: 'not_charged' })).toEqual({ kind: 'charged', reference: expect.stringMatching(/./) });
    expect(await read(session)).toMatchObject({ state: 'success', payment_state: 'paid' });
  });

  it('that nothing was taken waits for a processor that does not answer, unless he says that it never will', async () => {
    const session = await sessionToPay();
    const charge = await chargeOf((await whileSilent(sandbox, clock(), () => press(session, LOST))).body.attempt.id);
    await configure(sandbox, 'alpha', { outage: 'error', outage_on: ['close', 'inquire'] });
    expect(await say(session, charge, { result: 'not_charged' })).toEqual({ kind: 'not-closed', message: 'status 500' });
    expect([await read(session), await settledAs(session)]).toMatchObject([{ payment_state: 'unresolved' }, []]);
    const word = { result: 'not_charged', countsUnanswered: true } as const;
    expect(await say(session, charge, word)).toEqual({ kind: 'resolved', result: 'not_charged', by: 'hand' });
    await configure(sandbox, 'alpha', { outage: 'none' });
    expect(await read(session)).toMatchObject({ state: 'open', payment_state: 'none' });
    expect(await settledAs(session)).toEqual([['till:ada', 'seen at the bank']]);
  });

  it('counts for nothing while the flag is set and the processor answers all the same', async () => {
    const session = await sessionToPay();
    const charge = await chargeOf((await whileSilent(sandbox, clock(), () => press(session, LOST))).body.attempt.id);
    expect(await say(session, charge, { result: 'not_charged', countsUnanswered: true })).toMatchObject({ kind: 'charged' });
    expect(await read(session)).toMatchObject({ payment_state: 'paid' });
  });
});
