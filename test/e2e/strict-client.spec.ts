// A client that was written from the contract alone, on the real stack: it makes every call that the document knows, and takes no answer
// that the contract does not allow.
import { ApiClient } from '../support/api-client';
import { eventually } from '../support/eventually';
import { Merchant } from '../support/merchant';
import { type Stack, startStack } from '../support/stack';
import { strictClient, type StrictClient } from '../support/strict-client/strict-client';
import { WebhookReceiver } from '../support/webhook-receiver';

jest.setTimeout(180_000);

let stack: Stack;
let receiver: WebhookReceiver;
let merchant: Merchant;
let client: StrictClient;
let api: ApiClient;

beforeAll(async () => {
  stack = await startStack();
  receiver = await WebhookReceiver.start();
  merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
  api = await ApiClient.of(stack.apiUrl);
  client = strictClient(api, { ...merchant, operator: stack.operatorToken });
});
afterAll(async () => {
  await receiver.stop();
  await stack.stop();
});

const urls = { success_url: 'http://127.0.0.1/thanks?session={CHECKOUT_SESSION_ID}', return_url: 'http://127.0.0.1/cart' };

describe('a client written from the contract', () => {
  let productId: string;
  let priceId: string;
  let monthlyId: string;
  let customerId: string;
  let routeId: string;
  let paid: { readonly sessionId: string; readonly intentId: string };

  it('sets an account up', async () => {
    const { accounts } = client;
    await accounts.create({ name: 'Other', organization_id: 'org_9' });
    expect((await accounts.get()).id).toBe(merchant.accountId);
    expect(await accounts.list()).toHaveLength(1);
    await accounts.ofOrganization('org_1');
    await accounts.changeCheckoutSettings({ session_expiration_minutes: 90, allow_promotion_codes: true });
    expect(await accounts.checkoutSettings()).toMatchObject({ session_expiration_minutes: 90 });
    const token = await accounts.issueToken({ name: 'reader', scopes: ['read'] });
    await accounts.rotateToken(token.id);
    expect((await accounts.tokens()).total).toBe(2);
    await accounts.revokeToken(token.id);
  });

  it('connects processors and routes', async () => {
    const credentials = (name: string) => ({ url: `${stack.sandboxUrl}/${name}`, api_key: `sandbox_${name}` });
    const { processors, routes, accounts } = client;
    const alpha = await processors.connect({ name: 'Alpha', provider: 'sandbox', credentials: credentials('alpha') });
    const beta = await processors.connect({ name: 'Beta', provider: 'sandbox', credentials: credentials('beta') });
    expect((await processors.list()).total).toBe(2);
    await processors.get(alpha.id);
    await processors.update(beta.id, { name: 'Beta two' });
    const steps = [{ processor_id: alpha.id }, { processor_id: beta.id, disposition: 'setup_only' }];
    routeId = (await routes.create({ name: 'Alpha first', processors: steps })).id;
    await routes.get(routeId);
    await routes.update(routeId, { description: 'Alpha, then nobody' });
    expect((await routes.list()).total).toBe(1);
    await accounts.changeDefaultRoute(routeId);
    await accounts.defaultRoute();
    await accounts.changeDefaultRoute(null);
    await accounts.changeDefaultProcessor(alpha.id);
    await accounts.defaultProcessor();
    await routes.remove((await routes.create({ name: 'Unused', processors: [{ processor_id: alpha.id }] })).id);
  });

  it('keeps a catalog', async () => {
    const { products, prices, customers } = client;
    const product = await products.create({ name: 'Gold plan', metadata: { shelf: 'a3' } });
    productId = product.id;
    priceId = (await prices.create({ product_id: productId, currency: 'USD', unit_amount_atom: 2_000 })).id;
    monthlyId = (await prices.create({ product_id: productId, currency: 'usd', unit_amount_atom: 1_000, recurring_interval: 'month' })).id;
    const tiers = { mode: 'graduated', amount_atoms: [{ units_upto: 10, unit_amount_atom: 50 }, { unit_amount_atom: 40 }] };
    const addOn = await prices.create({
      product_id: productId, currency: 'usd', tier_amount_info: tiers, quantity_divisor: 10, prerequisite_price_ids: [priceId],
    }); // prettier-ignore
    expect((await prices.addOns(priceId)).items.map(({ id }) => id)).toEqual([addOn.id]);
    await prices.get(addOn.id);
    await prices.update(addOn.id, { is_active: false });
    expect((await prices.list()).total).toBe(3);
    expect((await products.prices(productId)).total).toBe(3);
    await products.update(productId, { default_price_id: priceId });
    expect(await products.get(productId)).toMatchObject({ total_prices: 3, default_price_id: priceId });
    expect((await products.list({ search: 'gold' })).total).toBe(1);
    await products.remove((await products.create({ name: 'Unsold' })).id);
    await products.export();
    const address = { line1: 'Main Street 1', city: 'London', country: 'gb' };
    customerId = (await customers.create({ email: 'ada@example.com', first_name: 'Ada', address })).id;
    await customers.update(customerId, { last_name: 'Lovelace', currency: 'GBP' });
    await customers.addAddress(customerId, { address_type: 'shipping', line1: 'Dock 2' });
    expect((await customers.list('ada@example.com')).total).toBe(1);
    expect(await customers.get(customerId)).toMatchObject({ name: 'Ada Lovelace', shipping_address: { line1: 'Dock 2' } });
  });

  it('listens to webhooks', async () => {
    const { webhooks } = client;
    await webhooks.types();
    const endpoint = await webhooks.create({ url: receiver.url, events: ['*'] });
    await webhooks.update(endpoint.id, { description: 'Orders' });
    expect(await webhooks.reveal(endpoint.id)).toMatchObject({ signing_secret: endpoint.signing_secret });
    await webhooks.revealByGet(endpoint.id);
    await webhooks.roll(endpoint.id);
    await webhooks.test(endpoint.id);
    await webhooks.get(endpoint.id);
    expect((await webhooks.list()).total).toBe(1);
  });

  it('sells', async () => {
    const { sessions } = client;
    const lines = [{ price_id: priceId, quantity: 2 }, { price_id: monthlyId }];
    const session = await sessions.create({
      ...urls,
      customer_id: customerId,
      line_items: lines,
      processor_route_id: routeId,
      reference: 'order-1',
    });
    await sessions.addLineItem(session.id, { price_id: priceId, description: 'One more' });
    await sessions.update(session.id, { processor_route_id: null });
    expect(await sessions.get(session.id)).toMatchObject({ amounts: { total_atom: 7_000 }, customer_email: 'ada@example.com' });
    expect(await sessions.asOf(session.id, '0')).toMatchObject({ amounts: { total_atom: 5_000 } });
    expect((await sessions.list({ reference: 'order-1' })).total).toBe(1);
    const answer = await merchant.buyer(session.secure_token).pay(1);
    expect(answer.status).toBe(200);
    const { payment_intent_id: intentId } = await sessions.get(session.id);
    paid = { sessionId: session.id, intentId: intentId ?? '' };
    await sessions.history(session.id);
    await sessions.complete((await sessions.create({ ...urls, line_items: [{ price_id: priceId }] })).id);
    await sessions.expire((await sessions.create(urls)).id);
  });

  it('sees the subscription', async () => {
    const { subscriptions } = client;
    const { items } = await subscriptions.list(customerId);
    const [id = ''] = items.map((item) => item.id);
    expect(await subscriptions.byCustomer(customerId)).toHaveLength(1);
    await subscriptions.cancelAtPeriodEnd(id);
    expect(await subscriptions.get(id)).toMatchObject({ state: 'active' });
    expect(await subscriptions.cancel(id)).toMatchObject({ state: 'cancelled' });
  });

  it('learns what happened', async () => {
    const { events } = client;
    const { items } = await events.list({ aggregate_id: paid.sessionId });
    const [completed] = items.filter(({ type }) => type === 'checkout_session.completed');
    const id = completed?.id ?? '';
    await events.get(id);
    const isDelivered = async () => (await events.deliveries(id)).some((delivery) => delivery.status === 'delivered');
    await eventually(isDelivered, { timeoutMs: 30_000, describe: 'the delivery of checkout_session.completed' });
    await events.full(id);
    await events.redeliver(id);
    const [endpoint] = (await client.webhooks.list()).items;
    await client.webhooks.remove(endpoint?.id ?? '');
  });

  it('forgets a customer', async () => {
    expect(await client.customers.erase(customerId)).toMatchObject({ email: null, name: null, address: null });
  });

  it('asks how the installation is', async () => {
    await client.operations.live();
    await client.operations.ready();
  });

  it('has made every call that there is', () => {
    const documented = api.judge.calls.map(({ method, path }) => `${method} ${path}`);
    const made = client.succeeded();
    expect(documented.filter((call) => !made.has(call))).toEqual([]);
  });
});
