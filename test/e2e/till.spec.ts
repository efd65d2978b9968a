import { existsSync, writeFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { eventually } from '../support/eventually';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';
import { isAlive, till, tillUp, type RunningTill } from '../support/till';

jest.setTimeout(120_000);

interface SessionAnswer {
  readonly id: string;
  readonly url: string;
}

let folder: TemporaryFolder;
let running: RunningTill;

beforeAll(async () => {
  folder = await temporaryFolder('till');
  running = await tillUp(folder.path);
});

afterAll(async () => {
  await running.end('SIGTERM');
  await folder.remove();
});

const inFolder = (...args: readonly string[]) => till(...args, '--data', folder.path);

/** The request of the printed `curl`, sent as curl would. */
async function printedRequest(): Promise<{ readonly status: number; readonly body: SessionAnswer }> {
  const [, url = '', rest = ''] = /curl -s (\S+) \\\n([\s\S]*?\n {2}-d '.*')/.exec(running.stdout()) ?? [];
  const headers = [...rest.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = '', value = '']) => [name, value] as [string, string]);
  const response = await fetch(url, { method: 'POST', headers, body: /-d '(.*)'/.exec(rest)?.[1] ?? '' });
  return { status: response.status, body: (await response.json()) as SessionAnswer };
}

describe('till up', () => {
  it('tells scripts what runs where, in exactly these names', () => {
    expect(Object.keys(running.ready)).toEqual([
      'api', 'checkout', 'event_store', 'redis', 'sandbox_processors', 'account_id', 'secret_token', 'publishable_token', 'price_ids',
      'processor_ids', 'pid',
    ]); // prettier-ignore
    expect(running.ready).toMatchObject({
      checkout: `${running.ready.api}/checkout`,
      account_id: expect.stringMatching(/^acc_dev_/),
      secret_token: expect.stringMatching(/^st_dev_/),
      price_ids: [expect.stringMatching(/^price_dev_/), expect.stringMatching(/^price_dev_/)],
      processor_ids: [expect.stringMatching(/^proc_dev_/), expect.stringMatching(/^proc_dev_/)],
      pid: running.pids()['till'],
    });
  });

  it('prints a curl that works as it is, and a page behind its answer', async () => {
    const { status, body } = await printedRequest();
    expect(status).toBe(200);
    expect(body.url.startsWith(`${running.ready.checkout}/`)).toBe(true);
    expect((await fetch(body.url)).status).toBe(200);
  });

  it('refuses a folder on which another one runs', async () => {
    const second = await inFolder('up', '--any-port');
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('Another `till up`') });
  });

  it('starts again what dies, and says so', async () => {
    const { worker } = running.pids();
    process.kill(worker!, 'SIGKILL');
    await eventually(() => running.pids()['worker'] !== worker, { timeoutMs: 30_000, describe: 'another worker runs' });
    expect(running.stderr()).toContain('worker ended (SIGKILL)');
  });
});

describe('till status', () => {
  it('tells the same with tokens masked', async () => {
    const { code, stdout } = await inFolder('status', '--json');
    expect(code).toBe(0);
    const status = JSON.parse(stdout) as Record<string, unknown>;
    const { secret_token, publishable_token, ...rest } = running.ready;
    expect(status).toMatchObject(rest);
    expect(status['answering']).toEqual({ api: true, event_store: true, redis: true, sandbox_processors: true });
    expect(stdout).not.toContain(secret_token);
    expect(stdout).not.toContain(publishable_token);
    expect(status['secret_token']).toBe(`${secret_token.slice(0, 11)}…`);
  });
});

describe('till demo', () => {
  it('plays one session through to its webhooks', async () => {
    const { code, stdout, stderr } = await inFolder('demo', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      session: { state: 'success', payment_state: 'paid', subscription_ids: [expect.stringMatching(/^sub_dev_/)] },
      webhooks: [
        { type: 'checkout_session.created', isVerified: true },
        { type: 'checkout_session.completed', isVerified: true },
      ],
      history: expect.arrayContaining([
        expect.objectContaining({ type: 'SessionCompleted', changes: expect.objectContaining({ state: { from: 'open', to: 'success' } }) }),
      ]),
    });
  });

  it('tells it for people, without colours where nobody looks', async () => {
    const { code, stdout } = await inFolder('demo');
    expect(code).toBe(0);
    expect(stdout).toContain('signature verified');
    expect(stdout).not.toContain('\u001b[');
  });
});

