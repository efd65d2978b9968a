import { Webhook } from 'standardwebhooks';
import { eventually } from '../support/eventually';
import { Merchant } from '../support/merchant';
import { type Stack, startStack } from '../support/stack';
import { WebhookReceiver } from '../support/webhook-receiver';

// One merchant on the real stack, from the first session to the replay of its history.
jest.setTimeout(180_000);

const SLOW_CARD = '4000009910000010';
const DECLINED = '4000000000000002';

let stack: Stack;
let merchant: Merchant;
let receiver: WebhookReceiver;
let secret: string;
let priceId: string;
let expiring: Record<string, string>;

beforeAll(async () => {
  stack = await startStack();
  merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
  receiver = await WebhookReceiver.start();
  await merchant.connect(stack.sandboxUrl, 'alpha');
  await merchant.connect(stack.sandboxUrl, 'beta');
  priceId = await merchant.price();
  const endpoint = await merchant.must('POST', '/webhook-endpoints/', { url: receiver.url, events: ['*'] });
  secret = endpoint.signing_secret ?? '';
  expiring = await merchant.session(priceId, { expires_in_minutes: 1 });
});

afterAll(async () => {
  await receiver.stop();
  await stack.stop();
});

const get = <T = Record<string, unknown>>(id: string | undefined, query = ''): Promise<T> =>
  merchant.must<T>('GET', `/checkout-sessions/${id}${query}`);
const types = (id: string | undefined): readonly string[] => receiver.about(id ?? '').map((message) => message.type);

/** How often money was taken, by the processors' own ledgers. */
async function captures(): Promise<number> {
  const answer = await fetch(`${stack.sandboxUrl}/_control/ledger`);
  const ledger = (await answer.json()) as { entries: { kind: string }[] };
  return ledger.entries.filter((entry) => entry.kind === 'captured').length;
}

const told = (id: string | undefined, type: string) =>
  eventually(() => types(id).includes(type), { timeoutMs: 30_000, describe: `${type} about ${id}; so far: ${types(id).join(', ')}` });

