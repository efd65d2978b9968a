// What every event store promises to those who follow all streams.
import { setImmediate as turn } from 'node:timers/promises';
import type { EventStore, Page, Position } from '@tillstream/event-sourcing';
import { all, pagesUntil, placesOf, put } from './event-store.fixtures';

interface Ground {
  readonly store: EventStore;
  /** Stream names that begin with it are this test's own. */
  readonly prefix: string;
}

const eventsOf = (pages: readonly Page[]) => pages.flatMap(({ events }) => events);
const isCaughtUp = ({ caughtUp }: Page): boolean => caughtUp;

export function describeSubscriptions(ground: () => Ground): void {
  const never = () => new AbortController().signal;

  describe('readAll', () => {
    it('gives the events of the named streams, in the order of the log, up to the head', async () => {
      const { store, prefix } = ground();
      await put(store, `${prefix}a-1`, 2);
      await put(store, `${prefix}c-1`, 1);
      await put(store, `${prefix}b-1`, 1);
      await put(store, `${prefix}a-1`, { count: 1, from: 2 });
      const found = await all(store.readAll([`${prefix}a-`, `${prefix}b-`]));
      expect(placesOf(found)).toEqual([`${prefix}a-1@0`, `${prefix}a-1@1`, `${prefix}b-1@0`, `${prefix}a-1@2`]);
      expect(found.slice(0, 2)).toEqual((await store.read(`${prefix}a-1`)).slice(0, 2));
    });

    it('begins after a position', async () => {
      const { store, prefix } = ground();
      const { position } = await put(store, `${prefix}-1`, 2);
      await put(store, `${prefix}-1`, { count: 2, from: 2 });
      expect(placesOf(await all(store.readAll([prefix], position)))).toEqual([`${prefix}-1@2`, `${prefix}-1@3`]);
      expect(await all(store.readAll([prefix], await store.head()))).toEqual([]);
    });

    it('is empty where nothing matches', async () => {
      const { store, prefix } = ground();
      expect(await all(store.readAll([prefix]))).toEqual([]);
    });

    it('gives all of many', async () => {
      const { store, prefix } = ground();
      for (let first = 0; first < 2_000; first += 500) await put(store, `${prefix}-1`, { count: 500, from: first });
      const revisions = (await all(store.readAll([prefix]))).map(({ revision }) => revision);
      expect(revisions).toEqual(Array.from({ length: 2_000 }, (_, index) => index));
    });
  });

  describe('subscribe', () => {
    it('delivers what there is, then says that it has caught up, at the head', async () => {
      const { store, prefix } = ground();
      await put(store, `${prefix}-1`, 3);
      await put(store, `${prefix}-2`, 1);
      const head = await store.head();
      const pages = await pagesUntil(store.subscribe([prefix], null, never()), isCaughtUp);
      expect(placesOf(eventsOf(pages))).toEqual([`${prefix}-1@0`, `${prefix}-1@1`, `${prefix}-1@2`, `${prefix}-2@0`]);
      expect(pages.at(-1)).toMatchObject({ position: head });
    });

    it('says so also where nothing matches', async () => {
      const { store, prefix } = ground();
      const [page] = await pagesUntil(store.subscribe([prefix], await store.head(), never()), isCaughtUp);
      expect(page?.events).toEqual([]);
    });

    it('delivers what comes later', async () => {
      const { store, prefix } = ground();
      let isLive = false;
      const pages: Page[] = [];
      for await (const page of store.subscribe([prefix], await store.head(), never())) {
        if (page.caughtUp && !isLive) {
          isLive = true;
          await put(store, `${prefix}other`, 1);
          await put(store, `${prefix}-1`, 2);
        }
        pages.push(page);
        if (eventsOf(pages).length >= 3) break;
      }
      expect(placesOf(eventsOf(pages))).toEqual([`${prefix}other@0`, `${prefix}-1@0`, `${prefix}-1@1`]);
    });

    it('goes on after any of its positions without a gap and without one twice', async () => {
      const { store, prefix } = ground();
      const total = 60;
      for (let first = 0; first < total; first += 20) await put(store, `${prefix}-1`, { count: 20, from: first });
      const found: number[] = [];
      let after: Position | null = null;
      for (let turns = 0; found.length < total && turns < total; turns++) {
        const [page]: readonly Page[] = await pagesUntil(store.subscribe([prefix], after, never()), () => true);
        found.push(...(page?.events ?? []).map(({ revision }) => revision));
        after = page?.position ?? after;
      }
      expect(found).toEqual(Array.from({ length: total }, (_, index) => index));
    });

    it('moves its position also over events that do not match', async () => {
      const { store, prefix } = ground();
      const from = (await put(store, `${prefix}-1`, 1)).position;
      await put(store, `x${prefix}`, 500);
      const { position } = await put(store, `x${prefix}`, { count: 500, from: 500 });
      const pages = await pagesUntil(store.subscribe([prefix], from, never()), isCaughtUp);
      expect(eventsOf(pages)).toEqual([]);
      expect(pages.at(-1)?.position).toBe(position);
    });

    it('loses nothing and repeats nothing to a slow reader while others append', async () => {
      const { store, prefix } = ground();
      const total = 1_200;
      const writing = (async () => {
        for (let first = 0; first < total; first += 20) await put(store, `${prefix}-1`, { count: 20, from: first });
      })();
      const found: number[] = [];
      let previous: Position = -1n;
      for await (const page of store.subscribe([prefix], null, never())) {
        found.push(...page.events.map(({ revision }) => revision));
        expect(page.events.length).toBeLessThanOrEqual(500);
        if (page.position !== null) expect(page.position).toBeGreaterThanOrEqual(previous);
        for (const event of page.events) expect(page.position ?? -1n).toBeGreaterThanOrEqual(event.position);
        previous = page.position ?? previous;
        if (found.length >= total) break;
        await turn();
      }
      await writing;
      expect(found).toEqual(Array.from({ length: total }, (_, index) => index));
    });

    it('serves several at once, each from where it asked', async () => {
      const { store, prefix } = ground();
      const { position } = await put(store, `${prefix}-1`, 2);
      await put(store, `${prefix}-1`, { count: 2, from: 2 });
      const found = await Promise.all(
        [null, position].map(async (after) => eventsOf(await pagesUntil(store.subscribe([prefix], after, never()), isCaughtUp)).length),
      );
      expect(found).toEqual([4, 2]);
    });

    it('ends when it is told to: waiting, before it began, or between pages', async () => {
      const { store, prefix } = ground();
      const waiting = new AbortController();
      const pages = store.subscribe([prefix], null, waiting.signal)[Symbol.asyncIterator]();
      const first = await pages.next();
      expect(first.done).toBe(false);
      let isOver = false;
      const ended = (async () => {
        for (let next = await pages.next(); !next.done; next = await pages.next()) expect(isOver).toBe(false);
        isOver = true;
      })();
      waiting.abort();
      await ended;

      const before = new AbortController();
      before.abort();
      expect(await all(store.subscribe([prefix], null, before.signal))).toEqual([]);

      await put(store, `${prefix}-1`, 1);
      const between = new AbortController();
      for await (const page of store.subscribe([prefix], null, between.signal)) {
        expect(between.signal.aborted).toBe(false);
        if (page.events.length > 0) between.abort();
      }
    });
  });
}
