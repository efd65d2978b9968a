// The sandbox processors as a merchant meets them: the real process, over HTTP.
import { type CompiledSandbox, compileSandbox } from '../../apps/sandbox-processors/testing/compile-sandbox';
import { card, SandboxClient } from '../../apps/sandbox-processors/testing/sandbox-client';
import { eventually } from '../support/eventually';
import { type RunningProcess, startProcess } from '../support/processes';

jest.setTimeout(60_000);

let compiled: CompiledSandbox | undefined;
let running: RunningProcess | undefined;
let sandbox: SandboxClient;
let url: string;
let charges = 0;

const newCharge = () => `pa_${(charges += 1)}`;
const good = '4242424242424242';
const threeDs = '4000002760003184';

async function capturedCount(merchantReference: string): Promise<number> {
  const { entries } = await sandbox.ledger(`?merchant_reference=${merchantReference}`);
  return entries.filter((entry) => entry.kind === 'captured').length;
}

/** Opens and confirms; the challenge of it, if there is one. */
async function challengeOf(number: string, merchantReference = newCharge()): Promise<{ reference: string; id: string; pageUrl: string }> {
  const reference = await sandbox.open('alpha', merchantReference);
  const { action } = (await sandbox.confirm('alpha', reference, number)).json() as { action: { id: string; url: string } };
  return { reference, id: action.id, pageUrl: action.url };
}

const press = (id: string, result: 'approve' | 'fail') => sandbox.call('POST', `/challenge/${id}`, { body: { result } });

beforeAll(async () => {
  compiled = await compileSandbox();
  running = await startProcess({ name: 'sandbox-processors', command: 'node', args: [compiled.main, '--port', '0'] });
  url = `http://127.0.0.1:${(running.ready as { port: number }).port}`;
  sandbox = new SandboxClient(url);
});
afterAll(async () => {
  await running?.stop();
  await compiled?.remove();
});
beforeEach(async () => {
  await sandbox.call('POST', '/_control/reset');
});

describe('a charge', () => {
  it('is opened without moving money, confirmed once, and found again', async () => {
    const reference = await sandbox.open('alpha', 'pa_a');
    expect(await sandbox.inquire('alpha', reference)).toMatchObject({ status: 'open', captured_atom: 0 });
    expect(await capturedCount('pa_a')).toBe(0);

    const first = (await sandbox.confirm('alpha', reference, good)).json();
    expect(first).toMatchObject({
      reference,
      merchant_reference: 'pa_a',
      status: 'approved',
      captured_atom: 4_900,
      card: { brand: 'visa', last_four: '4242' },
    });
    expect(first.network_transaction_id).toMatch(/^ntx_/);
    expect(first).not.toHaveProperty('token');
    expect((await sandbox.confirm('alpha', reference, '4000000000000002')).json()).toEqual(first);
    expect((await sandbox.call('GET', '/alpha/charges?merchant_reference=pa_a')).json()).toEqual(first);
    expect(await sandbox.open('alpha', 'pa_a')).toBe(reference);
    expect(await sandbox.ledger()).toMatchObject({
      charges: [{ merchant_reference: 'pa_a', captured_count: 1, net_atom: 4_900 }],
      totals: [{ currency: 'usd', captured_count: 1, captured_atom: 4_900 }],
    });
  });

  it('is charged once by twenty who open and confirm at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await sandbox.confirm('alpha', await sandbox.open('alpha', 'pa_b'), good)).json()),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await capturedCount('pa_b')).toBe(1);
  });

  it('can be made unusable, before and after it is opened', async () => {
    const reference = await sandbox.open('alpha', 'pa_c');
    for (let time = 0; time < 2; time += 1)
      expect((await sandbox.close('alpha', reference)).json()).toMatchObject({ reference, status: 'closed' });
    const refused = await sandbox.confirm('alpha', reference, good);
    expect([refused.status, refused.json()]).toEqual([409, { code: 'closed' }]);

    const body = { merchant_reference: 'pa_d' };
    for (let time = 0; time < 2; time += 1) {
      expect((await sandbox.call('POST', '/alpha/charges/close-by-merchant-reference', { body })).json()).toMatchObject({
        ...body,
        status: 'closed',
      });
    }
    const late = await sandbox.call('POST', '/alpha/charges', { body: { ...body, amount_atom: 1, currency: 'usd' } });
    expect([late.status, late.json()]).toEqual([409, { code: 'closed' }]);
    expect((await sandbox.ledger()).entries.map((entry) => entry.kind)).toEqual(['voided']);
  });

  it('stays charged when it is closed too late', async () => {
    const reference = await sandbox.open('alpha', 'pa_e');
    await sandbox.confirm('alpha', reference, good);
    expect((await sandbox.close('alpha', reference)).json()).toMatchObject({ status: 'approved', captured_atom: 4_900 });
  });

  it('is asked for with the right key, in the right shape, at its own processor', async () => {
    const reference = await sandbox.open('alpha', 'pa_f');
    const stranger = await sandbox.call('GET', `/alpha/charges/${reference}`, { headers: { authorization: 'Bearer sandbox_beta' } });
    expect([stranger.status, stranger.json()]).toEqual([401, { code: 'bad_credentials' }]);
    const elsewhere = await sandbox.call('GET', `/beta/charges/${reference}`);
    expect([elsewhere.status, elsewhere.json()]).toEqual([404, { code: 'not_found' }]);
    expect((await sandbox.call('GET', '/alpha/charge')).json()).toEqual({ code: 'no_such_route' });
    expect((await sandbox.call('GET', '/ALPHA/charges/x')).json()).toEqual({ code: 'no_such_route' });
    expect(Object.keys((await sandbox.call('GET', '/_control/processors')).json().processors as object)).toEqual(['alpha', 'beta']);
    const wrong = [{ amount_atom: 0 }, { amount_atom: 1.5 }, { currency: 'USD' }, { more: 1 }];
    for (const fault of wrong) {
      const answer = await sandbox.call('POST', '/alpha/charges', {
        body: { merchant_reference: 'x', amount_atom: 1, currency: 'usd', ...fault },
      });
      expect([answer.status, answer.json().code]).toEqual([400, 'bad_request']);
    }
    expect((await sandbox.call('POST', `/alpha/charges/${reference}/confirm`, { body: {} })).status).toBe(400);
  });
});

