// What every keeper of short-lived secrets promises.
import type { ShortLivedSecrets } from '@tillstream/event-sourcing';

export interface SecretsBench {
  readonly secrets: ShortLivedSecrets;
  /** Lets time go by until `probe` is true; fails when that does not come. */
  until(probe: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

const LONG_MS = 60_000;

export function describeShortLivedSecrets(name: string, make: () => Promise<SecretsBench>): void {
  describe(`short-lived secrets: ${name}`, () => {
    let bench: SecretsBench;
    beforeAll(async () => {
      bench = await make();
    });
    afterAll(() => bench.close());

    it('gives back what was put, as often as asked', async () => {
      await bench.secrets.put('card', 'sealed \n "text" ✓', LONG_MS);
      expect(await bench.secrets.get('card')).toBe('sealed \n "text" ✓');
      expect(await bench.secrets.get('card')).toBe('sealed \n "text" ✓');
      expect(await bench.secrets.get('nobody put this')).toBeNull();
    });

    it('gives the newest value', async () => {
      await bench.secrets.put('twice', 'first', LONG_MS);
      await bench.secrets.put('twice', 'second', LONG_MS);
      expect(await bench.secrets.get('twice')).toBe('second');
    });

    it('lets one of many take it', async () => {
      await bench.secrets.put('once', 'value', LONG_MS);
      const taken = await Promise.all(Array.from({ length: 10 }, () => bench.secrets.take('once')));
      expect(taken.filter((value) => value !== null)).toEqual(['value']);
      expect(await bench.secrets.get('once')).toBeNull();
    });

    it('forgets it in time', async () => {
      await bench.secrets.put('short', 'value', 80);
      await bench.secrets.put('long', 'value', LONG_MS);
      await bench.until(async () => (await bench.secrets.get('short')) === null);
      expect(await bench.secrets.take('short')).toBeNull();
      expect(await bench.secrets.get('long')).toBe('value');
    });

    it('forgets it when told to', async () => {
      await bench.secrets.put('removed', 'value', LONG_MS);
      await bench.secrets.remove('removed');
      await bench.secrets.remove('removed');
      expect(await bench.secrets.get('removed')).toBeNull();
    });
  });
}
