// Accounts and their settings.
import { OPERATOR_TOKEN } from '../support/api-in-memory';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';

const suite = apiSuite();
const operator = () => suite().anonymous.withToken(OPERATOR_TOKEN);
const own = () => `/api/accounts/${suite().tenant.accountId}`;
interface Account {
  readonly id: string;
  readonly name: string;
  readonly account_type: string;
  readonly settings: { readonly checkout_settings: Record<string, unknown> };
}

describe('accounts', () => {
  it('start with the settings that were given', async () => {
    const made = await operator().post<Account>('/api/accounts', {
      name: 'Shop',
      organization_id: 'org_x',
      description: null,
      settings: { checkout_settings: { late_payment: 'refund', session_expiration_minutes: 30 } },
    });
    expect(made.body).toMatchObject({ name: 'Shop', organization_id: 'org_x', description: null, account_type: 'standard' });
    expect(made.body.settings.checkout_settings).toMatchObject({
      late_payment: 'refund',
      session_expiration_minutes: 30,
      allow_promotion_codes: false,
    });
    expect((await operator().get<Account>(`/api/accounts/${made.body.id}`)).body).toEqual(made.body);
    expect((await operator().get<Account[]>('/api/accounts/organization/org_x')).body).toEqual([made.body]);
    expect((await operator().get<Account[]>('/api/accounts/')).body.map(({ id }) => id)).toContain(made.body.id);
  });
  it('tell what is missing', async () =>
    expect(faultsOf(await operator().post('/api/accounts', { settings: { checkout_settings: { late_payment: 'keep' }, x: 1 } }))).toEqual([
      'body.settings.checkout_settings.late_payment unknown-choice',
      'body.settings.x unknown-field',
      'body.name required',
      'body.organization_id required',
    ]));
  it('see only themselves', async () => {
    expect((await suite().tenant.client.get<Account[]>('/api/accounts/')).body.map(({ id }) => id)).toEqual([suite().tenant.accountId]);
    expect((await suite().tenant.client.get<Account[]>('/api/accounts/organization/org_x')).body).toEqual([]);
  });
  it('are not there under an id that is none', async () => {
    for (const id of ['acc_dev_00000000000000000000', 'x', 'prod_dev_00000000000000000000'])
      expect(problemOf(await operator().get(`/api/accounts/${id}`))).toBe('404 not-found');
  });
});

describe('checkout settings', () => {
  it('change what is sent and answer themselves; null puts a setting back', async () => {
    const { client } = suite().tenant;
    const changed = await client.patch(`${own()}/checkout-settings`, {
      session_expiration_minutes: 45,
      allowed_redirect_hosts: ['shop.example', 'localhost:3000'],
      allow_promotion_codes: true,
    });
    expect(changed.body).toMatchObject({ session_expiration_minutes: 45, allow_promotion_codes: true, late_payment: 'complete' });
    const cleared = await client.patch(`${own()}/checkout-settings`, { session_expiration_minutes: null, allow_promotion_codes: null });
    expect(cleared.body).toMatchObject({
      session_expiration_minutes: null,
      allow_promotion_codes: false,
      allowed_redirect_hosts: ['shop.example', 'localhost:3000'],
    });
    expect((await client.get(`${own()}/checkout-settings`)).body).toEqual(cleared.body);
  });
  it('may be read and changed by nobody else', async () =>
    expect(problemOf(await suite().anonymous.get(`${own()}/checkout-settings`))).toBe('401 unauthenticated'));
  it('refuse what is no host', async () =>
    expect(
      faultsOf(
        await suite().tenant.client.patch(`${own()}/checkout-settings`, {
          allowed_frame_hosts: ['https://x.example', 'ok.example', 'a b', '-x.example'],
        }),
      ),
    ).toEqual([0, 2, 3].map((index) => `body.allowed_frame_hosts.${index} wrong-format`)));
});

