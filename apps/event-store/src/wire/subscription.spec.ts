import { type StoredEvent, TOMBSTONE } from '../core/event';
import { Checkpoints } from '../core/filter';
import { Feed } from '../store/feed';
import { Fault } from './faults';
import { Subscription } from './subscription';

const LARGE = 3 * 1024 * 1024;
const event = (place: number, { stream = 's', bytes = 0 } = {}): StoredEvent => ({
  ...{ position: place, stream, revision: place, id: '', type: '', json: false, createdMs: 0 },
  ...{ metadata: new Uint8Array(), data: new Uint8Array(bytes) },
});

/** A subscription to a file of pages, read anew each time; `onPage` runs behind each page, before the end of the file is told. */
function setUp(pages: StoredEvent[][], onPage: (feed: Feed, page: number) => void = () => undefined) {
  const feed = new Feed();
  const sent: (number | string)[] = [];
  let closed = false;
  let whenClosed = (): void => undefined;
  const close = (): void => {
    closed = true;
    whenClosed();
  };
  const outlet = {
    isClosed: () => closed,
    onClose: (listener: () => void) => (whenClosed = listener),
    send: async (answer: object) =>
      void sent.push('checkpoint' in answer ? JSON.stringify(answer.checkpoint) : (Object.keys(answer)[0] ?? '')),
    sendEvent: async ({ position }: StoredEvent) => void sent.push(position),
  };
  const source = {
    stream: undefined as string | undefined,
    place: 0,
    placeOf: ({ position }: StoredEvent) => position,
    async *behind(place: number) {
      for (const [index, page] of [...pages].entries()) {
        yield page.filter(({ position }) => position > place);
        onPage(feed, index);
      }
    },
  };
  const service = { feed, endless: new Set<(fault: Fault) => void>() };
  return { feed, sent, close, outlet, source, service, call: { emit: () => true } };
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100 && !condition(); turn++) await new Promise(setImmediate);
}

describe('a subscription', () => {
  it('sends what is in the file and what is committed meanwhile once each, in order', async () => {
    const world = setUp([[event(1), event(2)], [event(3)]], (feed, page) =>
      [event(2), event(3), event(4 + page)].forEach((it) => feed.publish(it)),
    );
    const run = new Subscription({ ...world, accepts: () => true }).run(world.call);
    await until(() => world.sent.length >= 7);
    world.feed.publish(event(6));
    await until(() => world.sent.length >= 8);
    world.close();
    await run;
    expect(world.sent).toEqual(['confirmation', 1, 2, 3, 'caughtUp', 4, 5, 6]);
    expect(world.service.endless.size).toBe(0);
  });

  it('returns to the file when too much came meanwhile', async () => {
    const pages = [[event(1)]];
    const world = setUp(pages, (feed) => {
      if (pages.length > 1) return;
      pages.push([event(2), event(3)]);
      for (const n of [2, 3]) feed.publish(event(n, { bytes: LARGE }));
    });
    const run = new Subscription({ ...world, accepts: () => true }).run(world.call);
    await until(() => world.sent.includes('caughtUp'));
    world.close();
    await run;
    expect(world.sent).toEqual(['confirmation', 1, 2, 3, 'caughtUp']);
  });

  it('tells how far it has looked', async () => {
    const world = setUp([[1, 2, 3, 4, 5].map((n) => event(n))]);
    const run = new Subscription({ ...world, accepts: () => false, checkpoints: new Checkpoints(2) }).run(world.call);
    await until(() => world.sent.includes('caughtUp'));
    world.close();
    await run;
    const at = (n: number): string => JSON.stringify({ commitPosition: n, preparePosition: n });
    expect(world.sent).toEqual(['confirmation', at(2), at(4), at(5), 'caughtUp']);
  });

  it('to a stream ends with its tombstone', async () => {
    const world = setUp([[]]);
    const source = { ...world.source, stream: 's' };
    const run = new Subscription({ ...world, source, accepts: () => true }).run(world.call);
    const failure = run.catch((error: unknown) => error);
    await until(() => world.sent.includes('caughtUp'));
    world.feed.publish(event(1, { stream: 'other' }));
    world.feed.publish({ ...event(2), revision: TOMBSTONE });
    expect(await failure).toBeInstanceOf(Fault);
    expect(world.sent).toEqual(['confirmation', 'caughtUp', 2]);
  });
});
