import { Executor } from './executor';
import type { RecordedEvent } from './event';
import { InMemoryEventStore } from './in-memory/event-store';
import { InMemoryViewStore } from './in-memory/view-store';
import { SilentLog } from './ports/logger';
import { Projector } from './projector';
import { ProjectionHandler } from './projection-position';
import { StateCache } from './state-cache';
import { StreamReader } from './stream-reader';
import { contextFor, drawer, type DrawerCommand, type DrawerState, SkippingClock } from './testing/drawer';
import type { Contributions } from './ports/view-store';
import { contributesNothing, type View, ViewCatalog } from './view';

const account = contextFor('any').accountId;

const drawerView: View = {
  type: drawer,
  contributions: (resource): Contributions => {
    const state = resource.state as DrawerState;
    if (state.status === 'absent') return contributesNothing;
    return { indexes: { all: resource.createdAt }, counters: { coins: state.totalAtom }, due: null };
  },
};

async function world() {
  const store = new InMemoryEventStore();
  const clock = new SkippingClock();
  const views = new InMemoryViewStore(clock);
  const projector = new Projector(new ViewCatalog([drawerView]), store, views);
  const executor = new Executor({ store, reader: new StreamReader(store, new StateCache(100)), clock, log: new SilentLog() });
  const send = (key: string, name: string, command: DrawerCommand) =>
    executor.run(drawer, { key, context: contextFor(`${key} ${name}`) }, command);
  for (const key of ['A', 'B']) {
    await send(key, 'open', { type: 'Open', currency: 'EUR' });
    await send(key, 'add', { type: 'Add', coins: [1, 2, 3] });
  }
  const events = store.events;
  const of = (key: string, from = 0, to?: number) => events.filter(({ stream }) => stream === `drawer-${key}`).slice(from, to);
  const seen = async (key: string) => views.get(account, 'drawer', key);
  return { store, views, projector, send, events, of, seen };
}

describe('projector', () => {
  it('writes one document per stream of a page, in one write', async () => {
    const { projector, events, views, seen } = await world();
    const write = jest.spyOn(views, 'write');
    await projector.project(events);
    expect(await seen('A')).toMatchObject({ revision: 3, state: { status: 'open', totalAtom: 6 }, accountId: account });
    expect(await seen('B')).toMatchObject({ revision: 3, state: { totalAtom: 6 } });
    expect(await views.counters(account, ['coins'])).toEqual([12]);
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('makes the same of one page, of many, and of pages that come again', async () => {
    const whole = await world();
    await whole.projector.project(whole.events);
    const split = await world();
    const read = jest.spyOn(split.store, 'read');
    for (const event of split.events) await split.projector.project([event]);
    expect(await split.seen('A')).toEqual(await whole.seen('A'));
    for (const event of split.events) await split.projector.project([event]);
    await split.projector.project(split.events.slice(1));
    expect(await split.seen('A')).toEqual(await whole.seen('A'));
    expect(read).not.toHaveBeenCalled(); // everything was at hand
  });

  it('passes over what is not newer, without a write', async () => {
    const { projector, events, views, of } = await world();
    await projector.project(events);
    const write = jest.spyOn(views, 'write');
    await projector.project(of('A', 0, 2));
    expect(write).not.toHaveBeenCalled();
  });

  it('folds the whole stream again when a predecessor is missing', async () => {
    const { projector, of, seen } = await world();
    await projector.project(of('A', 0, 1));
    await projector.project(of('A', 3));
    expect(await seen('A')).toMatchObject({ revision: 3, state: { totalAtom: 6 } });
    await projector.project(of('B', 3));
    expect(await seen('B')).toMatchObject({ revision: 3, state: { totalAtom: 6 } });
  });

  it('folds again when the document vanished between the look and the read', async () => {
    const { projector, of, seen, views } = await world();
    await projector.project(of('A', 0, 2));
    jest.spyOn(views, 'get').mockResolvedValueOnce(null);
    await projector.project(of('A', 2));
    expect(await seen('A')).toMatchObject({ revision: 3, state: { totalAtom: 6 } });
  });

  it('folds again on a page with a hole, and counts an event that is in it twice once', async () => {
    const { projector, of, seen } = await world();
    await projector.project([...of('A', 0, 1), ...of('A', 2)]);
    expect(await seen('A')).toMatchObject({ state: { totalAtom: 6 } });
    await projector.project(of('B').flatMap((event): RecordedEvent[] => [event, event]));
    expect(await seen('B')).toMatchObject({ state: { totalAtom: 6 } });
  });

  it('leaves streams alone that have no view', async () => {
    const { projector, of, views } = await world();
    const write = jest.spyOn(views, 'write');
    await projector.project(of('A').map((event) => ({ ...event, stream: 'other-A' })));
    expect(write).not.toHaveBeenCalled();
  });

  it('writes at once what an append of this process made', async () => {
    const { projector, send, seen } = await world();
    const outcome = await send('A', 'close', { type: 'Close' });
    await projector.write(outcome.resource);
    expect(await seen('A')).toMatchObject({ revision: 4, state: { status: 'closed' } });
    expect(await seen('A')).not.toHaveProperty('commands');
  });
});

describe("the projector's position", () => {
  const handlerOver = ({ projector, views }: Awaited<ReturnType<typeof world>>, name = 'g') =>
    new ProjectionHandler(projector, views, () => name);

  it('begins at the start of an empty view store, and is where it was otherwise', async () => {
    const here = await world();
    const handler = handlerOver(here);
    expect(await handler.position()).toBeNull();
    await handler.advance(7n, false);
    expect(await handlerOver(here).position()).toBe(7n);
    expect(await here.views.checkpoint()).toEqual({ generation: 'g', position: 7n, complete: false });
  });

  it('is complete once it has caught up, and stays so', async () => {
    const here = await world();
    const handler = handlerOver(here);
    await handler.position();
    await handler.advance(null, true);
    await handler.advance(9n, false);
    expect(await here.views.checkpoint()).toMatchObject({ complete: true, position: 9n });
  });

  it('is given up when the views were emptied, and begins anew', async () => {
    const here = await world();
    const handler = handlerOver(here);
    await handler.position();
    await handler.advance(7n, true);
    here.views.wipe();
    await expect(handler.advance(8n, true)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await handler.position()).toBeNull();
    expect(await here.views.checkpoint()).toMatchObject({ complete: false, position: null });
  });

  it('is given up when another projector moved it', async () => {
    const here = await world();
    const [mine, other] = [handlerOver(here, 'mine'), handlerOver(here, 'other')];
    await mine.position();
    await other.position();
    await other.advance(7n, false);
    await expect(mine.advance(8n, false)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await mine.position()).toBe(7n);
  });

  it('cannot be moved before it was asked for', async () => {
    await expect(handlerOver(await world()).advance(1n, false)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
