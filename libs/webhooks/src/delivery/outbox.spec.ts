import { Ids, Keyring, SilentLog, StopRunner } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryEventStore, InMemoryPendingDeliveries } from '@tillstream/event-sourcing/in-memory';
import { MessageCatalog } from '../core/message-catalog';
import { thingMessages } from '../testing/things';
import { DeliveryEpochs } from './delivery-epochs';
import { MessageRouting } from './message-routing';
import { Outbox } from './outbox';
import { READER_POSITION_STREAM, SettledPosition } from './settled-position';

const E = 'endpoint000000000001';

describe('the outbox', () => {
  const clock = new FakeClock();
  const ids = new Ids('dev', new Keyring(Buffer.alloc(32)));
  let store: InMemoryEventStore;
  let pending: InMemoryPendingDeliveries;

  beforeEach(() => {
    store = new InMemoryEventStore({ clock });
    pending = new InMemoryPendingDeliveries();
  });

  const reactor = async () => {
    const position = new SettledPosition(store, clock);
    await position.takeOver();
    const routing = new MessageRouting(new MessageCatalog([thingMessages]));
    const epochs = new DeliveryEpochs(pending, position, store, ids, new SilentLog());
    return { position, outbox: new Outbox(routing, pending, epochs, position, clock) };
  };
  const stored = async () => (await store.readLast(READER_POSITION_STREAM))?.data;

  it('begins at the start of the log when nothing was ever settled', async () => {
    const { outbox } = await reactor();
    expect(await outbox.begin()).toBeNull();
  });

  it('writes the settled position when it has changed, and only then', async () => {
    const { outbox } = await reactor();
    await outbox.begin();
    await outbox.move(20n, [{ kind: 'add', endpoint: E, message: 'x', after: 10n }]);
    for (let time = 0; time < 3; time++) expect(await outbox.settle()).toBe(true);
    expect(await stored()).toEqual({ position: '20', behind: { [E]: '10' } });
    expect((await store.readLast(READER_POSITION_STREAM))?.revision).toBe(0);
  });

  it('keeps one settled position in the store', async () => {
    const { outbox } = await reactor();
    await outbox.begin();
    for (const position of [20n, 30n]) {
      await outbox.move(position, []);
      await outbox.settle();
    }
    expect((await store.read(READER_POSITION_STREAM)).map(({ revision }) => revision)).toEqual([1]);
  });

  it('never takes emptied sets for settled ones', async () => {
    const { outbox } = await reactor();
    await outbox.begin();
    await outbox.move(20n, [{ kind: 'add', endpoint: E, message: 'x', after: 10n }]);
    pending.wipe();
    expect(await outbox.settle()).toBe(false);
    expect(await stored()).toBeUndefined();
    await expect(outbox.move(30n, [])).rejects.toThrow('beginning again');
  });

  it('begins again behind the endpoint that lags most, and says nothing new until it has caught up', async () => {
    const { outbox, position } = await reactor();
    await outbox.begin();
    await position.move({ position: 50n, behind: { [E]: 10n } });
    pending.wipe();
    expect(await outbox.begin()).toBe(10n);
    await outbox.move(30n, []);
    await outbox.settle();
    expect(await stored()).toEqual({ position: '50', behind: { [E]: '10' } });
    await outbox.move(50n, []);
    await outbox.settle();
    expect(await stored()).toEqual({ position: '50', behind: {} });
  });

  it('stops when another reactor has written the settled position', async () => {
    const [zombie, other] = [await reactor(), await reactor()];
    await zombie.outbox.begin();
    await other.outbox.begin();
    await other.outbox.move(20n, []);
    await other.outbox.settle();
    pending.wipe();
    await expect(zombie.outbox.begin()).rejects.toThrow(StopRunner); // it would begin from what was settled long ago
    await other.outbox.begin();
    await expect(zombie.position.move({ position: 5n, behind: {} })).rejects.toThrow(StopRunner);
    expect(await stored()).toEqual({ position: '20', behind: {} });
  });
});
