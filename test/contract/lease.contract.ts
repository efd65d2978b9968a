// What every lease promises.
import type { Lease } from '@tillstream/event-sourcing';

export interface LeaseBench {
  readonly lease: Lease;
  /** Lets time go by until `probe` is true; fails when that does not come. */
  until(probe: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

const LONG_MS = 60_000;
const SHORT_MS = 80;

export function describeLease(name: string, make: () => Promise<LeaseBench>): void {
  describe(`lease: ${name}`, () => {
    let bench: LeaseBench;
    beforeAll(async () => {
      bench = await make();
    });
    afterAll(() => bench.close());

    it('has one holder', async () => {
      expect(await bench.lease.acquire('one', 'a', LONG_MS)).toBe(true);
      expect(await bench.lease.acquire('one', 'b', LONG_MS)).toBe(false);
      expect(await bench.lease.acquire('another', 'b', LONG_MS)).toBe(true);
    });

    it('goes to one of many who ask at once', async () => {
      const owners = Array.from({ length: 20 }, (_, index) => `owner-${index}`);
      const answers = await Promise.all(owners.map((owner) => bench.lease.acquire('crowd', owner, LONG_MS)));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    it('passes on when it runs out', async () => {
      expect(await bench.lease.acquire('passing', 'a', SHORT_MS)).toBe(true);
      expect(await bench.lease.acquire('passing', 'b', LONG_MS)).toBe(false);
      await bench.until(() => bench.lease.acquire('passing', 'b', LONG_MS));
      expect(await bench.lease.acquire('passing', 'a', SHORT_MS)).toBe(false);
    });

    it('is prolonged by acquiring it again', async () => {
      await bench.lease.acquire('renewed', 'a', SHORT_MS);
      await bench.lease.acquire('marker', 'm', SHORT_MS * 2);
      expect(await bench.lease.acquire('renewed', 'a', LONG_MS)).toBe(true);
      await bench.until(() => bench.lease.acquire('marker', 'n', LONG_MS)); // longer than the first time to live
      expect(await bench.lease.acquire('renewed', 'b', LONG_MS)).toBe(false);
    });

    it('is released by its holder only', async () => {
      await bench.lease.acquire('released', 'a', LONG_MS);
      await bench.lease.release('released', 'b');
      expect(await bench.lease.acquire('released', 'b', LONG_MS)).toBe(false);
      await bench.lease.release('released', 'a');
      expect(await bench.lease.acquire('released', 'b', LONG_MS)).toBe(true);
    });
  });
}
