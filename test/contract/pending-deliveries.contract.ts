// What every store of pending deliveries promises.
import type { ClaimRequest, DeliveryChange, FailedAttempt, PendingDeliveries, Position } from '@tillstream/event-sourcing';

export interface PendingDeliveriesBench {
  readonly pending: PendingDeliveries;
  /** Empties the store. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

const E = 'endpoint000000000001';
const F = 'endpoint000000000002';
const EPOCH = 'epoch';
const PAUSES = [1_000, 10_000];

/** Message `revision` of stream `name`. */
export const message = (name: string, revision: number): string =>
  `s${name.padEnd(20, '0')}_${String(revision).padStart(9, '0')}_s:thing.changed`;
export const add = (endpoint: string, text: string, after: Position | null): DeliveryChange => ({
  kind: 'add',
  endpoint,
  message: text,
  after,
});

export function describePendingDeliveries(name: string, make: () => Promise<PendingDeliveriesBench>): void {
  describe(`pending deliveries: ${name}`, () => {
    let bench: PendingDeliveriesBench;
    let pending: PendingDeliveries;
    beforeAll(async () => {
      bench = await make();
      pending = bench.pending;
    });
    afterAll(() => bench.close());
    beforeEach(async () => {
      await bench.wipe();
      await pending.begin(EPOCH, { position: 10n, behind: {} }, []);
    });

    const enqueue = (from: Position | null, to: Position, ...changes: DeliveryChange[]) =>
      pending.enqueue({ epoch: EPOCH, from, to, changes, now: 100 });
    const claim = async (now: number, request: Partial<ClaimRequest> = {}) => {
      const found = await pending.claim({ endpoint: E, now, limit: 8, deferredLimit: 2, leaseMs: 500, ...request });
      return { nextAt: found.nextAt, messages: found.messages.map((one) => one.message), claimed: found.messages };
    };
    const failed = (text: string, attempt: Partial<FailedAttempt> & { isProbe?: boolean } = {}) => {
      const { isProbe = false, ...rest } = attempt;
      const claimed = { message: text, tries: 0, isProbe, isDeferred: false };
      return pending.failed({
        endpoint: E,
        message: claimed,
        now: 200,
        nextAt: 300,
        pauseAfterFailures: 5,
        probePausesMs: PAUSES,
        ...rest,
      });
    };

    describe('epochs', () => {
      it('is nothing when it was emptied', async () => {
        await bench.wipe();
        expect(await pending.opened()).toBeNull();
        expect(await pending.settled(EPOCH)).toBeNull();
        expect(await enqueue(10n, 11n)).toBeNull();
      });

      it('begins behind the endpoint that is furthest behind', async () => {
        await bench.wipe();
        const resumed = { position: 30n, behind: { [E]: 12n, [F]: null } };
        expect(await pending.begin('second', resumed, [])).toBe(true);
        expect(await pending.opened()).toEqual({ epoch: 'second', enqueued: null, resumed });
      });

      it('has one beginning', async () => {
        expect(await pending.begin('other', { position: null, behind: {} }, [])).toBe(false);
        expect(await pending.opened()).toMatchObject({ epoch: EPOCH, enqueued: 10n });
      });

      it('begins with endpoints and deferred messages', async () => {
        await bench.wipe();
        await pending.begin('second', { position: 1n, behind: {} }, [
          { kind: 'endpoint', endpoint: E, description: '{"a":1}' },
          { kind: 'defer', endpoint: E, message: message('a', 1), tries: 3, nextAt: 50 },
        ]);
        expect(await pending.endpoints('second')).toEqual(new Map([[E, '{"a":1}']]));
        expect((await claim(50)).claimed).toEqual([{ message: message('a', 1), tries: 3, isProbe: false, isDeferred: true }]);
      });
    });

    describe('enqueued', () => {
      it('moves from where it is, or not at all', async () => {
        expect(await enqueue(9n, 11n, add(E, message('a', 0), 9n))).toBeNull();
        expect((await claim(100)).messages).toEqual([]);
        expect(await enqueue(10n, 11n, add(E, message('a', 0), 10n))).toEqual([E]);
        expect(await pending.opened()).toMatchObject({ enqueued: 11n });
      });

      it('keeps positions beyond 2^31 exactly', async () => {
        const far = 9_007_199_254_740_991n;
        await enqueue(10n, far, add(E, message('a', 0), far - 1n));
        expect(await pending.settled(EPOCH)).toEqual({ position: far, behind: { [E]: far - 1n } });
      });

      it('knows the endpoints', async () => {
        await enqueue(10n, 11n, { kind: 'endpoint', endpoint: E, description: 'x' }, { kind: 'endpoint', endpoint: F, description: 'y' });
        await enqueue(11n, 12n, { kind: 'drop', endpoint: F });
        expect(await pending.endpoints(EPOCH)).toEqual(new Map([[E, 'x']]));
        expect(await pending.endpoints('another')).toEqual(new Map());
      });

      it('drops what waits with the endpoint, and nothing that comes after', async () => {
        await enqueue(10n, 12n, add(E, message('a', 0), 10n), { kind: 'drop', endpoint: E }, add(E, message('b', 0), 11n));
        expect((await claim(100)).messages).toEqual([message('b', 0)]);
      });
    });

    describe('settled', () => {
      it('is where it enqueued to, but for those who lag', async () => {
        await enqueue(10n, 14n, add(E, message('a', 0), 11n), add(E, message('b', 0), 12n), add(F, message('b', 0), 12n));
        expect(await pending.settled(EPOCH)).toEqual({ position: 14n, behind: { [E]: 11n, [F]: 12n } });
        await pending.delivered(E, message('a', 0), 200);
        await pending.delivered(F, message('b', 0), 200);
        expect(await pending.settled(EPOCH)).toEqual({ position: 14n, behind: { [E]: 12n } });
      });

      it('waits for a message that failed, not for one that was given up or set aside', async () => {
        await enqueue(10n, 14n, add(E, message('a', 0), 10n), add(E, message('b', 0), 11n), add(E, message('c', 0), 12n));
        await failed(message('a', 0), { nextAt: null });
        await failed(message('b', 0));
        expect(await pending.settled(EPOCH)).toMatchObject({ behind: { [E]: 11n } });
        await enqueue(14n, 15n, { kind: 'defer', endpoint: E, message: message('b', 0), tries: 1, nextAt: 900 });
        expect(await pending.settled(EPOCH)).toMatchObject({ behind: { [E]: 12n } });
      });

      it('names the thousand that are furthest behind, and waits for the others', async () => {
        const many = Array.from({ length: 1_003 }, (_, index) =>
          add(`endpoint${String(index).padStart(12, '0')}`, message('a', 0), BigInt(index + 20)),
        );
        await enqueue(10n, 5_000n, ...many);
        const settled = await pending.settled(EPOCH);
        expect(settled?.position).toBe(1_020n);
        expect(Object.keys(settled?.behind ?? {})).toHaveLength(1_000);
      });
    });

    describe('claims', () => {
      it('takes the earliest of each stream, earliest first, and each once', async () => {
        await enqueue(10n, 20n, add(E, message('b', 0), 10n), add(E, message('a', 0), 11n), add(E, message('b', 1), 12n));
        expect((await claim(100)).messages).toEqual([message('b', 0), message('a', 0)]);
        expect(await claim(100)).toMatchObject({ messages: [], nextAt: 600 });
        await pending.delivered(E, message('b', 0), 150);
        expect((await claim(150)).messages).toEqual([message('b', 1)]);
      });

      it('has no more than the limit', async () => {
        await enqueue(10n, 20n, ...['a', 'b', 'c'].map((stream, index) => add(E, message(stream, 0), BigInt(10 + index))));
        expect(await claim(100, { limit: 2 })).toMatchObject({ messages: [message('a', 0), message('b', 0)], nextAt: 100 });
        expect((await claim(100, { limit: 0 })).messages).toEqual([]);
        expect((await claim(100, { limit: 5 })).messages).toEqual([message('c', 0)]);
      });

      it('gives again what nobody reported on', async () => {
        await enqueue(10n, 20n, add(E, message('a', 0), 10n));
        await claim(100);
        expect((await claim(599)).messages).toEqual([]);
        expect((await claim(600)).messages).toEqual([message('a', 0)]);
      });

      it('lets a stream wait for its failed message, and the others go on', async () => {
        await enqueue(10n, 20n, add(E, message('a', 0), 10n), add(E, message('a', 1), 11n), add(E, message('b', 0), 12n));
        await claim(100);
        await failed(message('a', 0), { nextAt: 1_000 });
        await pending.delivered(E, message('b', 0), 210);
        expect(await claim(210)).toMatchObject({ messages: [], nextAt: 1_000 });
        expect((await claim(1_000)).claimed).toEqual([{ message: message('a', 0), tries: 1, isProbe: false, isDeferred: false }]);
      });

      it('goes on with the stream when its message is given up', async () => {
        await enqueue(10n, 20n, add(E, message('a', 0), 10n), add(E, message('a', 1), 11n));
        await claim(100);
        await failed(message('a', 0), { nextAt: null });
        expect((await claim(200)).messages).toEqual([message('a', 1)]);
        expect(await pending.waiting(E, message('a', 0))).toBeNull();
      });
    });

    describe('deferred messages', () => {
      it('go by their own time, beside their stream', async () => {
        await enqueue(10n, 20n, add(E, message('a', 0), 10n), add(E, message('a', 1), 11n));
        await claim(100);
        await enqueue(20n, 21n, { kind: 'defer', endpoint: E, message: message('a', 0), tries: 2, nextAt: 700 });
        expect((await claim(200)).messages).toEqual([message('a', 1)]);
        expect((await claim(700)).claimed).toEqual([
          { message: message('a', 0), tries: 2, isProbe: false, isDeferred: true },
          { message: message('a', 1), tries: 0, isProbe: false, isDeferred: false }, // its claim has run out
        ]);
        expect(await pending.delivered(E, message('a', 0), 710)).toBe(true);
        expect(await pending.delivered(E, message('a', 1), 710)).toBe(false);
      });

      it('leave room for the others', async () => {
        const aside = ['a', 'b', 'c'].map(
          (stream) => ({ kind: 'defer', endpoint: E, message: message(stream, 0), tries: 0, nextAt: 50 }) as const,
        );
        await enqueue(10n, 20n, ...aside, add(E, message('d', 0), 10n));
        expect((await claim(100, { deferredLimit: 2 })).messages).toEqual([message('a', 0), message('b', 0), message('d', 0)]);
        expect((await claim(100, { deferredLimit: 0 })).messages).toEqual([]);
      });

      it('fail by their own time too, and can be ended', async () => {
        await enqueue(10n, 20n, { kind: 'defer', endpoint: E, message: message('a', 0), tries: 0, nextAt: 50 });
        await claim(100);
        await failed(message('a', 0), { nextAt: 800 });
        expect(await pending.waiting(E, message('a', 0))).toEqual({ tries: 1, nextAt: 800 });
        expect(await pending.settled(EPOCH)).toEqual({ position: 20n, behind: {} });
        await enqueue(20n, 21n, { kind: 'end', endpoint: E, message: message('a', 0) });
        expect(await claim(900)).toMatchObject({ messages: [], nextAt: null });
      });
    });

    describe('pauses', () => {
      const streams = ['a', 'b', 'c', 'd', 'e', 'f'];
      const pausedBy = async (failures: number) => {
        await enqueue(10n, 20n, ...streams.map((stream, index) => add(E, message(stream, 0), BigInt(10 + index))));
        await claim(100);
        for (const stream of streams.slice(0, failures)) await failed(message(stream, 0));
      };

      it('come after five failures in a row', async () => {
        await pausedBy(4);
        expect(await failed(message('e', 0))).toEqual({ failuresInRow: 5, failingSince: 200, pausedUntil: 1_200 });
        expect(await claim(1_199)).toMatchObject({ messages: [], nextAt: 1_200 });
      });

      it('do not come when a success is in between', async () => {
        await pausedBy(4);
        await pending.delivered(E, message('f', 0), 200);
        expect(await failed(message('e', 0))).toEqual({ failuresInRow: 1, failingSince: 200, pausedUntil: null });
      });

      it('are not longer because more was on its way', async () => {
        await pausedBy(5);
        expect(await failed(message('f', 0), { now: 250 })).toMatchObject({ failuresInRow: 6, pausedUntil: 1_200 });
      });

      it('end with one probe, the earliest message', async () => {
        await pausedBy(6);
        expect((await claim(1_200)).claimed).toEqual([{ message: message('a', 0), tries: 1, isProbe: true, isDeferred: false }]);
        expect(await claim(1_200)).toMatchObject({ messages: [], nextAt: 1_700 });
      });

      it('grow with each probe that fails', async () => {
        await pausedBy(6);
        await claim(1_200);
        expect(await failed(message('a', 0), { isProbe: true, now: 1_250, nextAt: 1_300 })).toMatchObject({ pausedUntil: 11_250 });
        await claim(11_250);
        expect(await failed(message('a', 0), { isProbe: true, now: 11_300, nextAt: 11_400 })).toMatchObject({ pausedUntil: 21_300 });
      });

      it('are over with the first success', async () => {
        await pausedBy(6);
        await claim(1_200);
        await pending.delivered(E, message('a', 0), 1_250);
        expect((await claim(1_250)).messages).toEqual(streams.slice(1).map((stream) => message(stream, 0)));
      });
    });

    describe('what is due', () => {
      it('is who has something to do, longest first', async () => {
        await enqueue(10n, 20n, add(F, message('a', 0), 10n));
        expect(await pending.due(99, 10)).toEqual([]);
        expect(await pending.due(100, 10)).toEqual([F]);
        await claim(100, { endpoint: F });
        expect(await pending.due(599, 10)).toEqual([]);
        expect(await pending.due(600, 10)).toEqual([F]);
        await pending.delivered(F, message('a', 0), 600);
        expect(await pending.due(10_000, 10)).toEqual([]);
      });
    });

    it('ignores a report about what it no longer has', async () => {
      await enqueue(10n, 20n, add(E, message('a', 0), 10n));
      await claim(100);
      await pending.delivered(E, message('a', 0), 150);
      expect(await failed(message('a', 0))).toBeNull();
      expect((await claim(1_000)).messages).toEqual([]);
    });
  });
}
