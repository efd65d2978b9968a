// Every route of the served document, whoever added it: what it does not know is refused by name, and a slash at the end changes nothing.
import type { Fault, ProblemBody } from '../support/api-client';
import { apiSuite } from '../support/api-suite';
import { acceptableBody, addressOf, type FurnishedTenant, furnishedTenant } from '../support/furnished-tenant';
import type { DocumentedCall } from '../support/openapi';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const suite = apiSuite();
let sandbox: RunningSandbox;
let tenant: FurnishedTenant;

beforeAll(async () => {
  sandbox = await startSandbox();
  tenant = await furnishedTenant({ ...suite(), sandbox });
});
afterAll(() => sandbox.close());

const calls = (): readonly DocumentedCall[] => suite().anonymous.judge.calls.filter(({ path }) => path.includes('{account_id}'));
const path = (call: DocumentedCall): string => addressOf(call, tenant.accountId, tenant.ids);
const named = ({ method, path: documented }: DocumentedCall): string => `${method} ${documented}`;

/** The place of the fault that is told, or the status where it is told otherwise. */
async function toldBy(call: DocumentedCall, address: string, body: object | undefined): Promise<string> {
  const answer = await tenant.client.send<ProblemBody>(call.method, address, body ? { body } : {});
  const faults = answer.status === 422 ? (answer.body.detail as readonly Fault[]) : [];
  return faults.find(({ loc }) => loc.includes('no_such_name'))?.type ?? String(answer.status);
}

const takes = (call: DocumentedCall, content: string): boolean => {
  const body = call.operation['requestBody'] as { content: object } | undefined;
  return body !== undefined && content in body.content;
};

describe('every call', () => {
  it('refuses a parameter that it does not know', async () => {
    const wrong: string[] = [];
    for (const call of calls()) {
      const told = await toldBy(call, `${path(call)}?no_such_name=1`, undefined);
      if (told !== 'unknown-parameter') wrong.push(`${named(call)}: ${told}`);
    }
    expect(calls().length).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });

  it('refuses a field that it does not know, also where it takes none', async () => {
    const wrong: string[] = [];
    for (const call of calls().filter((one) => one.method !== 'GET' && !takes(one, 'multipart/form-data'))) {
      const body = { ...acceptableBody(call, { judge: tenant.client.judge, ...tenant }), no_such_name: 1 };
      const told = await toldBy(call, path(call), body);
      if (told !== 'unknown-field') wrong.push(`${named(call)}: ${told}`);
    }
    expect(wrong).toEqual([]);
  });

  it('refuses texts, numbers and lists where it takes an object', async () => {
    const wrong: string[] = [];
    for (const call of calls().filter((one) => takes(one, 'application/json'))) {
      for (const raw of ['[]', '"text"', '1', '[[]]']) {
        const { status } = await tenant.client.send(call.method, path(call), { raw });
        if (status !== 422) wrong.push(`${named(call)} answered ${status} to ${raw}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('that reads answers with a slash at the end as without one', async () => {
    for (const call of calls().filter(({ method }) => method === 'GET')) {
      const [without, withSlash] = [await tenant.client.get(path(call)), await tenant.client.get(`${path(call)}/`)];
      expect([named(call), withSlash.status, withSlash.text]).toEqual([named(call), without.status, without.text]);
    }
  });
});
