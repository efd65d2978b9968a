// What processors tell on their own account, over the in-memory API: by the sandbox itself, and by whoever has, or has not, its secret.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { firstChargeKeyOf, LastTries } from '@tillstream/checkout';
import { Fault, Ids } from '@tillstream/event-sourcing';
import type { StoreCall } from '@tillstream/event-sourcing/in-memory';
import { priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { eventually } from '../support/eventually';
import { configure, type RunningSandbox, startSandbox, whileSilent } from '../support/sandbox-in-process';

const [GOOD, LOST, TWICE, LATE, REFUND_PENDING] = [
  '4242424242424242',
  '4000009910000051',
  '4000009913000025',
  '4000009912000034',
  '4000000000007726',
];
const SECRETS = { alpha: 'secret of alpha', beta: 'secret of beta' } as const;
type Name = keyof typeof SECRETS;

const suite = apiSuite();
let sandbox: RunningSandbox;
let processors: Readonly<Record<Name, string>>;
const clock = () => suite().api.ports.clock;
beforeAll(async () => {
  sandbox = await startSandbox(clock());
  processors = { alpha: await connect(suite().tenant, 'alpha'), beta: await connect(suite().tenant, 'beta') };
});
beforeEach(() => suite().api.ports.breakers.wipe()); // so many troubles make a processor unhealthy
afterAll(() => sandbox.close());

const connect = (tenant: Tenant, name: Name) =>
  processorOf(tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}`, notice_secret: SECRETS[name] } });
/** From now on, or no longer, the sandbox tells what happens at alpha. */
const listens = (isOn: boolean, more: object = {}) =>
  configure(sandbox, 'alpha', {
    notice_url: isOn ? `${suite().api.baseUrl}/notices/${processors.alpha}` : null,
    notice_secret: SECRETS.alpha,
    ...more,
  });

const client = () => suite().tenant.client;
const at = (path: string) => `${suite().tenant.base}${path}`;
const read = async ({ id }: SessionBody) => (await client().get(at(`/checkout-sessions/${id}`))).body;
const sessionToPay = async () => sessionWith(suite().tenant, { line_items: [{ price_id: await priceOf(suite().tenant) }] });
const press = (session: SessionBody, card: string, number = 1) =>
  new InMemoryBuyer(suite().api, session).press({ number, card, email: 'ada@example.com' });
const isPaid = (session: SessionBody) => async () => (await read(session))['payment_state'] === 'paid';
const chargesOf = async (attemptId: string) => {
  const path = at(`/payments/payment_attempts/by_intent/${attemptId.replace(/^ca_/, 'pi_')}`);
  return (await client().get<{ items: { id: string; status: string }[] }>(path)).body.items;
};
/** Derived as the service derives it, whatever the views know. */
const firstChargeOf = (attemptId: string) => {
  const { environment, keyring } = suite().api.ports;
  const ids = new Ids(environment, keyring);
  const key = firstChargeKeyOf(ids, ids.parse('ca', attemptId) ?? '');
  return { key, id: ids.format('pa', key) };
};
const historyOf = async ({ id }: SessionBody) =>
  (await client().get<{ items: { type: string; actor: { kind: string; id: string };  }[] }>(at(`/checkout-sessions/${id}/history`))).body.items; // prettier-ignore

interface Telling {
  readonly secret?: string;
  readonly to?: string;
  readonly ageMs?: number;
}

const signatureOf = (text: string, secret: string, ageMs = 0) => {
  const t = Math.floor((clock().now() - ageMs) / 1_000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${text}`).digest('hex')}`;
};
const send = (text: string, { secret = SECRETS.alpha, to = processors.alpha, ageMs }: Telling = {}) =>
  client().post(`/notices/${to}`, undefined, {
    raw: text,
    token: null,
    headers: { 'content-type': 'text/plain', 'x-sandbox-signature': signatureOf(text, secret, ageMs) },
  });
let count = 0;
const notice = (fields: object) => JSON.stringify({ id: `ntc_${count++}`, processor: 'alpha', ...fields });
const approvedNotice = (charge: string) =>
  notice({ type: 'charge.approved', charge: { reference: 'ch_told', merchant_reference: charge, status: 'approved' } });

describe('a notice of the sandbox', () => {
  it('settles what nobody could be asked about, long before the ladder does', async () => {
    await listens(true);
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, LOST));
    await eventually(isPaid(session), { timeoutMs: 5_000, describe: 'the notice has settled it' });
    const settled = (await historyOf(session)).find(({ type }) => type === 'ChargeResolved');
    expect(settled).toMatchObject({ actor: { kind: 'processor', id: processors.alpha } });
    const told = await client().get<{ transitions: object[] }>(at(`/checkout-attempts/${unclear.body.attempt.id}/state-transitions`));
    expect(told.body.transitions).toContainEqual(
      expect.objectContaining({
        from_state: 'unresolved',
        to_state: 'processing',
        context: expect.objectContaining({ result: 'approved', settled_by: 'notice' }),
      }),
    );
    await listens(false);
  });

  it('that comes twice changes nothing, and one that comes beside the answer neither', async () => {
    await listens(true);
    const session = await sessionToPay();
    const paying = press(session, TWICE);
    await eventually(isPaid(session), { timeoutMs: 5_000, describe: 'it is paid' });
    await paying;
    await listens(false);
    const types = (await historyOf(session)).map(({ type }) => type);
    expect(types.filter((type) => type === 'TierAttempted' || type === 'ChargeResolved' || type === 'SessionCompleted')).toHaveLength(2);
  });
});

describe('a notice', () => {
  it('is not taken when it is not signed, signed with another secret, old, or changed on its way', async () => {
    const text = approvedNotice('pa_dev_00000000000000000000');
    const refused = '401 notice-not-verified';
    expect(problemOf(await client().post(`/notices/${processors.alpha}`, undefined, { raw: text, token: null }))).toBe(refused);
    expect(problemOf(await send(text, { secret: SECRETS.beta }))).toBe(refused);
    expect(problemOf(await send(text, { ageMs: 6 * 60_000 }))).toBe(refused);
    expect(problemOf(await send(text, { ageMs: -6 * 60_000 }))).toBe(refused);
    const headers = { 'x-sandbox-signature': signatureOf(text, SECRETS.alpha) };
    expect(problemOf(await client().post(`/notices/${processors.alpha}`, undefined, { raw: `${text} `, token: null, headers }))).toBe(
      refused,
    );
    expect((await send(text, { ageMs: 4 * 60_000 })).body).toEqual({ result: 'ignored' });
  });

  it('is not taken at the address of nobody, by a processor without a secret, unreadable, or too large', async () => {
    expect(problemOf(await send('{}', { to: 'proc_dev_00000000000000000000' }))).toBe('404 not-found');
    const silent = await processorOf(suite().tenant, { name: 'silent' });
    expect(problemOf(await send('{}', { to: silent, secret: '' }))).toBe('401 notice-not-verified');
    for (const text of ['', 'no JSON', '[]', '{"id":1}']) expect(problemOf(await send(text))).toBe('400 notice-unreadable');
    expect((await send(`"${'x'.repeat(256 * 1_024 - 2)}"`)).status).toBe(400);
    expect(problemOf(await send(`"${'x'.repeat(256 * 1_024 - 1)}"`))).toBe('413 notice-too-large');
  });

  it('about nothing of ours is let go', async () => {
    expect((await send(notice({ type: 'payout.paid' }))).body).toEqual({ result: 'ignored' });
    expect((await send(approvedNotice('somebody else'))).body).toEqual({ result: 'ignored' });
    expect(suite().api.ports.log.lines.filter((line) => line.includes('nothing of ours'))).not.toEqual([]);
  });

  it('settles only charges of the processor that sent it', async () => {
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, LOST));
    const [charge] = await chargesOf(unclear.body.attempt.id);
    const text = approvedNotice(charge?.id ?? '');
    expect((await send(text, { to: processors.beta, secret: SECRETS.beta })).body).toEqual({ result: 'ignored' });
    const other = await newTenant(suite().anonymous);
    const stranger = await connect(other, 'alpha');
    expect((await send(text, { to: stranger })).body).toEqual({ result: 'ignored' });
    expect(await read(session)).toMatchObject({ payment_state: 'unresolved' });
    expect((await send(text)).body).toEqual({ result: 'taken' });
    const paid = await read(session);
    expect(paid).toMatchObject({ state: 'success', payment_state: 'paid' });
    expect((await send(text)).body).toEqual({ result: 'taken' });
    expect(await read(session)).toEqual(paid);
  });

  it('that a charge was declined brings the attempt on to the next processor, with the kept card', async () => {
    const session = await sessionToPay();
    await whileSilent(sandbox, clock(), () => press(session, LOST)).then(async ({ body }) => {
      const [charge] = await chargesOf(body.attempt.id);
      const declined = { reference: 'ch_told', merchant_reference: charge?.id, status: 'declined', code: 'do_not_honor' };
      expect((await send(notice({ type: 'charge.declined', charge: declined }))).body).toEqual({ result: 'taken' });
    });
    await eventually(isPaid(session), { timeoutMs: 5_000, describe: 'the next processor has taken the money' });
  });

  it('about a charge that no view has heard of is taken all the same', async () => {
    const { viewStore } = suite().api.ports;
    const session = await sessionToPay();
    const write = viewStore.write.bind(viewStore);
    viewStore.write = () => Promise.reject(new Fault('unavailable', 'no Redis'));
    const unclear = await whileSilent(sandbox, clock(), () => press(session, LOST)).finally(() => (viewStore.write = write));
    const charge = firstChargeOf(unclear.body.attempt.id);
    expect(await viewStore.get(suite().tenant.accountId, 'charge', charge.key)).toBeNull();
    const stranger = await connect(await newTenant(suite().anonymous), 'alpha');
    expect((await send(approvedNotice(charge.id), { to: stranger })).body).toEqual({ result: 'ignored' });
    expect((await send(approvedNotice(charge.id))).body).toEqual({ result: 'taken' });
    expect(await read(session)).toMatchObject({ state: 'success', payment_state: 'paid' });
  });

  it('is asked for again as long as nobody can say whose charge it names, and not for longer', async () => {
    const { viewStore } = suite().api.ports;
    const ofOurs = approvedNotice('pa_dev_00000000000000000000');
    const checkpoint = viewStore.checkpoint.bind(viewStore);
    viewStore.checkpoint = () => Promise.resolve(null);
    const answer = await send(ofOurs).finally(() => (viewStore.checkpoint = checkpoint));
    expect([problemOf(answer), answer.headers.get('retry-after')]).toEqual(['503 views-rebuilding', '5']);
    expect((await send(ofOurs)).body).toEqual({ result: 'ignored' });
  });

  it('that could not be written down is asked for again, and has its effect once then', async () => {
    const { eventStore } = suite().api.ports;
    const session = await sessionToPay();
    const unclear = await whileSilent(sandbox, clock(), () => press(session, LOST));
    const text = approvedNotice(firstChargeOf(unclear.body.attempt.id).id);
    const refusing = ({ operation, stream }: StoreCall) => {
      if (operation === 'read' && stream?.startsWith('checkoutSession-')) throw new Fault('unavailable', 'down');
    };
    eventStore.interceptor = { before: refusing };
    const answer = await send(text).finally(() => (eventStore.interceptor = {}));
    expect(problemOf(answer)).toBe('503 unavailable');
    expect(await read(session)).toMatchObject({ payment_state: 'unresolved' });
    const both = await Promise.all([send(text), send(text)]); // it had been sent twice
    expect(both.map(({ body }) => body)).toEqual([{ result: 'taken' }, { result: 'taken' }]);
    const types = (await historyOf(session)).map(({ type }) => type);
    expect(types.filter((type) => type === 'ChargeResolved' || type === 'SessionCompleted')).toHaveLength(2);
  });

  it('of an attempt that is over changes that charge, and completes the session late', async () => {
    await configure(sandbox, 'alpha', { outage: 'error', outage_on: ['close'] });
    await configure(sandbox, 'beta', { outage: 'refuse' });
    const session = await sessionToPay();
    const { body } = await press(session, LATE);
    await configure(sandbox, 'alpha', { outage: 'none' });
    await configure(sandbox, 'beta', { outage: 'none' });
    const before = await read(session);
    const [charge] = await chargesOf(body.attempt.id);
    expect((await send(approvedNotice(charge?.id ?? ''))).body).toEqual({ result: 'taken' });
    expect([before['state'], (await read(session))['state']]).toEqual(['open', 'success']);
  });

  it('settles a refund', async () => {
    await configure(sandbox, 'alpha', { refund_settle_ms: 86_000_000 });
    const session = await sessionToPay();
    const { body } = await press(session, REFUND_PENDING);
    const [charge] = await chargesOf(body.attempt.id);
    const asked = await client().post<{ id: string; status: string }>(at('/payments/refunds/'), {
      payment_attempt_external_id: charge?.id,
    });
    expect(asked.body.status).toBe('pending');
    const [last] = await suite()
      .api.app.get(LastTries, { strict: false })
      .of([asked.body.id.slice(-20)]);
    expect(last).toMatchObject({ said: 'the processor says that it is pending' });
    const refund = { refund_reference: asked.body.id, status: 'succeeded' };
    const text = notice({ type: 'refund.succeeded', charge: {}, refund });
    expect((await send(text)).body).toEqual({ result: 'taken' });
    const settled = (await client().get(at(`/payments/refunds/${asked.body.id}`))).body;
    expect(settled).toMatchObject({ status: 'succeeded' });
    expect((await send(text)).body).toEqual({ result: 'taken' });
    expect((await client().get(at(`/payments/refunds/${asked.body.id}`))).body).toEqual(settled);
    await send(notice({ type: 'refund.failed', charge: {}, refund: { ...refund, status: 'failed' } })); // the bank sent it back days later
    expect((await client().get(at(`/payments/refunds/${asked.body.id}`))).body).toMatchObject({ status: 'failed' });
    expect(await read(session)).toMatchObject({ payment_state: 'paid' });
  });
});

it('the secret of the notices can be changed and taken away, and is never answered', async () => {
  const path = at(`/processors/${processors.beta}`);
  const about = notice({ type: 'payout.paid' });
  const taken = async (secret: string) => (await send(about, { to: processors.beta, secret })).status;
  const changed = await client().patch(path, { notice_secret: 'another' });
  expect(changed.body).toMatchObject({ notice_path: `/notices/${processors.beta}` });
  expect(changed.text).not.toContain('another');
  expect([await taken('another'), await taken(SECRETS.beta)]).toEqual([200, 401]);
  const stripe = await processorOf(suite().tenant, { provider: 'stripe', credentials: { secret_key: 'sk_test_0123456789abcdef', webhook_secret: 'whsec_0123456789abcdef' } }); // prettier-ignore
  expect(faultsOf(await client().patch(at(`/processors/${stripe}`), { notice_secret: 'no such form' }))).toEqual(['body.notice_secret credential-malformed']); // prettier-ignore
  expect((await client().patch(at(`/processors/${stripe}`), { notice_secret: null })).status).toBe(200);
  await client().patch(path, { notice_secret: null });
  expect(await taken('another')).toBe(401);
  await client().patch(path, { notice_secret: SECRETS.beta });
  expect((await press(await sessionToPay(), GOOD)).body.attempt.state).toBe('succeeded'); // its other credentials are as they were
});
