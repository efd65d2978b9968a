// Which processors a payment asks, and in which order: connected, disabled, by default, by route of account, session and tier.
import { afterAll, beforeAll } from '@jest/globals';
import { made, priceOf, processorOf, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer, type Press } from '../support/buyer-in-memory';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const [GOOD, DECLINED] = ['4242424242424242', '4000000000000002'];
type Names = 'alpha' | 'beta' | 'gamma';

const suite = apiSuite();
let sandbox: RunningSandbox;
let tenant: Tenant;
let price: string;
let ids: Readonly<Record<Names, string>>;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  tenant = await newTenant(suite().anonymous);
  price = await priceOf(tenant);
  ids = { alpha: await connect('alpha'), beta: await connect('beta'), gamma: await connect('gamma') };
});

const connect = (name: Names, more: object = {}) =>
  processorOf(tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` }, ...more });
const at = (path: string) => `${tenant.base}${path}`;
const change = (name: Names, changes: object) => tenant.client.patch(at(`/processors/${ids[name]}`), changes);
const decide = (what: 'default-processor' | 'default-processor-route', id: string | null) =>
  tenant.client.patch(`/api/accounts/${tenant.accountId}/${what}`, { [`${what.replaceAll('-', '_')}_id`]: id });
/** `alpha`, or `alpha:setup_only`. */
const route = async (...steps: readonly string[]) => {
  const processors = steps.map((step) => {
    const [name, disposition = 'charge_and_setup'] = step.split(':');
    return { processor_id: ids[name as Names], disposition };
  });
  return (await made(tenant.client, at('/processor-routes/'), { name: steps.join(', '), processors })).id;
};
const newSession = (more: object = {}) => sessionWith(tenant, { line_items: [{ price_id: price }], ...more });

interface Row {
  readonly processor_name: string;
  readonly disposition: string;
  readonly charge_status: string;
  readonly charge_error_message: string | null;
  readonly setup_status: string;
  readonly tier_index: number;
}

/** What became of one press, row by row. */
async function rowsOf(more: object = {}, press: Press = {}): Promise<readonly string[]> {
  const { body } = await new InMemoryBuyer(suite().api, await newSession(more)).press({ card: GOOD, email: 'ada@example.com', ...press });
  return rowsOfAttempt(body.attempt.id);
}

async function rowsOfAttempt(attemptId: string): Promise<readonly string[]> {
  const details = await tenant.client.get<{ processor_attempts: Row[] }>(at(`/checkout-attempts/${attemptId}/details`));
  return details.body.processor_attempts.map(
    ({ tier_index: tier, ...row }) => `${tier} ${row.processor_name} ${row.charge_status}${row.charge_error_message ? ` ${row.charge_error_message}` : ''}`, // prettier-ignore
  );
}
const paidAt = (rows: readonly string[]) => rows.filter((row) => row.includes('succeeded'));

describe('without any route', () => {
  it('the processors are asked in the order of their connection', async () =>
    expect(await rowsOf()).toEqual(['0 alpha succeeded', '0 beta not_attempted', '0 gamma not_attempted']));

  it('the default processor comes first, then the others', async () => {
    await decide('default-processor', ids.gamma);
    expect(await rowsOf()).toEqual(['0 gamma succeeded', '0 alpha not_attempted', '0 beta not_attempted']);
    await decide('default-processor', null);
    expect(paidAt(await rowsOf())).toEqual(['0 alpha succeeded']);
  });

  it('a disabled one is passed over until it is enabled again, and so is the default one', async () => {
    await decide('default-processor', ids.beta);
    expect((await change('beta', { is_enabled: false })).body).toMatchObject({ is_enabled: false });
    expect(await rowsOf()).toEqual(['0 beta skipped disabled', '0 alpha succeeded', '0 gamma not_attempted']);
    await change('beta', { is_enabled: true });
    expect(paidAt(await rowsOf())).toEqual(['0 beta succeeded']);
  });

  it('each that cannot charge this says why', async () => {
    await change('alpha', { minimum_atom: 2_001 });
    await change('beta', { currencies: ['eur'] });
    expect(await rowsOf()).toEqual(['0 alpha skipped below-minimum', '0 beta skipped currency', '0 gamma succeeded']);
  });
});

describe('routes', () => {
  it('of the tier come before that of the session, and that before the account’s', async () => {
    const [ofAccount, ofSession, ofTier] = [await route('alpha'), await route('beta', 'alpha'), await route('gamma')];
    await decide('default-processor', ids.gamma);
    await decide('default-processor-route', ofAccount);
    expect(await rowsOf()).toEqual(['0 alpha succeeded']);
    const own = { processor_route_id: ofSession };
    expect(await rowsOf(own)).toEqual(['0 beta succeeded', '0 alpha not_attempted']);
    const cheaper = { line_items: [{ price_id: await priceOf(tenant, { unit_amount_atom: 1_000 }) }] };
    const cascade = { ...own, cascade_line_items: [cheaper, { ...cheaper, processor_route_id: ofTier }] };
    expect(await rowsOf(cascade, { card: DECLINED, acceptedTiers: [0, 1, 2] })).toEqual([
      '0 beta failed do_not_honor', '0 alpha failed do_not_honor', '1 beta failed do_not_honor', '1 alpha failed do_not_honor', '2 gamma failed do_not_honor',
    ]); // prettier-ignore
  });

  it('are looked up when the buyer pays, not when the session is made', async () => {
    const own = await route('alpha');
    const session = await newSession({ processor_route_id: own });
    const steps = [{ processor_id: ids.beta }];
    expect((await tenant.client.patch(at(`/processor-routes/${own}`), { processors: steps })).status).toBe(200);
    const { body } = await new InMemoryBuyer(suite().api, session).press({ card: GOOD, email: 'ada@example.com' });
    expect(await rowsOfAttempt(body.attempt.id)).toEqual(['0 beta succeeded']);
  });

  it('that begin with a processor which only saves cards charge at the next one, and save the card at both', async () => {
    await decide('default-processor-route', await route('alpha:setup_only', 'beta'));
    const customer = await made(tenant.client, at('/customers/'), { email: 'grace@example.com' });
    const { body } = await new InMemoryBuyer(suite().api, await newSession({ customer_id: customer.id })).press({
      card: GOOD,
      saveCard: true,
    });
    expect(body.attempt.state).toBe('succeeded');
    const saved = async () => {
      const details = await tenant.client.get<{ processor_attempts: Row[] }>(at(`/checkout-attempts/${body.attempt.id}/details`));
      return details.body.processor_attempts.map(({ processor_name, disposition, charge_status, setup_status }) => `${processor_name} ${disposition} ${charge_status} ${setup_status}`); // prettier-ignore
    };
    await suite().api.ports.clock.until(
      async () => (await saved()).some((row) => row.startsWith('alpha') && row.endsWith('succeeded')),
      10_000,
    );
    expect([...(await saved())].sort()).toEqual(['alpha setup_only not_attempted succeeded', 'beta charge_and_setup succeeded succeeded']);
  });

  it('need somebody who charges, each processor once, and none of another account', async () => {
    const stranger = await newTenant(suite().anonymous);
    const foreign = await processorOf(stranger);
    const create = (processors: readonly object[]) => tenant.client.post(at('/processor-routes/'), { name: 'Route', processors });
    expect(faultsOf(await create([{ processor_id: ids.alpha, disposition: 'setup_only' }]))).toEqual([
      'body.processors route-cannot-charge',
    ]);
    expect(faultsOf(await create([{ processor_id: ids.alpha }, { processor_id: ids.alpha }]))).toEqual([
      'body.processors.1.processor_id processor-twice',
    ]);
    expect(faultsOf(await create([{ processor_id: foreign }, { processor_id: ids.alpha }]))).toEqual([
      'body.processors.0.processor_id processor-not-found',
    ]);
  });

  it('are not deleted while a session, a tier of one, or the account names them', async () => {
    const [ofAccount, ofSession, ofTier, ofNobody] = [
      await route('alpha'),
      await route('alpha'),
      await route('alpha'),
      await route('alpha'),
    ];
    await decide('default-processor-route', ofAccount);
    const cascade_line_items = [{ line_items: [{ price_id: price }], processor_route_id: ofTier }];
    const session = await newSession({ processor_route_id: ofSession, cascade_line_items });
    const remove = (id: string) => tenant.client.delete(at(`/processor-routes/${id}`));
    for (const id of [ofAccount, ofSession, ofTier]) expect(problemOf(await remove(id))).toBe('400 route-in-use');
    expect((await remove(ofNobody)).status).toBe(204);
    await tenant.client.post(at(`/checkout-sessions/${session.id}/expire`));
    await decide('default-processor-route', null);
    for (const id of [ofAccount, ofSession, ofTier]) expect((await remove(id)).status).toBe(204);
  });
});

describe('a session that nobody could charge', () => {
  it('is not made, nor become one by a line item, a route, a discount or a code', async () => {
    for (const name of ['alpha', 'beta'] as const) await change(name, { minimum_atom: 1_500 });
    await change('gamma', { currencies: ['eur'] });
    const small = await priceOf(tenant, { unit_amount_atom: 100 });
    const refused = await tenant.client.post(at('/checkout-sessions/'), {
      success_url: 'https://a.example',
      return_url: 'https://a.example',
      line_items: [{ price_id: small }],
    });
    expect(faultsOf(refused)).toEqual(['body.line_items no-processor-for-amount']);
    const empty = await sessionWith(tenant);
    expect(faultsOf(await tenant.client.post(at(`/checkout-sessions/${empty.id}/line-items`), { price_id: small }))).toEqual([
      'body.price_id no-processor-for-amount',
    ]);
    expect((await tenant.client.post(at(`/checkout-sessions/${empty.id}/line-items`), { price_id: price })).status).toBe(200);

    const session = await newSession({ allow_promotion_codes: true });
    const patch = (changes: object) => tenant.client.patch(at(`/checkout-sessions/${session.id}`), changes);
    expect(faultsOf(await patch({ processor_route_id: await route('gamma') }))).toEqual([
      'body.processor_route_id no-processor-for-amount',
    ]);
    const half = await made(tenant.client, at('/coupons/'), { discount_type: 'percent_off', percent_off: 50 });
    const code = await made(tenant.client, at('/promotion-codes/'), { coupon_id: half.id, code: 'HALF' });
    expect(faultsOf(await patch({ coupon_id: half.id }))).toEqual(['body.coupon_id no-processor-for-amount']);
    expect(faultsOf(await patch({ promotion_code: code['code'] }))).toEqual(['body.promotion_code no-processor-for-amount']);
    const typed = () => tenant.client.post(`/api/checkout/${session.secure_token}/promotion-code`, { code: 'HALF' });
    expect(faultsOf(await typed())).toEqual(['body.code no-processor-for-amount']);
    await change('beta', { minimum_atom: 0 });
    expect((await typed()).status).toBe(200);
    expect(await rowsOf({ coupon_id: half.id })).toEqual(['0 alpha skipped below-minimum', '0 beta succeeded', '0 gamma skipped currency']);
  });
});
