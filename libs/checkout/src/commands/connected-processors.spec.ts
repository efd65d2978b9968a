// How long a charge may take to be opened: a living process is never taken for dead while it confirms, and one that was frozen confirms nothing.
import { Facts, Ids, Keyring, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import { CredentialBox, type ProcessorAdapter, type ProcessorAdapters } from '@tillstream/payments';
import { CALL_TIMEOUT_MS, OPENED_WITHIN_MS, RECOVERY_DELAY_MS } from '../core/next-due';
import { chargeRequested } from '../testing/session-fixtures';
import { SecureTokens } from '../secure-tokens';
import { type Asked, ConnectedProcessors } from './connected-processors';

const keyring = new Keyring(Buffer.alloc(32, 1));
const ids = new Ids('dev', keyring);
const card = { number: '4242424242424242', expMonth: 12, expYear: 2044, cvc: null, name: null };
const approved = { kind: 'approved', reference: 'ch_1', networkTransactionId: null, threeDs: null, token: null } as const;

const noTryLeft = { kind: 'not_sent', reason: 'scheme_limit', message: 'no' } as const;

interface Opening {
  readonly openTakesMs: number;
  readonly isLateBy?: number;
  /** By when it is known whether it may be confirmed; absent: at once. */
  readonly countedAfterMs?: number;
  readonly isSpent?: boolean;
}

async function asked({ openTakesMs, isLateBy = 0, countedAfterMs = 0, isSpent = false }: Opening) {
  const clock = new FakeClock(0);
  const confirm = jest.fn(() => Promise.resolve(approved));
  const open = jest.fn(async () => {
    await clock.sleep(openTakesMs);
    return { kind: 'opened' as const, reference: 'ch_1' };
  });
  const adapters: ProcessorAdapters = { for: () => ({ open, confirm }) as Partial<ProcessorAdapter> as ProcessorAdapter };
  const facts = new Facts(new StreamReader(new InMemoryEventStore(), new StateCache(10)), clock);
  jest.spyOn(facts, 'get').mockResolvedValue({ state: { status: 'present', fields: {} } } as never);
  const processors = new ConnectedProcessors(adapters, new CredentialBox(keyring), facts, ids, new SecureTokens(keyring, 'https://pay.example'), clock); // prettier-ignore
  const { data } = chargeRequested({ chargeKey: ids.derivedKey('charge'), attemptKey: ids.derivedKey('attempt'), requestedAt: -isLateBy });
  const refusal = clock.sleep(countedAfterMs).then(() => (isSpent ? noTryLeft : null));
  const means = { kind: 'card' as const, card };
  const asking = { sessionKey: ids.derivedKey('session'), means, refusal, saves: false, offSessionLater: false };
  const outcome: { is?: Asked } = {};
  void processors.ask(data, asking).then((is) => (outcome.is = is));
  await clock.advance(Math.max(openTakesMs, countedAfterMs) + 1);
  return { outcome: outcome.is, open, confirm };
}

describe('a charge', () => {
  it('that is opened in time is confirmed', async () => {
    const { outcome, confirm } = await asked({ openTakesMs: OPENED_WITHIN_MS - 1 });
    expect(outcome).toEqual(approved);
    expect(confirm).toHaveBeenCalledTimes(1);
  });

  it.each([OPENED_WITHIN_MS, CALL_TIMEOUT_MS])(
    'that takes %s ms to open is never confirmed, and the next processor is asked',
    async (ms) => {
      const { outcome, confirm } = await asked({ openTakesMs: ms });
      expect(outcome).toMatchObject({ kind: 'not_sent', reason: 'connection' });
      expect(confirm).not.toHaveBeenCalled();
    },
  );

  it('is not even opened by a process that was frozen since it was requested', async () => {
    const { outcome, open, confirm } = await asked({ openTakesMs: 1, isLateBy: OPENED_WITHIN_MS });
    expect(outcome).toMatchObject({ kind: 'not_sent' });
    expect([open.mock.calls, confirm.mock.calls]).toEqual([[], []]);
  });

  it('is not confirmed before its card was found to have a try left, and never when it has none', async () => {
    const waiting = await asked({ openTakesMs: 1, countedAfterMs: OPENED_WITHIN_MS - 1 });
    expect([waiting.outcome, waiting.confirm.mock.calls.length]).toEqual([approved, 1]);
    const spent = await asked({ openTakesMs: 1, isSpent: true });
    expect([spent.outcome, spent.confirm.mock.calls.length]).toEqual([noTryLeft, 0]);
  });

  it('is not confirmed when that is found too late: its process may be taken for dead by then', async () => {
    const { outcome, confirm } = await asked({ openTakesMs: 1, countedAfterMs: OPENED_WITHIN_MS });
    expect(outcome).toMatchObject({ kind: 'not_sent', reason: 'connection' });
    expect(confirm).not.toHaveBeenCalled();
  });

  it('has had its answer before its process is taken for dead', () =>
    expect(RECOVERY_DELAY_MS).toBeGreaterThan(OPENED_WITHIN_MS + CALL_TIMEOUT_MS));
});