describe('defaults', () => {
  it('begin with nothing', async () => {
    const { client } = suite().tenant;
    expect((await client.get(`${own()}/default-processor-route`)).body).toEqual({ default_processor_route_id: null });
    expect((await client.get(`${own()}/default-processor`)).body).toEqual({ default_processor_id: null });
  });
  it('must be there', async () => {
    const { client } = suite().tenant;
    const [route, processor] = ['proute_dev_00000000000000000000', 'nonsense'];
    expect(faultsOf(await client.patch(`${own()}/default-processor-route`, { default_processor_route_id: route }))).toEqual([
      'body.default_processor_route_id route-not-found',
    ]);
    expect(faultsOf(await client.patch(`${own()}/default-processor`, { default_processor_id: processor }))).toEqual([
      'body.default_processor_id processor-not-found',
    ]);
  });
  it('are set, kept and cleared', async () => {
    const { client, base } = suite().tenant;
    const processor = await client.post<{ id: string }>(`${base}/processors/`, {
      name: 'Sandbox', provider: 'sandbox', credentials: { url: 'http://127.0.0.1:1/alpha', api_key: 'k' }, currencies: ['usd'],
    }); // prettier-ignore
    const set = await client.patch(`${own()}/default-processor`, { default_processor_id: processor.body.id });
    expect(set.body).toEqual({ default_processor_id: processor.body.id });
    expect((await client.patch(`${own()}/default-processor`, {})).body).toEqual(set.body);
    expect((await client.get(own())).body['default_processor_id']).toBe(processor.body.id);
    expect((await client.patch(`${own()}/default-processor`, { default_processor_id: null })).body).toEqual({ default_processor_id: null });
  });
});

describe('fraud settings', () => {
  const rule = {
    name: 'Far away',
    reason: 'Outside of our markets',
    conditions: [{ field: 'country', operator: 'not_in', value: ['GB', 'IE'] }],
  };

  it('answer themselves, with what was left out', async () => {
    const { client } = suite().tenant;
    expect((await client.get(`${own()}/fraud-settings`)).body).toEqual({ enabled: false, fraud_rules: [], custom_message: null });
    const changed = await client.patch(`${own()}/fraud-settings`, { enabled: true, fraud_rules: [rule], custom_message: 'Call us.' });
    const whole = { enabled: true, fraud_rules: [{ ...rule, logic: 'AND', enabled: true }], custom_message: 'Call us.' };
    expect(changed.body).toEqual(whole);
    expect((await client.patch(`${own()}/fraud-settings`, {})).body).toEqual(whole);
    expect((await client.get(`${own()}/fraud-settings`)).body).toEqual(whole);
    expect((await client.get<Account>(own())).body.settings).toMatchObject({ fraud_settings: whole });
    const cleared = await client.patch(`${own()}/fraud-settings`, { fraud_rules: null, custom_message: null, enabled: null });
    expect(cleared.body).toEqual({ enabled: false, fraud_rules: [], custom_message: null });
  });

  it('tell what makes no sense, with its place', async () => {
    const { client } = suite().tenant;
    const change = (conditions: unknown) => client.patch(`${own()}/fraud-settings`, { fraud_rules: [rule, { name: 'r', conditions }] });
    expect(
      faultsOf(
        await change([
          { field: 'amount', operator: 'in', value: ['1'] },
          { field: 'brand', operator: 'equals', value: 1 },
        ]),
      ),
    ).toEqual([
      'body.fraud_rules.1.conditions.0.operator operator-not-for-field',
      'body.fraud_rules.1.conditions.1.value value-not-for-condition',
    ]);
    expect(faultsOf(await change([{ field: 'planet', operator: 'is', value: 'a b', more: 1 }]))).toEqual([
      'body.fraud_rules.1.conditions.0.field unknown-choice',
      'body.fraud_rules.1.conditions.0.operator unknown-choice',
      'body.fraud_rules.1.conditions.0.value wrong-format',
      'body.fraud_rules.1.conditions.0.more unknown-field',
    ]);
    expect(faultsOf(await change([]))).toEqual(['body.fraud_rules.1.conditions too-few']);
    expect(faultsOf(await change([{ field: 'amount', operator: 'equals', value: 1.5 }]))).toEqual([
      'body.fraud_rules.1.conditions.0.value wrong-format',
    ]);
  });

  it('may be there from the start, and are checked there too', async () => {
    const open = (conditions: unknown) =>
      operator().post<Account>('/api/accounts', {
        name: 'Shop',
        organization_id: 'org_f',
        settings: { fraud_settings: { enabled: true, fraud_rules: [{ ...rule, conditions }] } },
      });
    expect((await open(rule.conditions)).body.settings).toMatchObject({ fraud_settings: { enabled: true, fraud_rules: [rule] } });
    expect(faultsOf(await open([{ field: 'amount', operator: 'equals', value: 'a' }]))).toEqual([
      'body.settings.fraud_settings.fraud_rules.0.conditions.0.value value-not-for-condition',
    ]);
  });

  it('are taken as large as they may be', async () => {
    const condition = { field: 'country', operator: 'not_in', value: Array<string>(40).fill('x'.repeat(20)) };
    const largest = { name: 'ä'.repeat(100), reason: '漢'.repeat(500), conditions: Array<object>(10).fill(condition) };
    const { status } = await suite().tenant.client.patch(`${own()}/fraud-settings`, { fraud_rules: Array<object>(20).fill(largest) });
    expect(status).toBe(200);
  });
});