describe('a checkout session', () => {
  it('is changed while it is open', async () => {
    const created = await merchant.session<Record<string, unknown>>(priceId, { reference: 'order-1' });
    expect(created).toMatchObject({
      state: 'open',
      expires_in_hours: 24,
      payment_state: 'none',
      amounts: { total_atom: 2_000, currency: 'usd' },
    });
    const added = await merchant.must('POST', `/checkout-sessions/${String(created.id)}/line-items`, { price_id: priceId, quantity: 2 });
    expect(added).toMatchObject({ price_id: priceId, quantity: 2 });
    const route = await merchant.must('POST', '/processor-routes/', {
      name: 'Beta only',
      processors: [{ processor_id: await merchant.connect(stack.sandboxUrl, 'gamma') }],
    });
    expect(await merchant.must('PATCH', `/checkout-sessions/${String(created.id)}`, { processor_route_id: route.id })).toMatchObject({
      processor_route_id: route.id,
      amounts: { total_atom: 6_000 },
    });
    expect((await merchant.call('DELETE', `/processor-routes/${route.id}`)).body).toMatchObject({ code: 'route-in-use', status: 400 });
    expect(await merchant.must('PUT', `/checkout-sessions/${String(created.id)}/complete`)).toMatchObject({
      state: 'success',
      payment_state: 'none',
    });
    expect((await merchant.call('POST', `/checkout-sessions/${String(created.id)}/expire`)).body).toMatchObject({
      code: 'session-completed',
    });
    const list = await merchant.must<{ items: { id: string }[]; total: number }>(
      'GET',
      `/checkout-sessions/?filter=${encodeURIComponent(JSON.stringify({ reference: 'order-1' }))}`,
    );
    expect([list.total, list.items[0]?.id]).toEqual([1, created.id]);
  });

  it('answers a repeated request with the first answer', async () => {
    const body = { success_url: 'http://127.0.0.1/a', return_url: 'http://127.0.0.1/b', line_items: [{ price_id: priceId }] };
    const [first, again] = [
      await merchant.call('POST', '/checkout-sessions/', { body, headers: { 'idempotency-key': 'once' } }),
      await merchant.call('POST', '/checkout-sessions/', { body, headers: { 'idempotency-key': 'once' } }),
    ];
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await merchant.call('POST', '/checkout-sessions/', {
      body: { ...body, mode: 'setup' },
      headers: { 'idempotency-key': 'once' },
    });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('is paid once, whatever the buyer clicks, and its merchant is told in order', async () => {
    const session = await merchant.session(priceId);
    const buyer = merchant.buyer(session.secure_token ?? '');
    const before = await captures();
    const [click, doubleClick] = await Promise.all([buyer.pay(1), buyer.pay(1)]);
    expect([click.status, doubleClick.status].filter((status) => status !== 200 && status !== 202)).toEqual([]);
    await eventually(async () => (await get(session.id)).state === 'success', { timeoutMs: 10_000, describe: 'the session is a success' });
    expect((await captures()) - before).toBe(1);
    const paid = await get(session.id);
    expect(paid).toMatchObject({ completed: true, payment_state: 'paid', customer_email: 'ada@example.com' });
    await told(session.id, 'checkout_session.completed');
    expect(types(session.id)).toEqual(['checkout_session.created', 'checkout_session.updated', 'checkout_session.completed']);
    expect(receiver.about(session.id ?? '').map((message) => message.sequence)).toEqual([1, 2, 3]);
  });

  it('signs what it tells, so that the published library verifies it', async () => {
    const delivery = await eventually(() => receiver.deliveries.at(-1), { timeoutMs: 10_000, describe: 'a delivery' });
    const verified = new Webhook(secret).verify(delivery.raw, delivery.headers as Record<string, string>) as { readonly object: string };
    expect(verified.object).toBe('event');
    const altered = delivery.raw.replace('"event"', '"Event"');
    expect(() => new Webhook(secret).verify(altered, delivery.headers as Record<string, string>)).toThrow();
  });

  it('lets a declined buyer try again', async () => {
    const session = await merchant.session(priceId);
    const buyer = merchant.buyer(session.secure_token ?? '');
    expect((await buyer.pay(1, DECLINED)).body).toMatchObject({
      attempt: { state: 'failed', message_id: 'card-declined' },
      session: { state: 'open' },
    });
    expect((await buyer.pay(2)).body).toMatchObject({ attempt: { state: 'succeeded' }, session: { state: 'success' } });
    await told(session.id, 'checkout_session.completed');
    expect(types(session.id)).toContain('checkout_session.payment_failed');
  });

  it('creates the subscription that a recurring price owes', async () => {
    const monthly = await merchant.price({
      pricing_type: 'recurring',
      recurring_interval: 'month',
      recurring_interval_count: 1,
      unit_amount_atom: 900,
    });
    const session = await merchant.session(monthly);
    expect((await merchant.buyer(session.secure_token ?? '').pay(1)).body).toMatchObject({ session: { state: 'success' } });
    const { subscription_ids } = await get<{ subscription_ids: string[] }>(session.id);
    const subscription = await merchant.must('GET', `/subscriptions/${subscription_ids[0]}`);
    expect(subscription).toMatchObject({
      state: 'active',
      currency: 'usd',
      items: [{ quantity: 1, price: { id: monthly } }],
      customer: { email: 'ada@example.com' },
    });
    await told(subscription_ids[0], 'customer.subscription.created');
  });

  it('tells every event of its history, and what it was at any moment', async () => {
    const session = await merchant.session(priceId);
    await merchant.buyer(session.secure_token ?? '').pay(1);
    const history = await merchant.must<{ items: { type: string; actor: { kind: string }; changes: Record<string, unknown> }[] }>(
      'GET',
      `/checkout-sessions/${session.id}/history`,
    );
    expect(history.items.map((entry) => entry.type)).toEqual([
      'SessionCreated', 'CustomerAttached', 'AttemptStarted', 'ChargeRequested', 'TierAttempted', 'SessionCompleted',
    ]); // prettier-ignore
    expect(history.items[0]).toMatchObject({ actor: { kind: 'api_token' } });
    expect(history.items.at(-1)?.changes).toMatchObject({ state: { from: 'open', to: 'success' } });
    expect(await get(session.id, '?as_of=0')).toMatchObject({ state: 'open', customer_id: null, revision: 0 });
    expect((await merchant.call('GET', `/checkout-sessions/${session.id}?as_of=2001-01-01T00:00:00Z`)).status).toBe(404);
  });
});

describe('when things break', () => {
  it('charges once when the API dies in the middle of a charge', async () => {
    const session = await merchant.session(priceId);
    const before = await captures();
    const customer = await merchant.must('POST', '/customers/', { email: 'saves@example.com' });
    const saving = await merchant.session(priceId, { mode: 'setup', line_items: [], customer_id: customer.id });
    const lost = Promise.all(
      [session, saving].map(async ({ secure_token = '' }) =>
        merchant
          .buyer(secure_token)
          .pay(1, SLOW_CARD)
          .catch(() => null),
      ),
    );
    const isBusy = async (id: string | undefined) => (await get(id)).payment_state === 'processing';
    const isPaying = async () => (await isBusy(session.id)) && (await isBusy(saving.id));
    await eventually(isPaying, { timeoutMs: 5_000, describe: 'the charge is under way' });
    await stack.crash('api');
    await lost;
    const settled = async () => {
      const now = await get(session.id);
      return now.payment_state !== 'processing' && now;
    };
    const after = await eventually(settled, { timeoutMs: 60_000, describe: 'recovery has settled the charge' });
    // Either the money had moved, and the session says so; or the charge was closed, and the buyer pays with another press.
    expect((await captures()) - before).toBe(after.state === 'success' ? 1 : 0);
    if (after.state === 'open')
      expect((await merchant.buyer(session.secure_token ?? '').pay(2)).body).toMatchObject({ session: { state: 'success' } });
    expect((await captures()) - before).toBe(1);
    await told(session.id, 'checkout_session.completed');
    // The card that was being saved was lost with the process: nobody is stuck, and another press saves it.
    await eventually(async () => !(await isBusy(saving.id)), { timeoutMs: 60_000, describe: 'the silent set-up is given up' });
    const buyer = merchant.buyer(saving.secure_token ?? '');
    expect(await buyer.look()).toMatchObject({ state: 'open', attempt: { state: 'failed', message_id: 'card-details-lost' } });
    expect((await buyer.pay(2)).body).toMatchObject({ session: { state: 'success' } });
  });

  it('comes back by itself when Redis is emptied, and tells nothing twice in effect', async () => {
    const session = await merchant.session(priceId);
    const before = await merchant.must<{ total: number }>('GET', '/checkout-sessions/');
    await stack.redis.flushAll();
    expect(await get(session.id)).toMatchObject({ id: session.id, state: 'open' }); // by folding
    expect((await merchant.buyer(session.secure_token ?? '').pay(1)).body).toMatchObject({ session: { state: 'success' } });
    await eventually(async () => (await merchant.call('GET', '/checkout-sessions/')).status === 200, {
      timeoutMs: 30_000,
      describe: 'lists answer again',
    });
    const list = await merchant.must<{ total: number }>('GET', '/checkout-sessions/');
    expect(list.total).toBe(before.total);
    await told(session.id, 'checkout_session.completed');
    expect(types(session.id).filter((type) => type === 'checkout_session.completed')).toHaveLength(1);
  });

  it('notices an emptied Redis also while nothing happens', async () => {
    const before = await merchant.must<{ total: number }>('GET', '/checkout-sessions/');
    await stack.redis.flushAll();
    const lists = async () => {
      const answer = await merchant.call('GET', '/checkout-sessions/');
      return answer.status === 200 && answer.body.total;
    };
    expect(await eventually(lists, { timeoutMs: 30_000, describe: 'lists answer again without any event' })).toBe(before.total);
  });

  it.each(['worker', 'event-store', 'sandbox-processors'] as const)('goes on after kill -9 of the %s', async (name) => {
    const session = await merchant.session(priceId);
    await stack.crash(name);
    const paid = await eventually(
      async () => {
        const answer = await merchant.buyer(session.secure_token ?? '').pay(1);
        return answer.status < 300 && answer;
      },
      { timeoutMs: 30_000, describe: 'the buyer can pay' },
    );
    expect(paid.body).toMatchObject({ session: { state: 'success' } });
    await told(session.id, 'checkout_session.completed');
  });

  it('expires a session at its end, and tells it', async () => {
    await told(expiring.id, 'checkout_session.expired');
    expect(await get(expiring.id)).toMatchObject({ state: 'expired', is_expired: true });
    expect((await merchant.buyer(expiring.secure_token ?? '').pay(1)).body).toMatchObject({ code: 'session-expired' });
  });
});
