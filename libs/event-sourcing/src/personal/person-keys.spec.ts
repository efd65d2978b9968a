import { Fault } from '../faults';
import { InMemoryEventStore } from '../in-memory/event-store';
import { Keyring } from '../keyring';
import { SkippingClock } from '../testing/drawer';
import { PersonKeys } from './person-keys';

const place = { stream: 'customer-A', field: 'email' };
const keyring = new Keyring(Buffer.alloc(32, 1));

function world() {
  const store = new InMemoryEventStore();
  const clock = new SkippingClock();
  const keys = (master = keyring) => new PersonKeys(store, clock, master);
  return { store, clock, keys };
}

describe('person keys', () => {
  it('are made at first use, and seal and open from then on, in every process', async () => {
    const { store, keys } = world();
    const seal = await keys().sealer('A');
    const email = seal('ada@example.com', place);
    const name = (await keys().sealer('A'))('Ada', { ...place, field: 'name' });
    const open = await keys().opener({ email, list: [name] });
    expect(email.k).toBe('A');
    expect(open(email, place)).toBe('ada@example.com');
    expect(open(name, { ...place, field: 'name' })).toBe('Ada');
    expect(await store.read('personKey-A')).toHaveLength(1);
  });

  it('are one per person, also when several processes make it at once', async () => {
    const { store, keys } = world();
    const sealers = await Promise.all([1, 2, 3].map(() => keys().sealer('A')));
    const sealed = sealers.map((seal) => seal('ada@example.com', place));
    const open = await keys().opener(sealed);
    expect(sealed.map((value) => open(value, place))).toEqual(['ada@example.com', 'ada@example.com', 'ada@example.com']);
    expect(new Set(sealed.map(({ h }) => h)).size).toBe(1);
    expect(await store.read('personKey-A')).toHaveLength(1);
  });

  it('are the one that was stored first, however late the others come', async () => {
    const { store, keys } = world();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    store.interceptor = { after: () => held };
    const late = keys().sealer('A'); // has seen that there is no key, and hears of it late
    await Promise.resolve();
    store.interceptor = {};
    const first = (await keys().sealer('A'))('ada@example.com', place);
    letGo();
    const second = (await late)('ada@example.com', place);
    expect(second.h).toBe(first.h);
    expect(await store.read('personKey-A')).toHaveLength(1);
  });

  it('differ between persons', async () => {
    const { keys } = world();
    const one = (await keys().sealer('A'))('same', place);
    const other = (await keys().sealer('B'))('same', place);
    expect(one.h).not.toBe(other.h);
  });

  it('are stored wrapped by the master key, bound to the person', async () => {
    const { store, keys } = world();
    await keys().sealer('A');
    const foreign = new Keyring(Buffer.alloc(32, 2));
    await expect(keys(foreign).sealer('A')).rejects.toThrow();
    const [made] = await store.read('personKey-A');
    if (!made) throw new Error('no key was stored');
    await store.append('personKey-B', -1, [made]); // moved under another name
    await expect(keys().sealer('B')).rejects.toThrow();
  });

  it('open nothing once erased, and are never made again', async () => {
    const { store, keys } = world();
    const mine = keys();
    const email = (await mine.sealer('A'))('ada@example.com', place);
    const other = (await mine.sealer('B'))('bob@example.com', place);
    await mine.erase('A');
    const open = await mine.opener([email, other]);
    expect(open(email, place)).toBeNull();
    expect(open(other, place)).toBe('bob@example.com');
    await expect(mine.sealer('A')).rejects.toMatchObject({ kind: 'gone' });
    await mine.erase('A'); // again is fine
    expect(store.events.filter(({ stream }) => stream === 'personKey-A')).toEqual([]);
  });

  it('erased elsewhere are forgotten here within a minute', async () => {
    const { clock, keys } = world();
    const [mine, other] = [keys(), keys()];
    const email = (await mine.sealer('A'))('ada@example.com', place);
    await other.erase('A');
    expect((await mine.opener(email))(email, place)).toBe('ada@example.com'); // still kept
    await clock.sleep(60_000);
    expect((await mine.opener(email))(email, place)).toBeNull();
  });

  it('are asked for once a minute, not with every use', async () => {
    const { store, clock, keys } = world();
    const mine = keys();
    const email = (await mine.sealer('A'))('ada@example.com', place);
    let reads = 0;
    store.interceptor = { before: () => void (reads += 1) };
    await mine.opener(email);
    await mine.sealer('A');
    expect(reads).toBe(0);
    await clock.sleep(60_000);
    await mine.opener(email);
    await mine.opener(email);
    expect(reads).toBe(1);
  });

  it('open nothing that was never sealed with a key of ours', async () => {
    const { keys } = world();
    const stranger = { k: 'nobody', c: 'x', h: 'y' };
    expect((await keys().opener(stranger))(stranger, place)).toBeNull();
  });

  it('are not lost when the answer to their making is', async () => {
    const { store, keys } = world();
    store.interceptor = {
      after: ({ operation }) => {
        if (operation === 'append') throw new Fault('unclear', 'lost');
      },
    };
    await expect(keys().sealer('A')).rejects.toMatchObject({ kind: 'unclear' });
    store.interceptor = {};
    const email = (await keys().sealer('A'))('ada@example.com', place);
    expect((await keys().opener(email))(email, place)).toBe('ada@example.com');
    expect(await store.read('personKey-A')).toHaveLength(1);
  });

  it('do not hide that the store is down', async () => {
    const { store, keys } = world();
    store.interceptor = { before: () => Promise.reject(new Fault('unavailable', 'down')) };
    await expect(keys().opener({ k: 'A', c: 'x', h: 'y' })).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
