// An account that has one of everything that the documented API can make, for suites that walk every route. New collections are found by
// themselves; only what a body must say beyond its required fields stands here.
import { CommandBus } from '@nestjs/cqrs';
import { causedByTimer, Ids } from '@tillstream/event-sourcing';
import { SavePaymentMethodCommand } from '@tillstream/payments';
import type { ApiClient, Received } from './api-client';
import type { InMemoryApi } from './api-in-memory';
import { newTenant, type Tenant } from './api-tenant';
import { exampleBody } from './example-body';
import type { DocumentedCall, OpenApiJudge } from './openapi';
import { pay, type RunningSandbox, type ToPay } from './sandbox-in-process';

/** Ids of real things by their prefix: `prod` → `prod_dev_…`. */
export type IdsByPrefix = ReadonlyMap<string, string>;

export interface FurnishedTenant extends Tenant {
  readonly ids: IdsByPrefix;
  readonly sandboxUrl: string;
}

const ID = /\b([a-z]+)_dev_[0-9A-Za-z_]{20,}\b/g;
const RECURRING = { pricing_type: 'recurring', recurring_interval: 'month', unit_amount_atom: 1_900 };

export interface Known {
  readonly judge: OpenApiJudge;
  readonly ids: IdsByPrefix;
  readonly sandboxUrl: string;
}

/** What the required fields alone do not make, by the last part of the collection's path. */
const MORE: Readonly<Record<string, (known: Known) => object>> = {
  prices: () => RECURRING,
  processors: ({ sandboxUrl }) => ({ provider: 'sandbox', credentials: { url: `${sandboxUrl}/alpha`, api_key: 'sandbox_alpha' } }),
  'custom-field-definitions': () => ({ data_type: 'text' }),
  'promotion-codes': () => ({ code: 'WELCOME' }),
  coupons: () => ({ discount_type: 'percent_off', percent_off: 10 }),
  refunds: () => ({ amount_atom: 1 }),
  'checkout-sessions': ({ ids }) => ({ customer_id: ids.get('cus'), line_items: [{ price_id: ids.get('price') }] }),
};

/** Collections whose things need money that was taken. */
const AFTER_PAYING = ['refunds'];

/** The order in which collections are filled; those that are not named come last. */
const ORDER = ['products', 'prices', 'customers', 'processors', 'coupons'];

export interface Furnishing {
  readonly api: InMemoryApi;
  readonly anonymous: ApiClient;
  readonly sandbox: RunningSandbox;
}

export async function furnishedTenant({ api, anonymous, sandbox }: Furnishing): Promise<FurnishedTenant> {
  const tenant = await newTenant(anonymous, ['read', 'write', 'audit']);
  const { judge } = anonymous;
  const ids = new Map([['acc', tenant.accountId]]);
  const known: Known = { judge, ids, sandboxUrl: sandbox.url };
  const all = collectionsOf(judge);
  const [later, collections] = [true, false].map((isLater) => all.filter(({ path }) => AFTER_PAYING.includes(lastOf(path)) === isLater));
  for (const call of collections ?? []) harvestFrom((await make(tenant, call, known)).text, ids);
  const paid = await sessionToPay(tenant, all, known); // beside the first one, which stays open
  harvestFrom(await pay(api.baseUrl, paid, api.ports), ids);
  harvestFrom((await tenant.client.get(`${tenant.base}/checkout-sessions/${paid.id}`)).text, ids);
  for (const call of judge.calls.filter(isOwnList)) await harvest(tenant, call.path, ids);
  harvestFrom((await tenant.client.get(`${tenant.base}/events?aggregate_id=${paid.id}`)).text, ids);
  await harvest(tenant, `/api/{account_id}/checkout-attempts/${ids.get('ca')}/details`, ids);
  for (const call of later ?? []) harvestFrom((await make(tenant, call, known)).text, ids);
  if (!ids.has('pm')) await saveCard(api, tenant, ids);
  return { ...tenant, ids, sandboxUrl: sandbox.url };
}

