// Subscriptions over the in-memory API: what a completed session owes, field by field; what they let their customer buy; how they end.
import { beforeAll } from '@jest/globals';
import { made, plainSession, priceOf, processorOf, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
const suite = apiSuite();
const client = () => suite().tenant.client;
const base = () => suite().tenant.base;
const now = () => suite().api.ports.clock.now();
const monthly = { pricing_type: 'recurring', recurring_interval: 'month', recurring_interval_count: 1, unit_amount_atom: 1_000 };
const lines = (...prices: string[]) => prices.map((price_id) => ({ price_id }));
beforeAll(async () => void (await processorOf(suite().tenant)));

let customers = 0;
const customer = async () => (await made(client(), `${base()}/customers/`, { email: `ada-${++customers}@example.com` })).id;

/** What the completion of a session over these prices created, oldest group first. */
async function subscribed(customer_id: string, ...prices: string[]): Promise<readonly Row[]> {
  const { id } = await sessionWith(suite().tenant, { customer_id, line_items: lines(...prices) });
  const { body } = await client().put<{ subscription_ids: readonly string[] }>(`${base()}/checkout-sessions/${id}/complete`);
  return Promise.all(body.subscription_ids.map(async (one) => (await client().get<Row>(`${base()}/subscriptions/${one}`)).body));
}
const subscription = async (id: string) => (await client().get<Row>(`${base()}/subscriptions/${id}`)).body;

describe('a subscription', () => {
  it('is one for each group of equal terms, with whole prices and the whole customer', async () => {
    const { tenant } = suite();
    const ada = await customer();
    const [seat, storage] = [await priceOf(tenant, monthly), await priceOf(tenant, monthly)];
    const [yearly, trial] = [
      await priceOf(tenant, { ...monthly, recurring_interval: 'year' }),
      await priceOf(tenant, { ...monthly, trial_days: 7 }),
    ];
    const groups = await subscribed(ada, seat, yearly, storage, trial, await priceOf(tenant));
    expect(groups.map(({ items }) => (items as { price: Row }[]).map(({ price }) => price.id))).toEqual([
      [seat, storage],
      [yearly],
      [trial],
    ]);
    expect(groups[0]).toMatchObject({
      state: 'active', currency: 'usd', description: null, collection_method: 'send_invoice', payment_method: null, metadata: {}, custom_fields: {},
      trial_start: null, trial_end: null, customer: { id: ada }, items: [{ quantity: 1, is_active: true, product_name: 'Mug' }, {}],
      current_period_start: new Date(now()).toISOString(),
    }); // prettier-ignore
    expect(groups[2]).toMatchObject({ state: 'trialing', trial_end: new Date(now() + 7 * 86_400_000).toISOString() });
  });

  it('is listed by customer and by state', async () => {
    const ada = await customer();
    const [one, two] = await subscribed(
      ada,
      await priceOf(suite().tenant, monthly),
      await priceOf(suite().tenant, { ...monthly, trial_days: 3 }),
    );
    const listed = async (filter: object) => {
      const { body } = await client().get<{ items: Row[] }>(
        `${base()}/subscriptions/?${new URLSearchParams({ filter: JSON.stringify(filter) }).toString()}`,
      );
      return body.items.map(({ id }) => id).sort();
    };
    expect(await listed({ customer_external_id: ada })).toEqual([one?.id, two?.id].sort());
    expect(await listed({ customer_external_id: ada, state: 'trialing' })).toEqual([two?.id]);
    const { body } = await client().get<Row[]>(`${base()}/subscriptions/by-customer/${ada}`);
    expect(body.map(({ id }) => id).sort()).toEqual([one?.id, two?.id].sort());
  });
});

describe('prerequisites', () => {
  const addOn = async (prerequisite: string) => priceOf(suite().tenant, { ...monthly, prerequisite_price_ids: [prerequisite] });
  const create = (customer_id: string, price: string) =>
    client().post(`${base()}/checkout-sessions/`, { ...plainSession, customer_id, line_items: lines(price) });
  const lacking = ['body.line_items.0.price_id price-lacks-prerequisite'];

  it('are satisfied by a subscription, until it is cancelled', async () => {
    const [ada, plan] = [await customer(), await priceOf(suite().tenant, monthly)];
    const extra = await addOn(plan);
    expect(faultsOf(await create(ada, extra))).toEqual(lacking);
    const [owned] = await subscribed(ada, plan);
    expect((await create(ada, extra)).status).toBe(200);
    expect(faultsOf(await create(await customer(), extra))).toEqual(lacking);
    await client().post(`${base()}/subscriptions/${owned?.id}/cancel`);
    await suite().api.ports.clock.advance(2_001); // facts may be two seconds old
    expect(faultsOf(await create(ada, extra))).toEqual(lacking);
  });

  it('are looked at also when a line item is added', async () => {
    const [ada, plan] = [await customer(), await priceOf(suite().tenant, monthly)];
    const extra = await addOn(plan);
    await subscribed(ada, plan);
    const [his, nobodys] = [await sessionWith(suite().tenant, { customer_id: ada }), await sessionWith(suite().tenant)];
    expect((await client().post(`${base()}/checkout-sessions/${his.id}/line-items`, { price_id: extra })).status).toBe(200);
    expect(faultsOf(await client().post(`${base()}/checkout-sessions/${nobodys.id}/line-items`, { price_id: extra }))).toEqual([
      'body.price_id price-lacks-prerequisite',
    ]);
  });
});

describe('the end of a subscription', () => {
  const at = (id: string, call: string) => `${base()}/subscriptions/${id}/${call}`;
  const fresh = async () => (await subscribed(await customer(), await priceOf(suite().tenant, monthly)))[0]?.id ?? '';

  it('is now', async () => {
    const id = await fresh();
    const { body } = await client().post<Row>(at(id, 'cancel'));
    expect(body).toMatchObject({ state: 'cancelled', cancelled_at: new Date(now()).toISOString(), items: [{ is_active: false }] });
    expect((await client().post<Row>(at(id, 'cancel'))).body).toEqual(body);
    expect(problemOf(await client().post(at(id, 'cancel_at_period_end')))).toBe('400 subscription-cancelled');
  });

  it('is the end of the period that runs when it is asked for, and can be taken back', async () => {
    const id = await fresh();
    const start = now();
    const monthsOn = (months: number) => new Date(new Date(start).setUTCMonth(new Date(start).getUTCMonth() + months)).toISOString();
    await suite().api.ports.clock.advance(70 * 86_400_000); // in the third month
    expect(await subscription(id)).toMatchObject({ state: 'active', current_period_start: monthsOn(2), current_period_end: monthsOn(3) });
    await client().post(at(id, 'cancel_at_period_end'));
    await client().post(`${at(id, 'cancel_at_period_end')}?value=false`);
    expect(await subscription(id)).toMatchObject({ state: 'active', cancel_at_period_end: false });
    expect((await client().post<Row>(`${at(id, 'cancel_at_period_end')}?value=true`)).body).toMatchObject({
      state: 'active',
      cancel_at_period_end: true,
    });
    await suite().api.ports.clock.advance(Date.parse(monthsOn(3)) - now());
    expect(await subscription(id)).toMatchObject({ state: 'cancelled', current_period_end: monthsOn(3), items: [{ is_active: false }] });
  });
});
