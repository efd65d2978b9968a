// Every route of the served document, whoever added it: what it does for no token, a wrong one, another account's, and each scope.
import type { ApiClient } from '../support/api-client';
import { OPERATOR_TOKEN } from '../support/api-in-memory';
import { apiSuite, problemOf } from '../support/api-suite';
import { newTenant, type Tenant, tenantOf } from '../support/api-tenant';
import { exampleBody } from '../support/example-body';
import { acceptableBody, addressOf, type FurnishedTenant, furnishedTenant, type IdsByPrefix } from '../support/furnished-tenant';
import type { DocumentedCall } from '../support/openapi';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const SCOPES = ['read', 'write', 'audit', 'operator'];
const suite = apiSuite();
let mine: FurnishedTenant;
let theirs: FurnishedTenant;

let sandbox: RunningSandbox;
const furnished = () => furnishedTenant({ ...suite(), sandbox });

beforeAll(async () => {
  sandbox = await startSandbox();
  mine = await furnished();
  theirs = await furnished();
});
afterAll(() => sandbox.close());

/** Those that ask for a token. */
const guarded = (): readonly DocumentedCall[] => suite().anonymous.judge.calls.filter((call) => scopesOf(call).length > 0);
const named = ({ method, path }: DocumentedCall): string => `${method} ${path}`;
const scopesOf = ({ operation }: DocumentedCall): readonly string[] =>
  ((operation['security'] ?? []) as { bearer: string[] }[]).flatMap(({ bearer }) => bearer);
const isOfAccounts = ({ path }: DocumentedCall): boolean => path.startsWith('/api/accounts');

interface Target {
  readonly accountId: string;
  /** Ids in the path. */
  readonly path: IdsByPrefix;
  /** Ids in the body. */
  readonly body: IdsByPrefix;
}

function send(client: ApiClient, call: DocumentedCall, target: Target) {
  const body = exampleBody(client.judge, call, { ids: target.body, fields: 'required' });
  return client.send(call.method, addressOf(call, target.accountId, target.path), call.method === 'GET' ? {} : { body: body ?? {} });
}

const at = ({ accountId, ids }: FurnishedTenant): Target => ({ accountId, path: ids, body: ids });

/** What the calls that do otherwise answered; empty when all of them answer `expected`, a status and the end of a code. */
async function others(
  calls: readonly DocumentedCall[],
  expected: string,
  ask: (call: DocumentedCall) => ReturnType<typeof send>,
): Promise<readonly string[]> {
  expect(calls.length).toBeGreaterThan(10);
  const found: string[] = [];
  for (const call of calls) {
    const answer = await ask(call);
    const got = answer.status < 400 ? String(answer.status) : problemOf(answer);
    const [status = '', code = ''] = expected.split(' ');
    if (!got.startsWith(status) || !got.endsWith(code)) found.push(`${named(call)} answered ${got}: ${answer.text.slice(0, 200)}`);
  }
  return found;
}

/** Everything that was ever stored about an account. */
const storedFor = (accountId: string): readonly string[] =>
  suite()
    .api.ports.eventStore.events.filter(
      ({ metadata, data }) => metadata.accountId === accountId || JSON.stringify(data).includes(accountId),
    )
    .map(({ id }) => id);

describe('every route that asks for a token', () => {
  it('is told apart from those that ask for none', () => {
    const open = suite().anonymous.judge.calls.filter((call) => scopesOf(call).length === 0);
    expect(open.filter(({ path }) => path.includes('{account_id}')).map(named)).toEqual([]);
  });

  it('answers 401 without one', async () =>
    expect(await others(guarded(), '401 unauthenticated', (call) => send(suite().anonymous, call, at(theirs)))).toEqual([]));

  it('answers 401 to a wrong one', async () => {
    const wrong = suite().anonymous.withToken(`st_dev_${theirs.token.slice(7, 27)}${'x'.repeat(32)}`);
    expect(await others(guarded(), '401 unauthenticated', (call) => send(wrong, call, at(theirs)))).toEqual([]);
  });

  it('answers 403 to one of another account', async () => {
    const calls = guarded().filter(({ path }) => path.includes('{account_id}'));
    const before = storedFor(theirs.accountId);
    expect(await others(calls, '403 other-account', (call) => send(mine.client, call, at(theirs)))).toEqual([]);
    expect(storedFor(theirs.accountId)).toEqual(before);
  });

  it('answers 403 to the operator, but for accounts', async () => {
    const operator = suite().anonymous.withToken(OPERATOR_TOKEN);
    const calls = guarded().filter((call) => !isOfAccounts(call));
    expect(await others(calls, '403 other-account', (call) => send(operator, call, at(theirs)))).toEqual([]);
  });
});

