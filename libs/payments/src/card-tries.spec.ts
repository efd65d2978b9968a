// Tries of one card by several processes at once, and of one that is used for long.
import {
  type CommandContext,
  derivedCommandId,
  Executor,
  Facts,
  Ids,
  Keyring,
  SilentLog,
  StateCache,
  StreamReader,
} from '@tillstream/event-sourcing';
import { FakeClock, InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import { CardTries } from './card-tries';

const HOUR = 3_600_000;
const visa = { brand: 'visa', fingerprint: 'of-a-card' };
const ids = new Ids('dev', new Keyring(Buffer.alloc(32, 5)));
const contextOf = (cause: string, accountId = 'acc_dev_1'): CommandContext => ({
  commandId: derivedCommandId(cause, 'spec'), requestHash: cause, requestId: null, accountId, actor: { kind: 'system', id: 'spec' }, correlationId: cause,
  causationId: cause, net: null, reason: null,
}); // prettier-ignore

function world() {
  const clock = new FakeClock();
  const store = new InMemoryEventStore({ clock });
  const log = new SilentLog();
  const process = () => {
    const reader = new StreamReader(store, new StateCache(10));
    return new CardTries(new Executor({ store, reader, clock, log }), new Facts(reader, clock), store, ids, log);
  };
  const begin = (tries: CardTries, tryKey: string, card = visa) =>
    tries.begin(contextOf(`begin ${tryKey}`), { card, tryKey, now: clock.now() });
  return { clock, store, process, begin };
}

it('never go beyond the limit, however many processes try at once', async () => {
  const { clock, process, begin } = world();
  const processes = Array.from({ length: 4 }, process);
  const working = Promise.all(Array.from({ length: 60 }, (_, nth) => begin(processes[nth % 4] as CardTries, `charge-${nth}`)));
  let isDone = false;
  void working.then(() => (isDone = true));
  await clock.until(() => Promise.resolve(isDone), HOUR);
  expect((await working).filter(Boolean)).toHaveLength(15);
  expect(await process().areSpent('acc_dev_1', visa, clock.now())).toBe(true);
  expect(await process().areSpent('acc_dev_2', visa, clock.now())).toBe(false);
});

it('count twice for nobody who asks twice, and are free again once taken back', async () => {
  const { clock, process, begin } = world();
  const tries = process();
  for (let nth = 0; nth < 15; nth++) for (const again of [process(), tries]) expect(await begin(again, `charge-${nth}`)).toBe(true);
  expect(await begin(tries, 'charge-15')).toBe(false);
  await tries.takeBack(contextOf('back'), { card: visa, tryKey: 'charge-3', now: clock.now() });
  expect(await begin(process(), 'charge-15')).toBe(true);
});

it('go on after hundreds of payments and months of silence, in a stream that stays short', async () => {
  const { clock, store, process, begin } = world();
  for (let nth = 0; nth < 260; nth++) {
    expect(await begin(process(), `charge-${nth}`)).toBe(true);
    if (nth % 20 !== 0) await process().takeBack(contextOf(`back ${nth}`), { card: visa, tryKey: `charge-${nth}`, now: clock.now() });
    await clock.advance(2 * HOUR);
  }
  const key = ids.derivedKey('card-use', 'acc_dev_1', visa.fingerprint);
  expect((await store.read(`cardUse-${key}`)).length).toBeLessThanOrEqual(200);
  await clock.advance(90 * 24 * HOUR);
  expect(await begin(process(), 'much later')).toBe(true);
});

it('of cards whose schemes count nothing leave nothing behind', async () => {
  const { store, process, begin } = world();
  expect(await begin(process(), 'charge', { brand: 'amex', fingerprint: 'f' })).toBe(true);
  expect(await store.head()).toBeNull();
});
