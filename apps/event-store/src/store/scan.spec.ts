import type { StoredEvent } from '../core/event';
import { Follower } from './feed';
import { scan } from './scan';

const event = (position: number, bytes: number): StoredEvent => ({
  ...{ position, stream: 's', revision: position, id: '', type: '', json: false, createdMs: 0 },
  ...{ metadata: new Uint8Array(), data: new Uint8Array(bytes) },
});

/** Serves `total` events and notes how many were asked for. */
function source(total: number, bytes: number) {
  const asked: number[] = [];
  const fetch = (limit: number, last: StoredEvent | undefined): StoredEvent[] => {
    asked.push(limit);
    const from = last ? last.position + 1 : 0;
    return Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, index) => event(from + index, bytes));
  };
  return { asked, fetch };
}

describe('paging', () => {
  it.each([0, 1, 31, 32, 33, 543, 544, 545])('yields each of %i events once, in order', async (total) => {
    const positions: number[] = [];
    for await (const page of scan(source(total, 10).fetch)) positions.push(...page.map(({ position }) => position));
    expect(positions).toEqual(Array.from({ length: total }, (_, index) => index));
  });

  it('asks for no more than is wanted', async () => {
    const { asked, fetch } = source(100, 10);
    await scan(fetch, 1).next();
    expect(asked).toEqual([1]);
  });

  it('keeps pages of large events small', async () => {
    const { asked, fetch } = source(200, 500_000);
    const events = scan(fetch);
    while (asked.length < 5) await events.next();
    expect(Math.max(...asked.slice(1))).toBe(2);
  });

  it('lets others have their turn between pages', async () => {
    let turns = 0;
    const count = (): void => {
      turns += 1;
      if (turns < 1_000) setImmediate(count);
    };
    setImmediate(count);
    const { asked, fetch } = source(3_000, 10);
    for await (const page of scan(fetch)) void page;
    expect(turns).toBeGreaterThanOrEqual(asked.length - 1);
  });
});

describe('a follower', () => {
  it('drops its buffer rather than grow without end, and says so', async () => {
    const follower = new Follower();
    for (let position = 0; position < 100; position++) follower.offer(event(position, 100_000));
    await follower.arrival();
    expect([follower.overflowed(), follower.take()]).toEqual([true, []]);
    follower.restart();
    follower.offer(event(1, 1));
    expect([follower.overflowed(), follower.take().length]).toEqual([false, 1]);
  });

  it('waits for what comes', async () => {
    const follower = new Follower();
    const arrival = follower.arrival();
    follower.offer(event(1, 1));
    await arrival;
    expect(follower.take()).toHaveLength(1);
    follower.close();
    await follower.arrival();
  });
});
