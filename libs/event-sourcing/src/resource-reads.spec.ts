import { FakeClock, InMemoryEventStore, InMemoryViewStore } from './in-memory';
import { ResourceReads, ViewsRebuilding } from './resource-reads';
import { StateCache } from './state-cache';
import { StreamReader } from './stream-reader';

/** Views that something happens to while they are counted. */
class ChangingViews extends InMemoryViewStore {
  whileCounting: () => unknown = () => undefined;

  override async counters(accountId: string, names: readonly string[]): Promise<readonly number[]> {
    const counted = await super.counters(accountId, names);
    await this.whileCounting();
    return counted;
  }
}

const complete = { generation: 'g', position: null, complete: true };
const incomplete = { ...complete, complete: false };

async function readsOf(at: typeof complete | null) {
  const views = new ChangingViews(new FakeClock());
  if (at) await views.moveCheckpoint(null, at);
  return { views, reads: new ResourceReads(views, new StreamReader(new InMemoryEventStore(), new StateCache(1))) };
}

describe('counts that decisions rest on', () => {
  it('are told by complete views', async () =>
    expect(await (await readsOf(complete)).reads.completeCounters('acc', ['uses'])).toEqual([0]));
  it.each([null, incomplete])('are not told while the views are at %j', async (at) =>
    expect((await readsOf(at)).reads.completeCounters('acc', ['uses'])).rejects.toThrow(ViewsRebuilding),
  );
  it('are not told when the views became complete only after the count', async () => {
    const { views, reads } = await readsOf(incomplete);
    views.whileCounting = () => views.moveCheckpoint(incomplete, complete);
    await expect(reads.completeCounters('acc', ['uses'])).rejects.toThrow(ViewsRebuilding);
  });
  it('are not told when the views were emptied around the count', async () => {
    const { views, reads } = await readsOf(complete);
    views.whileCounting = () => views.wipe();
    await expect(reads.completeCounters('acc', ['uses'])).rejects.toThrow(ViewsRebuilding);
  });
  it('need no views when nothing is asked', async () => expect(await (await readsOf(null)).reads.completeCounters('acc', [])).toEqual([]));
});
