// How a sandbox processor can be told to behave: outages, limits, refunds that take a while, notices that come late or twice.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type CompiledSandbox, compileSandbox } from '../../apps/sandbox-processors/testing/compile-sandbox';
import { card, SandboxClient } from '../../apps/sandbox-processors/testing/sandbox-client';
import { eventually } from '../support/eventually';
import { type RunningProcess, startProcess } from '../support/processes';

jest.setTimeout(60_000);

const good = '4242424242424242';
let compiled: CompiledSandbox | undefined;
let running: RunningProcess | undefined;
let sandbox: SandboxClient;

beforeAll(async () => {
  compiled = await compileSandbox();
  running = await startProcess({ name: 'sandbox-processors', command: 'node', args: [compiled.main, '--port', '0'] });
  sandbox = new SandboxClient(`http://127.0.0.1:${(running.ready as { port: number }).port}`);
});
afterAll(async () => {
  await running?.stop();
  await compiled?.remove();
});
beforeEach(async () => {
  await sandbox.call('POST', '/_control/reset');
});

async function paid(merchantReference: string, number = good): Promise<string> {
  const reference = await sandbox.open('alpha', merchantReference);
  expect((await sandbox.confirm('alpha', reference, number)).json()).toMatchObject({ status: 'approved' });
  return reference;
}

describe('a processor with an outage', () => {
  it.each([
    ['refuse', 503, 'not_processed'],
    ['error', 500, 'internal_error'],
  ])('"%s" answers %i and does nothing', async (outage, status, code) => {
    const reference = await sandbox.open('alpha', 'pa_a');
    await sandbox.configure('alpha', { outage });
    const answer = await sandbox.confirm('alpha', reference, good);
    expect([answer.status, answer.json()]).toEqual([status, { code }]);
    expect((await sandbox.ledger()).entries).toEqual([]);
    expect((await sandbox.confirm('beta', await sandbox.open('beta', 'pa_a'), good)).status).toBe(200);
  });

  it('"hang" holds the connection, then drops it', async () => {
    const reference = await sandbox.open('alpha', 'pa_b');
    await sandbox.configure('alpha', { outage: 'hang', hang_ms: 200 });
    const startedAt = performance.now();
    await expect(sandbox.confirm('alpha', reference, good)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(200);
    expect((await sandbox.ledger()).entries).toEqual([]);
  });

  it('has it only where it is told to', async () => {
    await sandbox.configure('alpha', { outage: 'error', outage_on: ['close'] });
    const reference = await sandbox.open('alpha', 'pa_c');
    expect((await sandbox.close('alpha', reference)).status).toBe(500);
    expect(await sandbox.inquire('alpha', reference)).toMatchObject({ status: 'open' });
    await sandbox.configure('alpha', { outage: 'none' });
    expect((await sandbox.close('alpha', reference)).json()).toMatchObject({ status: 'closed' });
  });

  it('can do what it is asked and lose the answer', async () => {
    const reference = await paid('pa_d');
    await sandbox.configure('alpha', { lost_answers_on: ['open', 'close', 'refund', 'save'] });
    const dropped = { code: 'ECONNRESET' };
    await expect(sandbox.open('alpha', 'pa_e')).rejects.toMatchObject(dropped);
    const body = { refund_reference: 're_1', amount_atom: 900 };
    await expect(sandbox.call('POST', `/alpha/charges/${reference}/refunds`, { body })).rejects.toMatchObject(dropped);
    await expect(sandbox.call('POST', '/alpha/setups', { body: { merchant_reference: 'su', card: card(good) } })).rejects.toMatchObject(
      dropped,
    );
    const found = async (path: string) => (await sandbox.call('GET', path)).json();
    expect(await found('/alpha/charges?merchant_reference=pa_e')).toMatchObject({ status: 'open' });
    expect(await found('/alpha/refunds/re_1')).toMatchObject({ status: 'succeeded' });
    expect(await found('/alpha/setups?merchant_reference=su')).toMatchObject({ status: 'approved' });
  });
});

describe('a processor with rules', () => {
  it('takes so many calls in a while', async () => {
    const reference = await sandbox.open('alpha', 'pa_f');
    await sandbox.configure('alpha', { rate_limit: { requests: 2, per_ms: 60_000 } });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await sandbox.call('GET', `/alpha/charges/${reference}`)).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await sandbox.confirm('alpha', reference, good);
    expect([refused.status, refused.json()]).toEqual([
      429,
      { code: 'rate_limited', retry_after_seconds: Number(refused.headers['retry-after']) },
    ]);
    expect((await sandbox.ledger()).entries).toEqual([]);
  });

  it('keeps to its currencies and its minimum', async () => {
    await sandbox.configure('alpha', { currencies: ['usd'], minimum_atom: 50 });
    const open = async (amount_atom: number, currency: string) => {
      const answer = await sandbox.call('POST', '/alpha/charges', {
        body: { merchant_reference: `${amount_atom}${currency}`, amount_atom, currency },
      });
      return [answer.status, answer.json().code];
    };
    expect(await open(50, 'eur')).toEqual([422, 'currency_not_enabled']);
    expect(await open(49, 'usd')).toEqual([422, 'amount_too_small']);
    expect(await open(50, 'usd')).toEqual([200, undefined]);
  });

  it('declines everyone, takes its time', async () => {
    await sandbox.configure('alpha', { always: 'issuer_not_available', latency_ms: 120 });
    const startedAt = performance.now();
    const reference = await sandbox.open('alpha', 'pa_g');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(120);
    expect((await sandbox.confirm('alpha', reference, good)).json()).toMatchObject({ status: 'declined', code: 'issuer_not_available' });
  });

  it('is set up with settings that exist, from this machine', async () => {
    for (const body of [{ outag: 'hang' }, { always: 'because' }, { latency_ms: -1 }, { notice_url: 'file:///x' }]) {
      expect((await sandbox.call('PUT', '/_control/processors/alpha', { body })).status).toBe(400);
    }
    await paid('pa_h');
    for (const headers of [{ origin: 'https://evil.test' }, { host: 'evil.test' }] as Record<string, string>[]) {
      const answer = await sandbox.call('POST', '/_control/reset', { headers });
      expect([answer.status, answer.json()]).toEqual([403, { code: 'loopback_only' }]);
    }
    expect((await sandbox.ledger()).entries).toHaveLength(1);
  });
});