describe('every card of the table', () => {
  it('is approved or declined with its code, and charged only if approved', async () => {
    const { cards } = (await sandbox.call('GET', '/_control/cards')).json() as {
      cards: { name: string; number: string; does: string; code?: string; trouble?: object; slow?: true }[];
    };
    const plain = cards.filter((one) => one.does !== 'challenges' && !one.trouble && !one.slow);
    expect(plain.length).toBeGreaterThan(40);
    for (const { name, number, does, code } of plain) {
      const reference = await sandbox.open('beta', name);
      const soft = name === 'only-at-gamma' ? 'do_not_honor' : code;
      const outcome = (await sandbox.confirm('beta', reference, number)).json();
      expect({ name, status: outcome.status, code: outcome.code }).toEqual({
        name,
        status: soft === undefined ? 'approved' : 'declined',
        code: soft,
      });
      expect(await capturedCount(name)).toBe(does === 'approves' && soft === undefined ? 1 : 0);
    }
  });

  it('tells what the scheme advises', async () => {
    const confirmed = async (number: string) => (await sandbox.confirm('alpha', await sandbox.open('alpha', newCharge()), number)).json();
    expect(await confirmed('4000009901000037')).toMatchObject({ code: 'do_not_honor', advice: 'do_not_try_again' });
    expect(await confirmed('4000009905000017')).toMatchObject({
      code: 'try_again_later',
      advice: 'retry_after',
      retry_after_seconds: 3_600,
    });
    expect(await confirmed('4111111111111111')).toMatchObject({ code: 'incorrect_number', card: { brand: 'unknown', last_four: '1111' } });
  });
});

