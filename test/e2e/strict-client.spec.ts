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
  const { accountId, token } = merchant;
  client = strictClient(api, { accountId, token, operator: stack.operatorToken });
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
  let couponId: string;
  let paid: { readonly sessionId: string; readonly intentId: string };

  it('sets an account up', async () => {
    const { accounts } = client;
    await accounts.create({ name: 'Other', organization_id: 'org_9' });
    expect((await accounts.get()).id).toBe(merchant.accountId);
    expect(await accounts.list()).toHaveLength(1);
    await accounts.ofOrganization('org_1');
    await accounts.changeCheckoutSettings({ session_expiration_minutes: 90, allow_promotion_codes: true });
    expect(await accounts.checkoutSettings()).toMatchObject({ session_expiration_minutes: 90 });
    const conditions = [{ field: 'country', operator: 'equals', value: 'XX' }];
    await accounts.changeFraudSettings({ enabled: true, fraud_rules: [{ name: 'Nowhere', logic: 'AND', enabled: true, conditions }] });
    await accounts.fraudSettings();
    await accounts.changeBrand({ name: 'Acme shop', brand_color: '#1a2b3c' });
    const token = await accounts.issueToken({ name: 'reader', scopes: ['read'] });
    await accounts.rotateToken(token.id);
    await accounts.token(token.id);
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
    expect((await processors.health(alpha.id)).status).toBe('healthy');
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

  it('discounts', async () => {
    const { coupons, promotionCodes } = client;
    const coupon = await coupons.create({ discount_type: 'percent_off', percent_off: 25, name: 'Spring', max_redemptions: 100 });
    expect(coupon).toMatchObject({ status: 'active', duration: 'once', redemption_count: 0 });
    couponId = coupon.id;
    await coupons.update(couponId, { name: 'Spring sale' });
    expect(await coupons.deactivate(couponId)).toMatchObject({ status: 'inactive' });
    await coupons.activate(couponId);
    await coupons.get(couponId);
    expect((await coupons.list({ status: 'active' })).total).toBe(1);
    const restrictions = { minimum_amount: 10, minimum_amount_currency: 'usd' };
    const code = await promotionCodes.create({ coupon_id: couponId, code: 'SPRING', restrictions });
    await promotionCodes.update(code.id, { max_redemptions: 10 });
    await promotionCodes.get(code.id);
    expect((await promotionCodes.list(couponId)).total).toBe(1);
    expect(await promotionCodes.validate({ code: 'spring' })).toMatchObject({ valid: true, error: null });
    expect(await promotionCodes.validate({ code: 'winter' })).toMatchObject({ valid: false, promotion_code: null });
    expect(await promotionCodes.redeem({ code: 'SPRING', order_amount: 20, order_currency: 'usd' })).toMatchObject({ times_redeemed: 1 });
    const unused = await promotionCodes.create({ coupon_id: couponId, code: 'AUTUMN' });
    await promotionCodes.remove(unused.id);
    const { id } = await coupons.create({ discount_type: 'amount_off', amount_atom_off: 500, currency: 'usd', duration: 'forever' });
    await coupons.remove(id);
  });

  it('defines custom fields', async () => {
    const { customFields, customers } = client;
    const of = (entity_type: string) => ({ field_key: 'colour', entity_type, data_type: 'select', display_name: 'Colour' });
    const constraints = { options: ['red', 'blue'] };
    const definition = await customFields.create({ ...of('customer'), constraints });
    await customFields.create({ ...of('checkout_session'), constraints });
    await customFields.create({ ...of('subscription'), constraints });
    await customFields.update(definition.id, { description: 'Of the roof', constraints: { options: ['red', 'blue', 'green'] } });
    await customFields.get(definition.id);
    expect(await customFields.list('customer')).toHaveLength(1);
    expect(await customers.update(customerId, { custom_fields: { colour: 'green' } })).toMatchObject({
      custom_fields: { colour: 'green' },
    });
    await customFields.remove(definition.id, 'colour');
    expect((await customers.get(customerId)).custom_fields).toEqual({});
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
      custom_fields: { colour: 'red' },
      params_for_sub: { custom_fields: { colour: 'blue' } },
    });
    await sessions.addLineItem(session.id, { price_id: priceId, description: 'One more' });
    await sessions.update(session.id, { processor_route_id: null, coupon_id: couponId });
    await sessions.update(session.id, { coupon_id: null, custom_fields: { colour: null } });
    expect(await sessions.get(session.id)).toMatchObject({ amounts: { total_atom: 7_000 }, customer_email: 'ada@example.com' });
    expect(await sessions.asOf(session.id, '0')).toMatchObject({ amounts: { total_atom: 5_000 } });
    expect((await sessions.list({ reference: 'order-1' })).total).toBe(1);
    const answer = await merchant.buyer(session.secure_token).pay(1);
    expect(answer.status).toBe(200);
    const { payment_intent_id: intentId } = await sessions.get(session.id);
    paid = { sessionId: session.id, intentId: intentId ?? '' };
    await sessions.history(session.id);
    await sessions.complete((await sessions.create({ ...urls, line_items: [{ price_id: priceId }] })).id);
    const { id } = await sessions.expire((await sessions.create(urls)).id);
    expect(await sessions.clone(id)).toMatchObject({ state: 'open' });
  });

  it('sees the subscription', async () => {
    const { subscriptions } = client;
    const { items } = await subscriptions.list(customerId);
    const [id = ''] = items.map((item) => item.id);
    expect(await subscriptions.byCustomer(customerId)).toHaveLength(1);
    await subscriptions.cancelAtPeriodEnd(id);
    expect(await subscriptions.get(id)).toMatchObject({ state: 'active', custom_fields: { colour: 'blue' } });
    expect(await subscriptions.cancel(id)).toMatchObject({ state: 'cancelled' });
  });

  it('sees the cards that were saved', async () => {
    const { payments } = client;
    const [card] = await payments.methodsByCustomer(customerId);
    expect(await payments.method(card?.id ?? '')).toMatchObject({ name: 'Visa •••• 4242', is_active: true });
    await payments.detach(card?.id ?? '');
    expect(await payments.methods()).toMatchObject([{ is_active: false }]);
  });

  it('sees attempts, intents and charges, and gives money back', async () => {
    const { attempts, payments } = client;
    const [attempt] = (await attempts.list(paid.sessionId)).items;
    expect(await attempts.get(attempt?.id ?? '')).toMatchObject({ state: 'succeeded', payment_intent_id: paid.intentId });
    await attempts.details(attempt?.id ?? '');
    await attempts.transitions(attempt?.id ?? '');
    expect((await payments.intents()).items.map(({ id }) => id)).toContain(paid.intentId);
    expect(await payments.intent(paid.intentId)).toMatchObject({ status: 'succeeded', amount_atom: 7_000 });
    const [charge] = (await payments.attemptsByIntent(paid.intentId)).items;
    const chargeId = charge?.id ?? '';
    const refund = await payments.refund({ payment_attempt_external_id: chargeId, amount_atom: 1_000, reason: 'requested_by_customer' });
    await payments.getRefund(refund.id);
    expect((await payments.refundsByCharge(chargeId)).total).toBe(1);
    expect(await payments.refundsByAttempt(chargeId)).toHaveLength(1);
    expect(await client.sessions.get(paid.sessionId)).toMatchObject({ payment_state: 'partially_refunded' });
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
    const ofOthers = ['/api/checkout/', '/notices/']; // those are the page's, and the processors'
    const ofMerchants = api.judge.calls.filter(({ path }) => !ofOthers.some((start) => path.startsWith(start)));
    const documented = ofMerchants.map(({ method, path }) => `${method} ${path}`);
    const made = client.succeeded();
    expect(documented.filter((call) => !made.has(call))).toEqual([]);
  });
});