describe('till audit', () => {
  it('finds nothing where nothing was altered', async () => {
    const { code, stdout } = await inFolder('audit', 'replay', '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 0, differences: [], difference_count: 0 });
    expect((JSON.parse(stdout) as { events: number }).events).toBeGreaterThan(10);
  });

  it('finds a view that was altered by hand, and ends accordingly', async () => {
    const { id } = (await printedRequest()).body;
    await altered(id, async () => {
      const { code, stdout } = await inFolder('audit', 'replay');
      expect(code).toBe(4);
      expect(stdout).toContain(`checkoutSession-${keyOf(id)} at 0: its view differs`);
      expect(stdout).toContain("state.mode: 'payment' by the events, 'setup' in the view");
      expect((await inFolder('audit', 'replay', '--session', id)).code).toBe(4);
    });
    expect((await inFolder('audit', 'replay', '--session', id)).code).toBe(0);
  });

  it('verifies the chain of one session, and says when there is none', async () => {
    const { id } = (await printedRequest()).body;
    const { code, stdout } = await inFolder('audit', 'verify', '--json', '--session', id);
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 0, events: 1, faults: [] });
    expect((await inFolder('audit', 'verify', '--session', `${id.slice(0, -3)}xyz`)).code).toBe(2);
  });

  const keyOf = (id: string) => id.slice(id.lastIndexOf('_') + 1);

  /** Runs `action` while the view of this session says something else. */
  async function altered(id: string, action: () => Promise<void>): Promise<void> {
    const redis = new Redis(running.ready.redis);
    try {
      const names = await redis.keys(`*checkoutSession-${keyOf(id)}`);
      const [name] = names.filter((candidate) => !candidate.includes('bull'));
      const text = (await redis.get(name!))!;
      const other = text.replace('"payment"', '"setup"'); // the names of a session's fields are not in its document
      expect(other).not.toBe(text);
      await redis.set(name!, other);
      await action();
      await redis.set(name!, text);
    } finally {
      redis.disconnect();
    }
  }
});

describe('till doctor', () => {
  it('finds a healthy installation healthy', async () => {
    const { code, stdout } = await inFolder('doctor');
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.not.stringContaining('✗') });
  });
});

describe('the end', () => {
  it('leaves no process behind after Ctrl-C, keeps the data, and starts again with them', async () => {
    const { id } = (await printedRequest()).body;
    const before = { ready: running.ready, pids: Object.values(running.pids()) };
    expect(await running.end('SIGINT')).toBe(0);
    expect(before.pids.filter(isAlive)).toEqual([]);
    expect((await inFolder('status')).code).toBe(3);
    running = await tillUp(folder.path);
    const { pid: _, ...same } = before.ready;
    expect(running.ready).toMatchObject(same);
    const { account_id, api, secret_token } = running.ready;
    const found = await fetch(`${api}/api/${account_id}/checkout-sessions/${id}`, { headers: { authorization: `Bearer ${secret_token}` } });
    expect(await found.json()).toMatchObject({ id, state: 'open' });
  });

  it('leaves no process behind when it is killed', async () => {
    const pids = Object.values(running.pids());
    expect(pids.length).toBeGreaterThanOrEqual(5);
    await running.end('SIGKILL');
    await eventually(() => !pids.some(isAlive), { timeoutMs: 15_000, describe: 'every child has ended' });
  });

  it('begins anew when told so', async () => {
    const { account_id } = running.ready;
    running = await tillUp(folder.path, '--reset');
    expect(running.ready.account_id).not.toBe(account_id);
  });
});

describe('a folder of somebody else', () => {
  it('is never touched', async () => {
    const other = await temporaryFolder('other');
    writeFileSync(`${other.path}/thesis.txt`, 'years of work');
    const { code, stderr } = await till('up', '--reset', '--data', other.path);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('is no data folder of Tillstream') });
    expect(existsSync(`${other.path}/thesis.txt`)).toBe(true);
    await other.remove();
  });
});

describe('help', () => {
  const commands = [
    'up',
    'status',
    'demo',
    'seed',
    'audit',
    'audit replay',
    'audit verify',
    'payments unresolved',
    'payments resolve',
    'doctor',
    'rebuild',
    'bench',
  ];
  it.each(commands)('is there for %s', async (command) => {
    expect(await till(...command.split(' '), '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Usage: till ${command}`),
    });
  });

  it('is offered for what is no command', async () => expect((await till('uup')).code).toBe(2));
});
