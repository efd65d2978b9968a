// The sandbox as a process: what it prints, where it listens, how it ends, and what a kill -9 leaves behind.
import { spawn } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type CompiledSandbox, compileSandbox } from '../../apps/sandbox-processors/testing/compile-sandbox';
import { card, SandboxClient } from '../../apps/sandbox-processors/testing/sandbox-client';
import { eventually } from '../support/eventually';
import { type RunningProcess, startProcess } from '../support/processes';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary';

jest.setTimeout(60_000);

const good = '4242424242424242';
let compiled: CompiledSandbox | undefined;
let main: string;
let folder: TemporaryFolder;
const started: RunningProcess[] = [];

beforeAll(async () => {
  compiled = await compileSandbox();
  main = compiled.main;
});
afterAll(() => compiled?.remove());
beforeEach(async () => {
  folder = await temporaryFolder('sandbox');
});
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  await folder.remove();
});

async function start(): Promise<{ running: RunningProcess; sandbox: SandboxClient; url: string }> {
  const running = await startProcess({
    name: 'sandbox-processors',
    command: 'node',
    args: [main, '--port', '0', '--data', folder.path],
  });
  started.push(running);
  const url = `http://127.0.0.1:${(running.ready as { port: number }).port}`;
  return { running, url, sandbox: new SandboxClient(url) };
}

async function restart(running: RunningProcess): Promise<SandboxClient> {
  await running.kill('SIGKILL');
  return (await start()).sandbox;
}

/** Runs it to its end, with what `meanwhile` does once it listens. */
async function run(args: string[], meanwhile: (url: string, pid: number) => Promise<void> = async () => {}) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const killer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const stderr = text(child.stderr);
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  const port = () => /^\{"event":"listening","port":(\d+)\}\n/.exec(stdout)?.[1];
  await eventually(() => child.exitCode !== null || port() !== undefined, { timeoutMs: 15_000, describe: 'listening, or the end' });
  if (port() !== undefined) await meanwhile(`http://127.0.0.1:${port()}`, child.pid ?? 0);
  const code = await ended.finally(() => clearTimeout(killer));
  return { code, stdout, stderr: await stderr };
}

describe('after a kill -9', () => {
  it('every charge is what it was, and is not charged again', async () => {
    const { running, sandbox } = await start();
    const approved = await sandbox.open('alpha', 'pa_a');
    const first = (await sandbox.confirm('alpha', approved, { card: card(good), save: true })).json();
    const open = await sandbox.open('alpha', 'pa_b');
    const closed = await sandbox.open('alpha', 'pa_c');
    await sandbox.close('alpha', closed);
    await sandbox.call('POST', '/alpha/charges/close-by-merchant-reference', { body: { merchant_reference: 'pa_d' } });
    await sandbox.call('POST', `/alpha/charges/${approved}/refunds`, { body: { refund_reference: 're_1', amount_atom: 900 } });
    await sandbox.configure('beta', { always: 'lost_card' });
    const before = await sandbox.ledger();

    const again = await restart(running);
    expect(await again.ledger()).toEqual(before);
    expect((await again.confirm('alpha', approved, good)).json()).toEqual({ ...first, refunded_atom: 900 });
    expect(await again.open('alpha', 'pa_a')).toBe(approved);
    expect(await again.inquire('alpha', open)).toMatchObject({ status: 'open' });
    expect((await again.confirm('alpha', closed, good)).status).toBe(409);
    const late = await again.call('POST', '/alpha/charges', { body: { merchant_reference: 'pa_d', amount_atom: 1, currency: 'usd' } });
    expect(late.json()).toEqual({ code: 'closed' });
    const refund = { refund_reference: 're_1', amount_atom: 900 };
    expect((await again.call('POST', `/alpha/charges/${approved}/refunds`, { body: refund })).json()).toMatchObject({
      status: 'succeeded',
    });
    expect(await again.ledger()).toEqual(before);
    const byToken = await again.call('POST', `/alpha/charges/${open}/confirm`, { body: { token: first.token } });
    expect(byToken.json()).toMatchObject({ status: 'approved' });
    expect((await again.confirm('beta', await again.open('beta', 'pa_e'), good)).json()).toMatchObject({ code: 'lost_card' });
  });

  it('no answered capture is missing, whenever it comes', async () => {
    const { running, sandbox } = await start();
    const answered: string[] = [];
    const buyers = Array.from({ length: 8 }, async (_, buyer) => {
      for (let turn = 0; ; turn += 1) {
        const merchantReference = `pa_${buyer}_${turn}`;
        const answer = await sandbox.confirm('alpha', await sandbox.open('alpha', merchantReference), good);
        if (answer.status === 200) answered.push(merchantReference);
      }
    });
    const stopped = Promise.allSettled(buyers);
    await eventually(() => answered.length >= 100, { timeoutMs: 20_000, describe: 'a hundred captures' });
    const again = await restart(running);
    await stopped;

    const { charges } = await again.ledger();
    const captured = new Map(charges.map((charge) => [charge.merchant_reference, charge.captured_count]));
    expect(answered.filter((merchantReference) => captured.get(merchantReference) !== 1)).toEqual([]);
    expect([...captured.values()].filter((count) => count !== 1)).toEqual([]);
  });

  it('the bank still settles what it had begun', async () => {
    const { running, sandbox } = await start();
    await sandbox.configure('alpha', { late_challenge_ms: 1_500, refund_settle_ms: 1_500 });
    const paid = await sandbox.open('alpha', 'pa_f');
    await sandbox.confirm('alpha', paid, '4000000000007726');
    const reference = await sandbox.open('alpha', 'pa_g');
    const { action } = (await sandbox.confirm('alpha', reference, '4000009912000034')).json() as { action: { id: string } };
    await sandbox.call('POST', `/challenge/${action.id}`, { body: { result: 'approve' } });
    await sandbox.call('POST', `/alpha/charges/${paid}/refunds`, { body: { refund_reference: 're_1', amount_atom: 900 } });

    const again = await restart(running);
    const settled = async () => (await again.ledger()).totals.some((total) => total.captured_count === 2 && total.refunded_atom === 900);
    await eventually(settled, { timeoutMs: 15_000, describe: 'the late capture and the refund' });
  });

  it('a torn last line is dropped', async () => {
    const { running, sandbox } = await start();
    await sandbox.confirm('alpha', await sandbox.open('alpha', 'pa_h'), good);
    await running.kill('SIGKILL');
    await appendFile(path.join(folder.path, 'sandbox-processors.ndjson'), '{"type":"ChargeApp');
    const again = (await start()).sandbox;
    expect((await again.ledger()).totals).toMatchObject([{ captured_count: 1 }]);
  });
});

