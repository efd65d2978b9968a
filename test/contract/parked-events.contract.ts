// What every keeper of parked events promises.
import type { ParkedEvents } from '@tillstream/event-sourcing';

export interface ParkedEventsBench {
  readonly parked: ParkedEvents;
  close(): Promise<void>;
}

export function describeParkedEvents(name: string, make: () => Promise<ParkedEventsBench>): void {
  describe(`parked events: ${name}`, () => {
    let bench: ParkedEventsBench;
    beforeAll(async () => {
      bench = await make();
    });
    afterAll(() => bench.close());

    it('are listed per runner, by stream and revision', async () => {
      const event = { runner: 'projector', stream: 'checkoutSession-b@odd', revision: 2, error: 'TypeError: "no" ✗' };
      const others = [
        { ...event, revision: 10 },
        { ...event, stream: 'checkoutSession-a', revision: 7 },
      ];
      for (const parked of [...others, event]) await bench.parked.park(parked);
      await bench.parked.park({ ...event, runner: 'reactor' });
      expect(await bench.parked.list('projector')).toEqual([others[1], event, others[0]]);
      expect(await bench.parked.list('reactor')).toEqual([{ ...event, runner: 'reactor' }]);
      expect(await bench.parked.list('nobody')).toEqual([]);
    });

    it('are there once, with the newest error', async () => {
      const event = { runner: 'twice', stream: 'price-a', revision: 0, error: 'first' };
      await bench.parked.park(event);
      await bench.parked.park({ ...event, error: 'second' });
      expect(await bench.parked.list('twice')).toEqual([{ ...event, error: 'second' }]);
    });

    it('are gone when removed, and no others', async () => {
      const event = { runner: 'removed', stream: 'price-a', revision: 1, error: 'x' };
      const near = { ...event, revision: 11 };
      await bench.parked.park(event);
      await bench.parked.park(near);
      await bench.parked.remove(event);
      await bench.parked.remove(event);
      expect(await bench.parked.list('removed')).toEqual([near]);
    });
  });
}
