// Every end of a 3-D Secure challenge on the real stack, in both modes, with the session's timer doing what nobody waits for.
import type { AttemptAnswer } from '@tillstream/checkout';
import { eventually } from '../support/eventually';
import { call, Merchant } from '../support/merchant';
import { type Stack, startStack } from '../support/stack';

jest.setTimeout(180_000);

const CARDS = {
  challenged: '4000002760003184',
  never: '4000009912000026',
  late: '4000009912000034',
  lostAnswer: '4000009912000042',
} as const;
const MODES = ['first_3ds_wins', 'prefer_non_3ds'] as const;
type Mode = (typeof MODES)[number];

let stack: Stack;
let merchant: Merchant;
let priceId: string;

beforeAll(async () => {
  stack = await startStack();
  merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
  for (const name of ['alpha', 'beta']) {
    await merchant.connect(stack.sandboxUrl, name);
    await configure(name, { hang_ms: 500, late_challenge_ms: 1 });
  }
  priceId = await merchant.price();
});
afterAll(() => stack.stop());

const configure = (name: string, body: object) => call(`${stack.sandboxUrl}/_control/processors/${name}`, 'PUT', { body });
const atBank = ({ attempt }: AttemptAnswer, result: 'approve' | 'fail') => call(attempt.action?.url ?? '', 'POST', { body: { result } });

async function challenged(card: string, mode: Mode) {
  const session = await merchant.session(priceId, { card_checkout_settings: { three_ds_mode: mode } });
  const buyer = merchant.buyer(session.secure_token ?? '');
  await buyer.pay(1, card);
  const asked = await buyer.attempt((await buyer.look()).attempt?.id ?? '');
  expect(asked.attempt).toMatchObject({ state: 'requires_action' });
  return { session, buyer, asked };
}

/** How often the processors took money for this attempt, by their own ledgers. */
async function captures({ attempt }: AttemptAnswer): Promise<number> {
  const intent = attempt.id.replace(/^ca_/, 'pi_');
  const charges = await merchant.must<{ items: { id: string }[] }>('GET', `/payments/payment_attempts/by_intent/${intent}`);
  const ledgers = await Promise.all(
    charges.items.map(async ({ id }) => {
      const ledger = await call<{ entries: { kind: string }[] }>(`${stack.sandboxUrl}/_control/ledger?merchant_reference=${id}`, 'GET', {});
      return ledger.body.entries.filter(({ kind }) => kind === 'captured').length;
    }),
  );
  return ledgers.reduce((sum, count) => sum + count, 0);
}

/** Nothing that the attempt has left at a processor may be captured later: the timer has closed it. */
const closed = (asked: AttemptAnswer) =>
  eventually(
    async () => {
      const { processor_attempts: rows } = await merchant.must<{ processor_attempts: { charge_status: string }[] }>(
        'GET',
        `/checkout-attempts/${asked.attempt.id}/details`,
      );
      return rows.every(({ charge_status: status }) => ['succeeded', 'failed', 'not_attempted'].includes(status));
    },
    { timeoutMs: 30_000, describe: 'everything that was left open is closed' },
  );

describe.each(MODES)('a challenge in mode %s', (mode) => {
  it('that is passed takes the money once, however often its end is told', async () => {
    const { buyer, asked } = await challenged(CARDS.challenged, mode);
    await atBank(asked, 'approve');
    const all = await Promise.all([buyer.finish(asked.attempt), buyer.finish(asked.attempt), buyer.finish(asked.attempt)]);
    expect(all.map(({ status }) => status).filter((status) => status !== 200 && status !== 202)).toEqual([]);
    await eventually(async () => (await buyer.look()).state === 'success', { timeoutMs: 30_000, describe: 'the session is a success' });
    await closed(asked);
    expect(await captures(asked)).toBe(1);
  });

  it('that is failed takes nothing', async () => {
    const { buyer, asked } = await challenged(CARDS.challenged, mode);
    await atBank(asked, 'fail');
    expect((await buyer.finish(asked.attempt)).body.attempt).toMatchObject({ state: 'failed', message_id: 'authentication-failed' });
    await closed(asked);
    expect(await captures(asked)).toBe(0);
  });

  it.each(['abandoned', 'returned'] as const)('that never ends is closed when the buyer is gone: %s', async (outcome) => {
    const { buyer, asked } = await challenged(CARDS.never, mode);
    expect((await buyer.finish(asked.attempt, outcome)).body.attempt).toMatchObject({ state: 'failed', message_id: 'challenge-abandoned' });
    await closed(asked);
    expect(await captures(asked)).toBe(0);
    expect((await buyer.pay(2)).body).toMatchObject({ session: { state: 'success' } });
  });

  it('that the bank approves by itself is a success, found when the buyer leaves', async () => {
    const { buyer, asked } = await challenged(CARDS.late, mode);
    await atBank(asked, 'approve');
    await eventually(async () => (await captures(asked)) === 1, { timeoutMs: 10_000, describe: 'the bank has taken the money' });
    await buyer.finish(asked.attempt, 'abandoned');
    await eventually(async () => (await buyer.look()).state === 'success', { timeoutMs: 30_000, describe: 'the money was found' });
    await closed(asked);
    expect(await captures(asked)).toBe(1);
  });

  it('whose confirmation is charged and never answered is found by asking', async () => {
    const { buyer, asked } = await challenged(CARDS.lostAnswer, mode);
    await atBank(asked, 'approve');
    await buyer.finish(asked.attempt);
    await eventually(async () => (await buyer.look()).state === 'success', { timeoutMs: 30_000, describe: 'the money was found' });
    await closed(asked);
    expect(await captures(asked)).toBe(1);
  });
});
