// What an operator does about a charge that nobody could settle: the real command line against a running installation.
import { Redis } from 'ioredis';
import { eventually } from '../support/eventually';
import { Buyer, call } from '../support/merchant';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';
import { type Ended, type RunningTill, till, tillUp } from '../support/till';

jest.setTimeout(180_000);

const LOST = '4000009910000051'; // charged, and the answer is lost
const SILENT = { outage: 'error', outage_on: ['inquire', 'close'], notices: 'none' };

interface Found {
  readonly id: string;
  readonly processor_name: string;
}

let folder: TemporaryFolder;
let running: RunningTill;

beforeAll(async () => {
  folder = await temporaryFolder('till-payments');
  running = await tillUp(folder.path);
});

afterAll(async () => {
  await running.end('SIGTERM');
  await folder.remove();
});

const payments = (...args: readonly string[]) => till('payments', ...args, '--data', folder.path);
const unresolved = async () => {
  const { code, stdout } = await payments('unresolved', '--json');
  return { code, found: (JSON.parse(stdout) as { unresolved: readonly Found[] }).unresolved };
};
const resolve = (id: string, as: string, ...more: readonly string[]): Promise<Ended> =>
  payments('resolve', id, '--as', as, '--reason', 'seen in its pages', '--yes', ...more);

const api = async (method: string, path: string, body?: object) => {
  const { account_id, api: url, secret_token: token } = running.ready;
  const answer = await call<Record<string, string>>(`${url}/api/${account_id}${path}`, method, { token, ...(body ? { body } : {}) });
  expect(answer.status).toBe(200);
  return answer.body;
};
const sandbox = (settings: object) =>
  Promise.all(
    ['alpha', 'beta'].map((name) => call(`${running.ready.sandbox_processors}/_control/processors/${name}`, 'PUT', { body: settings })),
  );

/** Pays with a card whose answer is lost, while its processor can neither be asked nor close anything. */
async function unclear() {
  const session = await api('POST', '/checkout-sessions/', {
    success_url: 'http://127.0.0.1/thanks',
    return_url: 'http://127.0.0.1/cart',
    line_items: [{ price_id: running.ready.price_ids[0], quantity: 1 }],
  });
  await sandbox(SILENT);
  await new Buyer(running.ready.api, session['secure_token'] ?? '').pay(1, LOST);
  const isUnresolved = async () => (await api('GET', `/checkout-sessions/${session['id']}`))['payment_state'] === 'unresolved';
  await eventually(isUnresolved, { timeoutMs: 30_000, describe: 'the charge is unresolved' });
  return session['id'] ?? '';
}

it('lists it, refuses a word against an unreachable processor, and gives way to one that has the money', async () => {
  expect(await unresolved()).toEqual({ code: 0, found: [] });
  const sessionId = await unclear();
  const { code, found } = await unresolved();
  expect([code, found]).toMatchObject([4, [{ kind: 'charge', checkout_session_id: sessionId, last_try: { said: expect.any(String) } }]]);
  const { id, processor_name: name } = found[0] ?? { id: '', processor_name: '' };
  const doctor = await till('doctor', '--data', folder.path);
  expect(doctor.stdout).toContain(`unresolved payments: 1 charge; the oldest for`);

  const refused = await resolve(id, 'not_charged');
  expect(refused).toMatchObject({ code: 1, stdout: expect.stringMatching(`Nothing was written: ${name} .*does not answer`) });
  expect((await unresolved()).found).toHaveLength(1);

  await sandbox({ outage: 'none', outage_on: [] });
  const answered = await resolve(id, 'not_charged');
  // The worker may have asked first, now that it can be asked.
  expect([1, 2]).toContain(answered.code);
  if (answered.code === 1) expect(answered.stdout).toMatch(/says that it took the money|was settled meanwhile/);
  const isPaid = async () => (await api('GET', `/checkout-sessions/${sessionId}`))['payment_state'] === 'paid';
  await eventually(isPaid, { timeoutMs: 20_000, describe: 'the session is paid' });
  expect(await unresolved()).toEqual({ code: 0, found: [] });
});

it('takes a word for a processor that will not come back, and finds it again after Redis was emptied', async () => {
  const sessionId = await unclear();
  const redis = new Redis(running.ready.redis);
  await redis.flushall().finally(() => redis.disconnect());
  const { found } = await unresolved();
  expect(found).toHaveLength(1);
  const settled = await resolve(found[0]?.id ?? '', 'not_charged', '--processor-unreachable', '--json');
  expect({ code: settled.code, ...(JSON.parse(settled.stdout) as object) }).toMatchObject({ code: 0, result: 'not_charged', by: 'hand' });
  await sandbox({ outage: 'none', outage_on: [] });
  expect((await api('GET', `/checkout-sessions/${sessionId}`))['payment_state']).toBe('none');
  const audit = await till('audit', 'verify', '--data', folder.path, '--session', sessionId);
  expect(audit.code).toBe(0);
});