/** A card as a payment would have saved it. */
async function saveCard({ app, ports }: InMemoryApi, { accountId }: Tenant, ids: Map<string, string>): Promise<void> {
  const outside = new Ids(ports.environment, ports.keyring);
  const key = outside.randomKey();
  const context = causedByTimer({ accountId, stream: `paymentMethod-${key}`, revision: 0, name: 'furnish' });
  const card = { brand: 'visa', lastFour: '4242', expMonth: 12, expYear: 2044, funding: null, country: null, fingerprint: 'f' };
  const [customerKey, processorKey] = [ids.get('cus') ?? '', ids.get('proc') ?? ''].map((id) => id.slice(-20));
  const reference = { token: 'sealed', networkTransactionId: null };
  const saved = { customerKey: customerKey ?? '', card, processorKey: processorKey ?? '', reference };
  await app.get(CommandBus).execute(new SavePaymentMethodCommand(context, key, saved));
  ids.set('pm', outside.format('pm', key));
}

/** Path of a call with real ids in it; throws for an id of a kind that nothing made. */
export function addressOf({ path, operation }: DocumentedCall, accountId: string, ids: IdsByPrefix): string {
  const parameters = (operation['parameters'] ?? []) as readonly { name: string; schema: { example?: string } }[];
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'account_id') return accountId;
    const example = String(parameters.find((parameter) => parameter.name === name)?.schema.example);
    const prefix = /^([a-z]+)_dev_/.exec(example)?.[1];
    const id = prefix === undefined ? example : ids.get(prefix);
    if (id === undefined) throw new Error(`nothing was made that ${name} of ${path} could name: teach furnished-tenant.ts`);
    return id;
  });
}

const collectionsOf = ({ calls }: OpenApiJudge): readonly DocumentedCall[] => {
  const isCollection = ({ method, path }: DocumentedCall) =>
    method === 'POST' &&
    /^\/api\/(?:accounts\/)?\{account_id\}\/[\w/-]+$/.test(path) &&
    calls.some((other) => other.path.startsWith(`${path}/{`));
  return calls.filter(isCollection).sort((left, right) => rank(left) - rank(right));
};

const rank = ({ path }: DocumentedCall): number => {
  const index = ORDER.indexOf(lastOf(path));
  return index < 0 ? ORDER.length : index;
};

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What is accepted when the ids are those of the account. */
export const acceptableBody = (call: DocumentedCall, known: Known): object => ({
  ...exampleBody(known.judge, call, { ids: known.ids, fields: 'required' }),
  ...(call.method === 'POST' ? MORE[lastOf(call.path)]?.(known) : {}),
});

async function make(tenant: Tenant, call: DocumentedCall, known: Known): Promise<Received<unknown>> {
  const made = await tenant.client.post<unknown>(call.path.replace('{account_id}', tenant.accountId), acceptableBody(call, known));
  if (made.status !== 200) throw new Error(`POST ${call.path} answered ${made.status} ${made.text}: teach furnished-tenant.ts`);
  return made;
}

async function sessionToPay(tenant: Tenant, collections: readonly DocumentedCall[], known: Known): Promise<ToPay> {
  const call = collections.find(({ path }) => lastOf(path) === 'checkout-sessions');
  if (!call) throw new Error('there are no sessions');
  return (await make(tenant, call, known)).body as ToPay;
}

/** Lists of what the account has; the list of message types holds samples. */
const isOwnList = ({ method, path }: DocumentedCall): boolean =>
  method === 'GET' && /^\/api\/(?:accounts\/)?\{account_id\}\/[\w/-]+$/.test(path) && !path.endsWith('/event-types');

async function harvest({ client, accountId }: Tenant, path: string, ids: Map<string, string>): Promise<void> {
  harvestFrom((await client.get(path.replace('{account_id}', accountId))).text, ids);
}

/** The first id of each kind stays: later answers only add kinds. */
function harvestFrom(text: string, ids: Map<string, string>): void {
  for (const [id, prefix] of text.matchAll(ID)) if (prefix !== undefined && !ids.has(prefix)) ids.set(prefix, id);
}