describe('the process', () => {
  it('never writes a card number or a security code to its file', async () => {
    const { sandbox } = await start();
    const numbers = [good, '4000002500003155', '4111111111111111'];
    for (const number of numbers) {
      const reference = await sandbox.open('alpha', `pa_${number.slice(-4)}`);
      await sandbox.call('POST', `/alpha/charges/${reference}/confirm`, { body: { card: { ...card(number), cvc: '987' }, save: true } });
    }
    const written = await readFile(path.join(folder.path, 'sandbox-processors.ndjson'), 'utf8');
    expect(written).toContain('"lastFour":"1111"');
    for (const secret of [...numbers, '"987"']) expect(written).not.toContain(secret);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends at once with 0 at %s, also with connections that hang', async (signal) => {
    let seen: string | undefined;
    let sentAt = 0;
    const { code, stdout, stderr } = await run(['--port', '0'], async (url, pid) => {
      const sandbox = new SandboxClient(url);
      const hanging = await sandbox.open('alpha', 'pa_i');
      const slow = await sandbox.open('alpha', 'pa_j');
      const calls = [sandbox.confirm('alpha', hanging, '4000009910000036'), sandbox.confirm('alpha', slow, '4000009910000010')];
      const processing = async () =>
        (await sandbox.ledger()).entries.length === 1 && (await sandbox.inquire('alpha', slow)).status === 'processing';
      await eventually(processing, { timeoutMs: 5_000, describe: 'one call that hangs and one that is slow' });
      sentAt = performance.now();
      process.kill(pid, signal);
      const [first] = await Promise.allSettled(calls);
      seen = first?.status;
    });
    expect({ code, stderr, seen }).toEqual({ code: 0, stderr: '', seen: 'rejected' });
    expect(performance.now() - sentAt).toBeLessThan(2_000); // the slow card alone takes three seconds
    expect(stdout).toMatch(/^\{"event":"listening","port":\d+\}\n$/);
  });

  it('does not listen to the world unless told to', async () => {
    const refused = await run(['--host', '0.0.0.0']);
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--allow-remote') as unknown });
    const allowed = await run(['--host', '0.0.0.0', '--allow-remote'], async (url, pid) => {
      expect((await new SandboxClient(url).ledger()).entries).toEqual([]);
      process.kill(pid, 'SIGTERM');
    });
    expect(allowed.code).toBe(0);
  });
});
