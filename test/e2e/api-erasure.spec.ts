// Erasing a customer over the in-memory API: nobody can read again who he was, wherever one looks, and the proofs still hold.
import { beforeAll } from '@jest/globals';
import { causedByTimer, Executor, Fault, type RecordedEvent, verifyChain } from '@tillstream/event-sourcing';
import { paymentMethod } from '@tillstream/payments';
import { priceOf, processorOf, sessionWith } from '../support/api-sessions';
import { apiSuite, problemOf } from '../support/api-suite';
import { newTenant, tenantOf } from '../support/api-tenant';
import { attemptInFlight } from '../support/attempt-in-flight';
import { InMemoryBuyer } from '../support/buyer-in-memory';

const suite = apiSuite();
const client = () => suite().tenant.client;
const base = () => suite().tenant.base;
const at = (id: string) => `${base()}/checkout-sessions/${id}`;
let price: string;
beforeAll(async () => {
  await processorOf(suite().tenant);
  price = await priceOf(suite().tenant);
});
const PERSON = {
  email: 'Grace.Hopper@navy.example', first_name: 'Grace-Brewster', last_name: 'Hopper-Murray', phone: '+1 555 0190 771',
  billing_email: 'bills.hopper@navy.example', business_name: 'Eckert-Mauchly Computers',
  address: { line1: '59 Nanosecond Lane', city: 'Arlington-Cobol', country: 'US', zip_code: '22202-1906' },
}; // prettier-ignore
const WORDS = [
  PERSON.email,
  PERSON.first_name,
  PERSON.last_name,
  PERSON.phone,
  PERSON.billing_email,
  PERSON.business_name,
  ...Object.values(PERSON.address),
]
  .filter((word) => word.length > 2)
  .map((word) => word.toLowerCase());

const ADA = { email: 'ada@example.com' };
const customer = async (person: object = ADA) => String((await client().post(`${base()}/customers/`, person)).body['id']);
const sessionOf = (customer_id: string, more: object = {}) =>
  sessionWith(suite().tenant, { customer_id, line_items: [{ price_id: price }], ...more });
const erase = (id: string, headers: Record<string, string> = {}) =>
  client().post(`${base()}/customers/${id}/erase`, undefined, { headers });
const auditToken = async () => (await tenantOf(suite().anonymous, suite().tenant.accountId, ['audit'])).token;
const stateOf = async (id: string) => (await client().get(at(id))).body['state'];

function streams(): ReadonlyMap<string, readonly RecordedEvent[]> {
  const { events } = suite().api.ports.eventStore;
  return Map.groupBy(events, ({ stream }) => stream);
}

/** Where his words stand in plain, or in a form that anybody can read. */
function traces(): readonly string[] {
  const { eventStore, viewStore, log, secrets, webhooks } = suite().api.ports;
  const places = { events: eventStore.events, views: viewStore.all, log: log.lines, secrets, webhooks };
  return Object.entries(places).flatMap(([place, held]) => {
    const text = JSON.stringify(held, (_key, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...value] : typeof value === 'bigint' ? String(value) : value,
    ).toLowerCase();
    return WORDS.filter((word) => text.includes(word) || text.includes(Buffer.from(word).toString('base64url').toLowerCase())).map(
      (word) => `${place}: ${word}`,
    );
  });
}

