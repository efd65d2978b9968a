// Pieces of a resource with ids and lists of their own: written with it, found without it, rebuilt like it.
import type { RecordedEvent } from './event';
import { Executor } from './executor';
import { InMemoryEventStore } from './in-memory/event-store';
import { InMemoryViewStore } from './in-memory/view-store';
import { SilentLog } from './ports/logger';
import type { ViewDocument } from './ports/view-store';
import { Projector } from './projector';
import { ResourceReads, ViewsRebuilding } from './resource-reads';
import { StateCache } from './state-cache';
import { StreamReader } from './stream-reader';
import { contextFor, drawer, type DrawerState, SkippingClock } from './testing/drawer';
import { contributesNothing, type View, ViewCatalog } from './view';

const { accountId } = contextFor('any');
const list = { accountId, category: 'coin', index: 'all', order: 'ascending', offset: 0, limit: 10 } as const;

/** Each whole ten of a drawer is a part of it. */
const view: View = {
  type: drawer,
  contributions: () => contributesNothing,
  parts: ({ key, state, createdAt }) => {
    const { status, ...rest } = state as DrawerState;
    const tens = Math.floor(('totalAtom' in rest ? rest.totalAtom : 0) / 10);
    return Array.from({ length: tens }, (_, index) => ({
      category: 'coin', key: `${key}-${index}`, createdAt: createdAt + index, indexes: { all: createdAt + index }, facts: { status },
    })); // prettier-ignore
  },
};

/** Breaks off after so many documents. */
class BreakingViews extends InMemoryViewStore {
  allowed = Infinity;

  override async write(documents: readonly ViewDocument[]): Promise<void> {
    await super.write(documents.slice(0, this.allowed));
    if (documents.length > this.allowed) throw new Error('broken off');
  }
}

async function world() {
  const store = new InMemoryEventStore();
  const clock = new SkippingClock();
  const views = new BreakingViews(clock);
  const reader = new StreamReader(store, new StateCache(10));
  const executor = new Executor({ store, reader, clock, log: new SilentLog() });
  for (const key of ['A', 'B']) {
    await executor.run(drawer, { key, context: contextFor(`${key} open`) }, { type: 'Open', currency: 'EUR' });
    await executor.run(drawer, { key, context: contextFor(`${key} add`) }, { type: 'Add', coins: [20] });
  }
  const complete = () => views.moveCheckpoint(null, { generation: 'g', position: null, complete: true });
  return {
    store,
    views,
    complete,
    projector: new Projector(new ViewCatalog([view]), store, views),
    reads: new ResourceReads(views, reader),
  };
}

describe('parts', () => {
  it('have lists of their own, with the right total, and lead to their owner', async () => {
    const { store, complete, projector, reads } = await world();
    await projector.project(store.events);
    await complete();
    const { items, total } = await reads.parts({ ...list, limit: 3 });
    expect([items.map(({ key }) => key), total]).toEqual([['A-0', 'B-0', 'A-1'], 4]);
    expect(items[0]).toMatchObject({ revision: 1, state: { ownerKey: 'A', facts: { status: 'open' } } });
    expect((await reads.parts({ ...list, test: ({ state }) => (state as { ownerKey: string }).ownerKey === 'B' })).total).toBe(2);
  });

  it('are found by their key; that there is none is known only when the views are complete', async () => {
    const { store, complete, projector, reads } = await world();
    const at = { accountId, category: 'coin', key: 'A-0' };
    await expect(reads.part(at)).rejects.toThrow(ViewsRebuilding);
    await expect(reads.parts(list)).rejects.toThrow(ViewsRebuilding);
    await projector.project(store.events);
    expect(await reads.part(at)).toMatchObject({ state: { ownerKey: 'A' } });
    await expect(reads.part({ ...at, key: 'A-9' })).rejects.toThrow(ViewsRebuilding);
    await complete();
    expect(await reads.part({ ...at, key: 'A-9' })).toBeNull();
    expect(await reads.part({ ...at, accountId: 'acc_dev_other' })).toBeNull();
  });

  it('are all there once their owner is, wherever a write broke off', async () => {
    for (let allowed = 0; allowed < 3; allowed++) {
      const { store, views, projector } = await world();
      const events: readonly RecordedEvent[] = store.events.filter(({ stream }) => stream === 'drawer-A');
      views.allowed = allowed;
      await expect(projector.project(events)).rejects.toThrow('broken off');
      views.allowed = Infinity;
      await projector.project(events);
      expect((await views.getMany(accountId, 'coin', ['A-0', 'A-1'])).map((part) => part?.revision)).toEqual([1, 1]);
    }
  });
});
