// What every log of delivery attempts and every index of messages promises.
import type { DeliveryLog, IndexedMessage, LoggedAttempt, MessageIndex, ViewCheckpoint } from '@tillstream/event-sourcing';

export interface WebhookRecordsBench {
  readonly log: DeliveryLog;
  readonly index: MessageIndex;
  readonly now: number;
  /** Empties both. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

const A = 'acc_dev_a';
const at = (position: bigint, complete = false): ViewCheckpoint => ({ generation: 'one', position, complete });
const attempt = (id: string, nextAt: number | null = null): LoggedAttempt => ({
  id, endpoint: 'e', url: 'https://a.example/', at: 1, latencyMs: 2, status: 200, answer: 'ö', error: null, outcome: 'delivered', nextAt,
}); // prettier-ignore

export function describeWebhookRecords(name: string, make: () => Promise<WebhookRecordsBench>): void {
  describe(`webhook records: ${name}`, () => {
    let bench: WebhookRecordsBench;
    beforeAll(async () => {
      bench = await make();
    });
    beforeEach(() => bench.wipe());
    afterAll(() => bench.close());

    it('keep the attempts of a message in their order', async () => {
      await bench.log.record('m', attempt('1', 5));
      await bench.log.record('m', attempt('2'));
      await bench.log.record('other', attempt('3'));
      expect(await bench.log.attempts('m')).toEqual([attempt('1', 5), attempt('2')]);
      expect(await bench.log.attempts('none')).toEqual([]);
    });

    it('keep the last 200 attempts', async () => {
      for (let index = 0; index < 203; index++) await bench.log.record('m', attempt(String(index)));
      const kept = await bench.log.attempts('m');
      expect([kept.length, kept[0]?.id, kept.at(-1)?.id]).toEqual([200, '3', '202']);
    });

    const entry = (message: string, ageMs: number, accountId = A): IndexedMessage => ({ accountId, message, at: bench.now - ageMs });
    const list = (more: object = {}) =>
      bench.index.list({ accountId: A, since: bench.now - 10_000, order: 'descending', offset: 0, limit: 10, ...more });

    it('index messages by account and time', async () => {
      await bench.index.write(null, at(1n), [entry('a', 300), entry('b', 100), entry('c', 200), entry('x', 1, 'acc_dev_b')]);
      expect(await list()).toEqual({ messages: ['b', 'c', 'a'], total: 3, totalCapped: false });
      expect(await list({ order: 'ascending', offset: 1, limit: 1 })).toEqual({ messages: ['c'], total: 3, totalCapped: false });
      expect(await list({ since: bench.now - 250 })).toMatchObject({ messages: ['b', 'c'], total: 2 });
      expect(await list({ limit: 0 })).toMatchObject({ messages: [], total: 3 });
    });

    it('index a message once, however often it is written', async () => {
      await bench.index.write(null, at(1n), [entry('a', 300)]);
      await bench.index.write(at(1n), at(2n, true), [entry('a', 300)]);
      expect(await list()).toMatchObject({ messages: ['a'], total: 1 });
      expect(await bench.index.checkpoint()).toEqual(at(2n, true));
    });

    it('find what passes a test', async () => {
      const many = Array.from({ length: 2_500 }, (_, index) => entry(`m${String(index).padStart(4, '0')}`, index));
      await bench.index.write(null, at(1n), many);
      const isWanted = (message: string) => message.endsWith('7');
      expect(await list({ test: isWanted, offset: 248, limit: 5 })).toEqual({
        messages: ['m2487', 'm2497'],
        total: 250,
        totalCapped: false,
      });
    });

    it('move from where they are, or not at all', async () => {
      expect(await bench.index.write(at(5n), at(6n), [entry('a', 1)])).toBe(false);
      expect(await bench.index.write(null, at(1n), [entry('a', 1)])).toBe(true);
      expect(await bench.index.write(null, at(1n), [entry('b', 1)])).toBe(false);
      expect(await bench.index.write({ ...at(1n), generation: 'two' }, at(2n), [entry('c', 1)])).toBe(false);
      expect(await list()).toMatchObject({ messages: ['a'] });
    });

    it('are empty when they were wiped', async () => {
      await bench.index.write(null, at(1n), [entry('a', 1)]);
      await bench.wipe();
      expect(await bench.index.checkpoint()).toBeNull();
      expect(await list()).toMatchObject({ total: 0 });
    });
  });
}
