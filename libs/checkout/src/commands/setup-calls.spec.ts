// Which calls that save a card stay counted as tries of it.
import { Ids, Keyring, type RecordedEvent } from '@tillstream/event-sourcing';
import { FakeClock } from '@tillstream/event-sourcing/in-memory';
import { CardTries, type SetupOutcome } from '@tillstream/payments';
import type { Attempt } from '../core/checkout-session.state';
import { PressLimits } from '../press-limits';
import { attemptStarted, setupAttempted } from '../testing/session-fixtures';
import { ConnectedProcessors } from './connected-processors';
import { SetupCalls } from './setup-calls';

const ids = new Ids('dev', new Keyring(Buffer.alloc(32, 1)));
const card = { number: '4242424242424242', expMonth: 12, expYear: 2044, cvc: null, name: null };
const notReached = { kind: 'not_sent', reason: 'connection', message: 'refused' } as const;
const saved = { kind: 'approved', reference: 'su-1', networkTransactionId: null, threeDs: null, token: 't' } as const;
const declined = { kind: 'declined', reference: null, code: 'do_not_honor', advice: null } as const;

/** Whether the try is given back after this call at alpha, and what was answered to the calls before it. */
async function isTakenBack(outcome: SetupOutcome, before: readonly { processorKey: string; outcome: 'unknown' | 'not_sent' }[] = []) {
  const begin = jest.fn(() => Promise.resolve(true));
  const takeBack = jest.fn(() => Promise.resolve());
  const tries: CardTries = Object.assign(Object.create(CardTries.prototype) as CardTries, { begin, takeBack });
  const save = () => Promise.resolve(outcome);
  const processors: ConnectedProcessors = Object.assign(Object.create(ConnectedProcessors.prototype) as ConnectedProcessors, { save });
  const calls = new SetupCalls(processors, tries, new PressLimits(), ids, new FakeClock());
  const { attemptKey: key, ...started } = attemptStarted({ kind: 'setup', attemptKey: ids.derivedKey('attempt') }).data;
  const setups = before.map((one) => ({ ...setupAttempted({ ...one, savedCard: null }).data, action: null }));
  const attempt: Attempt = { key, ...started, charges: [], setups, failed: null, succeededAt: null };
  const cause = { id: 'event-1', metadata: { accountId: 'acc_dev_1', requestId: null, $correlationId: 'c' } } as RecordedEvent;
  await calls.save({ sessionKey: 'session', attempt, processorKey: 'alpha', cause }, card);
  expect(begin).toHaveBeenCalledTimes(1);
  return takeBack.mock.calls.length > 0;
}

describe('a call that saves a card', () => {
  it('is no try where the card was saved or nobody was reached', async () => {
    expect([await isTakenBack(saved), await isTakenBack(notReached), await isTakenBack(declined)]).toEqual([true, true, false]);
  });

  it('stays a try where nobody was reached again after a call of which nobody knows whom it reached', async () => {
    expect(await isTakenBack(notReached, [{ processorKey: 'alpha', outcome: 'unknown' }])).toBe(false);
    expect(await isTakenBack(saved, [{ processorKey: 'alpha', outcome: 'unknown' }])).toBe(true);
    expect(await isTakenBack(notReached, [{ processorKey: 'beta', outcome: 'unknown' }])).toBe(true);
  });
});