describe('refunds', () => {
  const refund = (reference: string, refund_reference: string, amount_atom: number) =>
    sandbox.call('POST', `/alpha/charges/${reference}/refunds`, { body: { refund_reference, amount_atom } });

  it('are never more than what was taken, also with twenty at once', async () => {
    const reference = await paid('pa_i');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => refund(reference, `re_${index}`, 1_000)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(4);
    expect(answers.filter((answer) => answer.json().code === 'refund_exceeds_captured')).toHaveLength(16);
    expect((await sandbox.ledger()).totals).toMatchObject([{ captured_atom: 4_900, refunded_atom: 4_000, net_atom: 900 }]);
  });

  it('are made once', async () => {
    const reference = await paid('pa_j');
    const answers = await Promise.all(Array.from({ length: 5 }, () => refund(reference, 're_1', 900)));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect((await sandbox.ledger()).totals).toMatchObject([{ refunded_atom: 900 }]);
    expect((await refund(reference, 're_1', 901)).status).toBe(409);
  });

  it.each([
    ['4000000000007726', 'succeeded', 4_900],
    ['4000000000005126', 'failed', 0],
  ])('with %s are pending at first, then %s', async (number, status, refundedAtom) => {
    await sandbox.configure('alpha', { refund_settle_ms: 1_000 });
    const reference = await paid('pa_k', number);
    expect((await refund(reference, 're_1', 4_900)).json()).toMatchObject({ status: 'pending' });
    expect((await refund(reference, 're_2', 1)).status).toBe(422);
    const settled = async () => (await sandbox.call('GET', '/alpha/refunds/re_1')).json().status === status;
    await eventually(settled, { timeoutMs: 5_000, describe: `a refund that ${status}` });
    expect((await sandbox.ledger()).totals).toMatchObject([{ refunded_atom: refundedAtom }]);
  });
});

describe('notices', () => {
  interface Received {
    readonly at: number;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  }
  let merchant: Server;
  let received: Received[];
  let answerWith: number[];
  let notice_url: string;

  beforeEach(async () => {
    received = [];
    answerWith = [];
    merchant = createServer((request, response) => {
      void text(request).then((body) => {
        received.push({ at: performance.now(), headers: request.headers, body });
        response.writeHead(answerWith.shift() ?? 200).end();
      });
    }).listen(0, '127.0.0.1');
    await once(merchant, 'listening');
    notice_url = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/notices`;
  });
  afterEach(async () => {
    merchant.closeAllConnections();
    await new Promise((resolve) => merchant.close(resolve));
  });

  const arrived = (count: number) =>
    eventually(() => received.length >= count, { timeoutMs: 10_000, describe: () => `${count} notices, got ${received.length}` });
  const types = () => received.map(({ body }) => (JSON.parse(body) as { type: string }).type);

  it('tell of approvals, declines and refunds, signed', async () => {
    await sandbox.configure('alpha', { notice_url, notice_secret: 'hush' });
    const reference = await paid('pa_l');
    await arrived(1);
    const [first] = received;
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(first?.headers['x-sandbox-signature'])) ?? [];
    expect(v1).toBe(createHmac('sha256', 'hush').update(`${t}.${first?.body}`).digest('hex'));
    expect(Math.abs(Date.now() / 1_000 - Number(t))).toBeLessThan(60);
    expect(JSON.parse(String(first?.body))).toMatchObject({
      type: 'charge.approved',
      processor: 'alpha',
      charge: { reference, merchant_reference: 'pa_l' },
    });

    await sandbox.confirm('alpha', await sandbox.open('alpha', 'pa_m'), '4000000000000002');
    await arrived(2);
    await sandbox.call('POST', `/alpha/charges/${reference}/refunds`, { body: { refund_reference: 're_1', amount_atom: 900 } });
    await arrived(3);
    expect(types()).toEqual(['charge.approved', 'charge.declined', 'refund.succeeded']);
  });

  it('come twice with the same id', async () => {
    await sandbox.configure('alpha', { notice_url });
    await paid('pa_n', '4000009913000025');
    await arrived(2);
    expect(received[1]?.body).toBe(received[0]?.body);
  });

  it('come late', async () => {
    await sandbox.configure('alpha', { notice_url, notice_delay_ms: 400 });
    const startedAt = performance.now();
    await paid('pa_o', '4000009913000017');
    await arrived(1);
    expect((received[0]?.at ?? 0) - startedAt).toBeGreaterThanOrEqual(400);
  });

  it('come again when nobody took them', async () => {
    await sandbox.configure('alpha', { notice_url });
    answerWith = [500];
    await paid('pa_p');
    await arrived(2);
    expect(received[1]?.body).toBe(received[0]?.body);
  });

  it('do not come when switched off', async () => {
    await sandbox.configure('alpha', { notice_url, notices: 'none' });
    await paid('pa_q');
    await sandbox.configure('alpha', { notices: 'normal' });
    await paid('pa_r');
    await arrived(1);
    expect(received.map(({ body }) => (JSON.parse(body) as { charge: { merchant_reference: string } }).charge.merchant_reference)).toEqual([
      'pa_r',
    ]);
  });
});