describe('troubles', () => {
  const seen = async (number: string, reference: string): Promise<string> => {
    const startedAt = performance.now();
    try {
      const { status, text } = await sandbox.confirm('alpha', reference, number);
      return status === 200 && !text.endsWith('}') ? 'unreadable' : `${status} ${(JSON.parse(text) as { code: string }).code}`;
    } catch (error) {
      const held = performance.now() - startedAt >= 1_000 ? 'held, then ' : '';
      return `${held}${(error as { code: string }).code}`;
    }
  };

  it.each([
    ['4000009910000028', 'held, then ECONNRESET', 'before'],
    ['4000009910000036', 'held, then ECONNRESET', 'after'],
    ['4000009910000044', 'ECONNRESET', 'before'],
    ['4000009910000051', 'ECONNRESET', 'after'],
    ['4000009910000069', '500 internal_error', 'before'],
    ['4000009910000077', '500 internal_error', 'after'],
    ['4000009910000085', 'unreadable', 'after'],
    ['4000009907000015', '429 rate_limited', 'before'],
    ['4000009907000023', '503 not_processed', 'before'],
  ])('%s: the caller sees "%s" %s the charge', async (number, what, when) => {
    await sandbox.configure('alpha', { hang_ms: 1_000 });
    const reference = await sandbox.open('alpha', 'pa_t');
    expect(await seen(number, reference)).toBe(what);
    const charged = when === 'after';
    expect(await capturedCount('pa_t')).toBe(charged ? 1 : 0);
    expect(await sandbox.inquire('alpha', reference)).toMatchObject({ status: charged ? 'approved' : 'open' });

    if (charged) expect((await sandbox.confirm('alpha', reference, number)).json()).toMatchObject({ status: 'approved' });
    expect((await sandbox.close('alpha', reference)).json()).toMatchObject({ status: charged ? 'approved' : 'closed' });
    expect((await sandbox.confirm('alpha', reference, good)).status).toBe(charged ? 200 : 409);
    expect(await capturedCount('pa_t')).toBe(charged ? 1 : 0);
  });

  const whileProcessing = async (reference: string) =>
    eventually(async () => (await sandbox.inquire('alpha', reference)).status === 'processing', {
      timeoutMs: 2_000,
      describe: 'a charge that is processing',
    });

  it('a slow card is charged at the end, also when nobody waits any more', async () => {
    await sandbox.configure('alpha', { slow_ms: 1_500 });
    const reference = await sandbox.open('alpha', 'pa_s');
    const gone = new AbortController();
    const body = JSON.stringify({ card: card('4000009910000010') });
    const headers = { authorization: 'Bearer sandbox_alpha', 'content-type': 'application/json' };
    const left = fetch(`${url}/alpha/charges/${reference}/confirm`, { method: 'POST', body, headers, signal: gone.signal }).catch(
      (error: unknown) => (error as Error).name,
    );
    await whileProcessing(reference);
    gone.abort();
    expect(await left).toBe('AbortError');
    expect(await capturedCount('pa_s')).toBe(0);
    await eventually(async () => (await capturedCount('pa_s')) === 1, { timeoutMs: 5_000, describe: 'the charge' });
  });

  it('a close beats a slow card', async () => {
    await sandbox.configure('alpha', { slow_ms: 1_500 });
    const reference = await sandbox.open('alpha', 'pa_s');
    const slow = sandbox.confirm('alpha', reference, '4000009910000010');
    await whileProcessing(reference);
    expect((await sandbox.close('alpha', reference)).json()).toMatchObject({ status: 'closed' });
    expect([(await slow).status, (await slow).json()]).toEqual([409, { code: 'closed' }]);
    expect(await capturedCount('pa_s')).toBe(0);
  });
});