describe('erasing a customer', () => {
  it('ends his open sessions first, and leaves those of others', async () => {
    const [his, other] = [await customer(), await customer({ email: 'bob@example.com' })];
    const [open, paid, theirs] = [await sessionOf(his), await sessionOf(his), await sessionOf(other)];
    await client().put(`${at(paid.id)}/complete`);
    expect((await erase(his)).status).toBe(200);
    expect(await Promise.all([open.id, paid.id, theirs.id].map(stateOf))).toEqual(['expired', 'success', 'open']);
  });

  it('waits while he is paying, and then ends nothing', async () => {
    const id = await customer();
    const open = [];
    for (let count = 0; count < 8; count++) open.push(await sessionOf(id));
    const [paying] = open;
    if (!paying) throw new Error('there is one');
    await attemptInFlight(suite().api, paying.id);
    const refused = await erase(id);
    expect(problemOf(refused)).toBe('409 payment-in-progress');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(new Set(await Promise.all(open.map((session) => stateOf(session.id))))).toEqual(new Set(['open']));
    expect((await client().get(`${base()}/customers/${id}`)).body['email']).toBe(ADA.email);
  });

  it('is the same twice, and with the same key', async () => {
    const id = await customer();
    await sessionOf(id);
    const key = { 'idempotency-key': `erase-${id}` };
    const answers = [await erase(id, key), await erase(id, key), await erase(id)];
    expect(answers.map(({ status, body }) => [status, body['email']])).toEqual(Array(3).fill([200, null]));
  });

  it('takes every card of his out of use, however many there are', async () => {
    const id = await customer();
    const executor = suite().api.app.get<Executor>(Executor, { strict: false });
    const card = { brand: 'visa', lastFour: '4242', expMonth: 1, expYear: 2040, funding: null, country: null, fingerprint: 'f' };
    const reference = { token: 'sealed', networkTransactionId: null };
    for (let count = 0; count < 120; count++) {
      const key = String(count).padStart(20, 'c');
      const command = { type: 'SavePaymentMethod', customerKey: id.slice(-20), card, processorKey: 'alpha', reference } as const;
      const context = causedByTimer({ accountId: suite().tenant.accountId, stream: key, revision: 0, name: 'save' });
      await executor.run(paymentMethod, { key, context }, command);
    }
    await erase(id);
    const last = [...streams()].flatMap(([stream, events]) => (stream.startsWith('paymentMethod-c') ? [events.at(-1)?.type] : []));
    expect([last.length, new Set(last)]).toEqual([120, new Set(['PaymentMethodDeleted'])]);
  });

  it('leaves his e-mail to others, also where it could not be given back at once', async () => {
    const email = 'radia@example.com';
    const pays = async () => {
      const free = await priceOf(suite().tenant, { unit_amount_atom: 0 });
      const session = await sessionWith(suite().tenant, { line_items: [{ price_id: free }] });
      const { status } = await new InMemoryBuyer(suite().api, session).press({ email });
      return { status, customer: (await client().get(at(session.id))).body['customer_id'] };
    };
    const first = await pays();
    suite().api.ports.eventStore.interceptor = {
      before: ({ operation, stream }) => {
        if (operation === 'append' && stream?.startsWith('customerEmail-')) throw new Fault('gone', 'not now');
      },
    };
    await erase(String(first.customer));
    suite().api.ports.eventStore.interceptor = {};
    const second = await pays();
    expect([second.status, second.customer === first.customer]).toEqual([200, false]);
    expect(await pays()).toEqual(second);
  });

  it('is not done for another account', async () => {
    const id = await customer();
    const session = await sessionOf(id);
    const other = await newTenant(suite().anonymous);
    expect((await other.client.post(`${other.base}/customers/${id}/erase`)).status).toBe(404);
    expect(await stateOf(session.id)).toBe('open');
  });

  it('leaves nothing of him that can be read, and every chain whole', async () => {
    const id = await customer(PERSON);
    const { id: sessionId, ...session } = await sessionOf(id);
    const declined = await new InMemoryBuyer(suite().api, session).press({ card: '4242424242424242' });
    expect(declined.status).toBeLessThan(300);
    expect((await client().get(at(sessionId))).body['customer_email']).toBe(PERSON.email);
    const before = (await client().get(`${at(sessionId)}/history`, { token: await auditToken() })).text;
    expect(before.toLowerCase()).toContain(PERSON.email.toLowerCase());

    await erase(id);
    expect(traces()).toEqual([]);
    const told = [
      await client().get(at(sessionId)),
      await client().get(`${at(sessionId)}?as_of=0`),
      await client().get(`${at(sessionId)}/history`, { token: await auditToken() }),
      await client().get(`${base()}/customers/${id}`),
      await client().get(`${base()}/events/`),
    ];
    expect(told.flatMap(({ text }) => WORDS.filter((word) => text.toLowerCase().includes(word)))).toEqual([]);
    expect((told[0]?.body ?? {})['customer_email']).toBeNull();
    const proven = [...streams()].filter(([stream]) => !stream.startsWith('personKey-'));
    expect(proven.flatMap(([, events]) => verifyChain(events))).toEqual([]);
    expect(streams().has(`personKey-${id.slice(-20)}`)).toBe(false);
  });
});
