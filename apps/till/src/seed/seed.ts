// The demo account, made through the API like anybody's. Each step is kept as soon as it is done: a start that was cut off goes on
// there, and its idempotency keys make the step in between harmless.
import { randomBytes } from 'node:crypto';
import type { ApiCaller } from '../api/api-caller';
import type { DataFolder } from '../installation/data-folder';
import { type DemoAccount, keepDemoAccount, readDemoAccount } from '../installation/demo-account';

export interface Seeding {
  readonly data: DataFolder;
  /** With the operator's token. */
  readonly operator: ApiCaller;
  /** Where the sandbox processors answer, without a slash at the end. */
  readonly sandbox: string;
}

interface Created {
  readonly id: string;
}

/** Answers the account; `isNew` when anything had to be made. */
export async function seedDemoAccount({
  data,
  operator,
  sandbox,
}: Seeding): Promise<{ readonly account: DemoAccount; readonly isNew: boolean }> {
  let soFar = readDemoAccount(data);
  let isNew = false;
  const step = async <Name extends keyof DemoAccount>(
    name: Name,
    make: () => Promise<Partial<DemoAccount>>,
  ): Promise<DemoAccount[Name]> => {
    const known = soFar[name];
    if (known !== undefined) return known;
    soFar = { ...soFar, ...(await make()) };
    keepDemoAccount(data, soFar);
    isNew = true;
    return (soFar as DemoAccount)[name];
  };
  const accountId = await step('account_id', async () => ({ account_id: await newAccount(operator) }));
  // No idempotency key: only a first answer holds the secret.
  const token = await step('secret_token', async () => ({ secret_token: await newToken(operator, accountId) }));
  await step('publishable_token', async () => ({ publishable_token: `pt_dev_${randomBytes(20).toString('hex')}` }));
  const api = operator.withToken(token);
  const post = async (path: string, body: object, once: string): Promise<string> => {
    const { id } = await api.post<Created>(`/api/${accountId}${path}`, body, `seed ${once}`.replaceAll(' ', '-'));
    return id;
  };
  if (soFar.sandbox_processors !== sandbox) soFar = await moved(soFar, { api, accountId });
  const noticeSecret = await step('notice_secret', () => newNoticeSecret(soFar, { api, accountId }));
  const processors = await step('processor_ids', async () => ({
    processor_ids: await inTurn(PROCESSORS, async (name) => {
      const id = await post('/processors', processorOf(name, sandbox, noticeSecret), `processor ${name} ${sandbox} with notices`);
      await api.patch(`/api/${accountId}/processors/${id}`, { is_enabled: true }); // back at an earlier address, it rests until now
      return id;
    }),
    sandbox_processors: sandbox,
  }));
  await step('processor_route_id', async () => ({
    processor_route_id: await post('/processor-routes', routeOf(processors), `route ${sandbox}`),
  }));
  const product = await step('product_id', async () => ({ product_id: await post('/products', { name: 'Espresso machine' }, 'product') }));
  await step('price_ids', async () => ({
    price_ids: await inTurn(pricesOf(product), (price) => post('/prices', price, `price ${price.pricing_type}`)),
  }));
  await step('customer_id', async () => ({ customer_id: await post('/customers', customer, 'customer') }));
  return { account: soFar as DemoAccount, isNew };
}

const customer = { email: 'ada@example.com', first_name: 'Ada', last_name: 'Lovelace' };
/** Of the sandbox, in the order in which the demo account connects them. */
export const PROCESSORS = ['alpha', 'beta'];
const processorOf = (name: string, sandbox: string, noticeSecret: string) => ({
  name,
  provider: 'sandbox',
  credentials: { url: `${sandbox}/${name}`, api_key: `sandbox_${name}`, notice_secret: noticeSecret },
});
const routeOf = (processorIds: readonly string[]) => ({
  name: 'Alpha, then Beta',
  processors: processorIds.map((id) => ({ processor_id: id })),
});
const pricesOf = (productId: string) => [
  { product_id: productId, name: 'Machine', currency: 'usd', pricing_type: 'one_time', unit_amount_atom: 2_000 },
  {
    product_id: productId,
    name: 'Beans every month',
    currency: 'usd',
    pricing_type: 'recurring',
    recurring_interval: 'month',
    recurring_interval_count: 1,
    unit_amount_atom: 1_000,
  },
];

async function newAccount(operator: ApiCaller): Promise<string> {
  const { id } = await operator.post<Created>('/api/accounts/', { name: 'Demo shop', organization_id: 'demo' }, 'seed-account');
  return id;
}

async function newToken(operator: ApiCaller, accountId: string): Promise<string> {
  const { token } = await operator.post<{ readonly token: string }>(`/api/accounts/${accountId}/api-tokens`, {
    name: 'Demo',
    scopes: ['read', 'write', 'audit'],
  });
  return token;
}

/** An account that was made before there was one is given it. */
async function newNoticeSecret(soFar: Partial<DemoAccount>, { api, accountId }: { readonly api: ApiCaller; readonly accountId: string }) {
  const secret = randomBytes(24).toString('base64url');
  for (const id of soFar.processor_ids ?? []) await api.patch(`/api/${accountId}/processors/${id}`, { notice_secret: secret });
  return { notice_secret: secret };
}

/** The processors' address is part of what they were connected with: at another address they are connected anew, the old ones rest. */
async function moved(soFar: Partial<DemoAccount>, { api, accountId }: { readonly api: ApiCaller; readonly accountId: string }) {
  for (const id of soFar.processor_ids ?? []) await api.patch(`/api/${accountId}/processors/${id}`, { is_enabled: false });
  const { processor_ids: _processors, processor_route_id: _route, sandbox_processors: _sandbox, ...rest } = soFar;
  return rest;
}

async function inTurn<Item>(items: readonly Item[], make: (item: Item) => Promise<string>): Promise<readonly string[]> {
  const made: string[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}