describe("another account's things", () => {
  const isNamed = ({ path }: DocumentedCall) => /\{(?!account_id|organization_id)/.test(path);

  it('are not there, whatever is asked of them', async () => {
    const before = storedFor(theirs.accountId);
    const ask = (call: DocumentedCall) => send(mine.client, call, { accountId: mine.accountId, path: theirs.ids, body: mine.ids });
    expect(await others(guarded().filter(isNamed), '404 not-found', ask)).toEqual([]);
    expect(storedFor(theirs.accountId)).toEqual(before);
  });

  /** What is published for everybody. */
  const SAMPLES = /\/event-types$/;

  it('are in no list and no export', async () => {
    const calls = guarded().filter((call) => call.method === 'GET' && !isNamed(call) && !SAMPLES.test(call.path));
    const foreign = [...theirs.ids.values()];
    for (const call of calls) {
      const { text } = await send(mine.client, call, at(mine));
      expect([named(call), foreign.filter((id) => text.includes(id))]).toEqual([named(call), []]);
    }
  });

  it('can be referred to by no body', async () => {
    const calls = guarded().filter(({ operation }) => operation['requestBody']);
    const before = storedFor(mine.accountId);
    const accepted: string[] = [];
    const tried = new Set<string>();
    for (const call of calls) {
      const acceptable = acceptableBody(call, { judge: mine.client.judge, ...mine });
      const fields = exampleBody(mine.client.judge, call, { ids: theirs.ids, fields: 'all' }) ?? {};
      for (const [name, value] of Object.entries(fields).filter(([, given]) => refersTo(theirs.ids, given))) {
        tried.add(name);
        const answer = await mine.client.send(call.method, addressOf(call, mine.accountId, mine.ids), {
          body: { ...acceptable, [name]: value },
        });
        if (answer.status < 400 || answer.status >= 500) accepted.push(`${named(call)} ${name} answered ${answer.status}`);
      }
    }
    expect(accepted).toEqual([]);
    expect([...tried]).toEqual(expect.arrayContaining(['product_id', 'price_id', 'customer_id', 'default_processor_route_id']));
    expect(storedFor(mine.accountId)).toEqual(before);
  });
});

const refersTo = (ids: IdsByPrefix, value: unknown): boolean => {
  const text = JSON.stringify([value]);
  return [...ids.values()].some((id) => text.includes(id));
};

describe('scopes', () => {
  /** Reads that show what only writers may know. */
  const SECRET = /\/reveal-secret$/;
  /** Asked by POST, and changes nothing. */
  const QUESTION = /\/validate$/;
  const GRANTS = /\/api-tokens(?:\/|$)/;
  const isRead = ({ method, path }: DocumentedCall) => method === 'GET' && !SECRET.test(path);

  it('are read for reads, write for writes; audit for what was, operator for accounts', () => {
    const wrong = guarded().filter((call) => {
      if (QUESTION.test(call.path)) return scopesOf(call).join() !== 'read,write';
      const own = call.path === '/api/accounts' && call.method === 'POST' ? [] : [isRead(call) ? 'read' : 'write'];
      const extra = [
        ...(isOfAccounts(call) ? ['operator'] : []),
        ...(isRead(call) && /\/(history|events|export)/.test(call.path) ? ['audit'] : []),
      ];
      return [...scopesOf(call)].sort().join() !== [...own, ...extra].sort().join();
    });
    expect(wrong.map((call) => `${named(call)} ${scopesOf(call).join()}`)).toEqual([]);
  });

  it.each(SCOPES)('%s opens what the document says, and nothing else', async (scope) => {
    const target = await furnished(); // what is allowed is done
    const holder: Tenant = await tenantOf(suite().anonymous, target.accountId, [scope]);
    const [open, shut] = [true, false].map((isOpen) => guarded().filter((call) => scopesOf(call).includes(scope) === isOpen));
    expect(await others(shut ?? [], '403 missing-scope', (call) => send(holder.client, call, at(target)))).toEqual([]);
    for (const call of open ?? []) {
      const { status } = await send(holder.client, call, at(target));
      const isRefused = status === 401 || (status === 403 && !GRANTS.test(call.path)); // nobody hands out more than he may himself
      expect([named(call), isRefused]).toEqual([named(call), false]);
    }
  });

  it('of an operator reach every account by its settings, a tenant of none', async () => {
    const settings = `/api/accounts/${theirs.accountId}/checkout-settings`;
    const operator = await newTenant(suite().anonymous, ['operator']);
    expect((await operator.client.get(settings)).status).toBe(200);
    expect(problemOf(await mine.client.get(settings))).toBe('403 other-account');
  });
});
