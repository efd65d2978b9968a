// What the executor refuses by itself, whatever the decision would say.
import { Executor } from './executor';
import { InMemoryEventStore } from './in-memory/event-store';
import { SilentLog } from './ports/logger';
import { StateCache } from './state-cache';
import { StreamReader } from './stream-reader';
import { contextFor, drawer, type DrawerCommand, SkippingClock } from './testing/drawer';

const open: DrawerCommand = { type: 'Open', currency: 'EUR' };
const close: DrawerCommand = { type: 'Close' };
const add = (...coins: number[]): DrawerCommand => ({ type: 'Add', coins });

const world = () => new InMemoryEventStore();
/** A process of its own: its own memory of states, the same store. */
function processOf(store: InMemoryEventStore) {
  const reader = new StreamReader(store, new StateCache(100));
  const executor = new Executor({ store, reader, clock: new SkippingClock(), log: new SilentLog() });
  return (name: string, command: DrawerCommand, changes: Parameters<typeof contextFor>[1] = {}) =>
    executor.run(drawer, { key: 'A', context: contextFor(name, changes) }, command);
}
const typesIn = async (store: InMemoryEventStore) => (await store.read('drawer-A')).map(({ type }) => type);

describe('what the executor itself refuses', () => {
  const at = (...revisions: number[]) => ({ precondition: { stream: 'drawer-A', revisions } });

  it('is a stream at another revision than the context names, also when memory is behind', async () => {
    const here = world();
    const [mine, other] = [processOf(here), processOf(here)];
    await mine('open', open);
    await other('add', add(1));
    expect(await mine('late', add(2), at(0))).toMatchObject({ kind: 'rejected', reasons: [{ code: 'precondition-failed' }] });
    expect(await mine('in time', add(2), at(1))).toMatchObject({ kind: 'accepted', resource: { revision: 2 } });
    expect(await typesIn(here)).toHaveLength(3);
  });

  it('knows a state that is newer than its memory', async () => {
    const here = world();
    const [mine, other] = [processOf(here), processOf(here)];
    await mine('open', open);
    await other('add', add(1));
    expect(await mine('close', close, at(1))).toMatchObject({ kind: 'accepted', resource: { revision: 2 } });
  });

  it('answers a repeat, whatever the stream has come to', async () => {
    const run = processOf(world());
    await run('open', open);
    await run('add', add(1), at(0));
    expect(await run('add', add(1), at(0))).toMatchObject({ kind: 'accepted', replayed: true });
  });

  it('does not concern the streams that it does not name', async () => {
    const elsewhere = { precondition: { stream: 'drawer-B', revisions: [7] } };
    expect(await processOf(world())('open', open, elsewhere)).toMatchObject({ kind: 'accepted' });
  });

  it('is more than 256 KB in one append', async () => {
    const here = world();
    const run = processOf(here);
    const currency = (bytes: number) => ({ type: 'Open' as const, currency: 'é'.repeat(bytes / 2) });
    expect(await run('large', currency(256 * 1_024))).toMatchObject({ kind: 'rejected', reasons: [{ code: 'append-too-large' }] });
    expect(await typesIn(here)).toEqual([]);
    expect(await run('fits', currency(255 * 1_024))).toMatchObject({ kind: 'accepted' });
  });
});
