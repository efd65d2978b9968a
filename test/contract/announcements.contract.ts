// What every announcer promises.
import type { Announcements } from '@tillstream/event-sourcing';

export interface AnnouncementsBench {
  /** Two ends of one announcer, as two processes have them. */
  readonly here: Announcements;
  readonly there: Announcements;
  /** Waits until `probe` is true; fails when that does not come. */
  until(probe: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export function describeAnnouncements(name: string, make: () => Promise<AnnouncementsBench>): void {
  describe(`announcements: ${name}`, () => {
    let bench: AnnouncementsBench;
    beforeAll(async () => {
      bench = await make();
    });
    afterAll(() => bench.close());

    it('are heard by all who listen to the channel, in order', async () => {
      const [first, second, other]: string[][] = [[], [], []];
      await bench.here.listen('news', (message) => first!.push(message));
      await bench.there.listen('news', (message) => second!.push(message));
      await bench.here.listen('weather', (message) => other!.push(message));
      await bench.there.publish('news', 'one');
      await bench.there.publish('news', 'two');
      await bench.there.publish('weather', 'rain');
      await bench.until(() => first!.length >= 2 && second!.length >= 2 && other!.length >= 1);
      expect([first, second, other]).toEqual([['one', 'two'], ['one', 'two'], ['rain']]);
    });

    it('are not heard by who has stopped, and still by the others', async () => {
      const [stopped, listening]: string[][] = [[], []];
      const stop = await bench.here.listen('stop', (message) => stopped!.push(message));
      await bench.here.listen('stop', (message) => listening!.push(message));
      await stop();
      await stop();
      await bench.there.publish('stop', 'later');
      await bench.until(() => listening!.length >= 1);
      expect(stopped).toEqual([]);
    });

    it('are heard by who stopped and listens again', async () => {
      const heard: string[] = [];
      const stop = await bench.here.listen('again', () => heard.push('old'));
      await Promise.all([stop(), bench.here.listen('again', (message) => heard.push(message))]);
      await bench.there.publish('again', 'new');
      await bench.until(() => heard.length >= 1);
      expect(heard).toEqual(['new']);
    });

    it('are lost when nobody listens', async () => {
      const heard: string[] = [];
      await bench.there.publish('empty', 'unheard');
      await bench.here.listen('empty', (message) => heard.push(message));
      await bench.there.publish('empty', 'heard');
      await bench.until(() => heard.length >= 1);
      expect(heard).toEqual(['heard']);
    });
  });
}