describe('3-D Secure', () => {
  it('goes on once the buyer has approved, and not before', async () => {
    const { reference, id } = await challengeOf(threeDs);
    expect((await sandbox.finish('alpha', reference)).json()).toMatchObject({
      status: 'requires_action',
      action: { id, status: 'pending' },
    });
    expect((await press(id, 'approve')).json()).toEqual({ id, status: 'approved' });
    expect(await sandbox.inquire('alpha', reference)).toMatchObject({ status: 'requires_action', action: { id, status: 'approved' } });
    expect((await sandbox.finish('alpha', reference)).json()).toMatchObject({
      status: 'approved',
      three_ds: { version: '2.2.0', eci: '05', liability_shifted: true },
    });
  });

  it('fails when the buyer fails, and with the card that always fails', async () => {
    for (const [number, pressed] of [
      [threeDs, 'fail'],
      ['4000009912000018', 'approve'],
    ] as const) {
      const { reference, id } = await challengeOf(number);
      expect((await press(id, pressed)).json()).toEqual({ id, status: 'failed' });
      expect((await sandbox.finish('alpha', reference)).json()).toMatchObject({ status: 'declined', code: 'authentication_failed' });
    }
  });

  it('never ends with the card that is abandoned, and then can be closed', async () => {
    const { reference, id } = await challengeOf('4000009912000026');
    expect((await press(id, 'approve')).json()).toEqual({ id, status: 'pending' });
    expect((await sandbox.close('alpha', reference)).json()).toMatchObject({ status: 'closed' });
    expect((await press(id, 'approve')).status).toBe(409);
    expect((await sandbox.ledger()).totals).toMatchObject([{ captured_count: 0, voided_count: 1 }]);
  });

  it('is captured by the bank itself when it comes late, unless it was closed', async () => {
    await sandbox.configure('alpha', { late_challenge_ms: 1_500 });
    const closed = await challengeOf('4000009912000034');
    const left = await challengeOf('4000009912000034', 'pa_late');
    for (const { id } of [closed, left]) expect((await press(id, 'approve')).json()).toEqual({ id, status: 'pending' });
    expect((await sandbox.finish('alpha', left.reference)).json()).toMatchObject({ status: 'requires_action' });
    expect((await sandbox.close('alpha', closed.reference)).json()).toMatchObject({ status: 'closed' });
    await eventually(async () => (await capturedCount('pa_late')) === 1, { timeoutMs: 5_000, describe: 'the late capture' });
    expect((await sandbox.close('alpha', left.reference)).json()).toMatchObject({ status: 'approved' });
    expect((await sandbox.ledger()).totals).toMatchObject([{ captured_count: 1, voided_count: 1 }]);
  });

  it('may lose the answer to the confirmation that follows', async () => {
    await sandbox.configure('alpha', { hang_ms: 50 });
    const { reference, id } = await challengeOf('4000009912000042', 'pa_lost');
    await press(id, 'approve');
    await expect(sandbox.finish('alpha', reference)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await capturedCount('pa_lost')).toBe(1);
  });

  it('is a page for browsers that leads back to the shop', async () => {
    const { pageUrl } = await challengeOf(threeDs);
    const page = await fetch(`${pageUrl}?return_url=${encodeURIComponent('https://shop.test/back?a=1')}`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('value="https://shop.test/back?a=1"');
    const submit = (returnUrl: string) =>
      fetch(pageUrl, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ result: 'approve', return_url: returnUrl }) });
    const sent = await submit('https://shop.test/back?a=1');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, 'https://shop.test/back?a=1']);
    const hostile = await submit('javascript:alert(1)');
    expect([hostile.status, await hostile.text()]).toEqual([200, expect.not.stringContaining('javascript:')]);
    expect((await fetch(`${pageUrl}x`)).status).toBe(404);
  });
});

describe('a saved card', () => {
  it('is a token of one processor, charged without a security code', async () => {
    const saved = (await sandbox.confirm('alpha', await sandbox.open('alpha', newCharge()), { card: card(good), save: true })).json();
    const confirm = async (processor: string) =>
      sandbox.call('POST', `/${processor}/charges/${await sandbox.open(processor, newCharge())}/confirm`, { body: { token: saved.token } });
    expect((await confirm('alpha')).json()).toMatchObject({ status: 'approved', card: { last_four: '4242' } });
    const elsewhere = await confirm('beta');
    expect([elsewhere.status, elsewhere.json()]).toEqual([422, { code: 'token_not_found' }]);
  });

  it('can be saved without a charge, once per reference', async () => {
    const body = { merchant_reference: 'su_a', card: card('4000000000000341') };
    const first = (await sandbox.call('POST', '/alpha/setups', { body })).json();
    expect(first.status).toBe('approved');
    expect([first.token, first.network_transaction_id]).toEqual([expect.stringMatching(/^tok_/), expect.stringMatching(/^ntx_/)]);
    expect((await sandbox.call('POST', '/alpha/setups', { body })).json()).toEqual(first);
    expect((await sandbox.call('GET', '/alpha/setups?merchant_reference=su_a')).json()).toEqual(first);
    expect((await sandbox.ledger()).entries).toEqual([]);
  });

  it('is challenged once, when it is saved', async () => {
    const setup = (more: object) => sandbox.call('POST', '/alpha/setups', { body: { merchant_reference: 'su_b', ...more } });
    const asked = (await setup({ card: card('4000002500003155') })).json() as { status: string; action: { id: string } };
    expect(asked.status).toBe('requires_action');
    await press(asked.action.id, 'approve');
    const { token, network_transaction_id } = (await setup({ three_ds: { authentication: 'completed' } })).json();
    const later = { body: { token } };
    const charged = await sandbox.call('POST', `/alpha/charges/${await sandbox.open('alpha', newCharge())}/confirm`, later);
    expect(charged.json()).toMatchObject({ status: 'approved' });
    const elsewhere = await sandbox.confirm('beta', await sandbox.open('beta', newCharge()), {
      card: card('4000002500003155'),
      network_transaction_id,
    });
    expect(elsewhere.json()).toMatchObject({ status: 'approved' });
  });
});
