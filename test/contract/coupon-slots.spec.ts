// The slots of one coupon on the embedded event store: two clients with memories of their own, as two API processes have them.
import path from 'node:path';
import { CouponSlots, couponSlots, slotOf } from '@tillstream/catalog';
import { Executor, SilentLog, StateCache, StreamReader, Upcasting, verifyChain } from '@tillstream/event-sourcing';
import { contextFor } from '@tillstream/event-sourcing/testing';
import { EventStoreDb } from '@tillstream/event-store-db';
import { SystemClock } from '@tillstream/platform';
import { buildOnce } from '../support/build';
import { startProcess } from '../support/processes';
import { temporaryFolder } from '../support/temporary';

jest.setTimeout(60_000);

const BUYERS = 1_000;
const LIMIT = 600;
const STREAM = 'couponSlots-00000000000000000001';
const couponKey = STREAM.slice(STREAM.indexOf('-') + 1);

async function startStore() {
  const folder = await temporaryFolder('event-store');
  const server = await startProcess({
    name: 'event store',
    command: 'node',
    args: [path.join(await buildOnce(), 'apps/event-store/src/main.js'), '--port', '0', '--data', folder.path],
  });
  const { port } = server.ready as { readonly port: number };
  const url = `esdb://127.0.0.1:${port}?tls=false`;
  return { open: () => new EventStoreDb({ url, upcasting: new Upcasting([]) }), close: () => server.stop().then(folder.remove) };
}

function processOver(store: EventStoreDb) {
  const reader = new StreamReader(store, new StateCache(100));
  const clock = new SystemClock();
  return { reader, slots: new CouponSlots(new Executor({ store, reader, clock, log: new SilentLog() }), clock) };
}

describe('a thousand buyers at once on two processes', () => {
  it('get exactly as many slots as there are, and a third process reads them from a copy', async () => {
    const server = await startStore();
    const stores = [server.open(), server.open(), server.open()] as const;
    try {
      const [one, other, third] = [processOver(stores[0]), processOver(stores[1]), processOver(stores[2])];
      const attemptStartedAt = Date.now();
      const of = (name: string) => ({ couponKey, context: contextFor(name) });
      const limits = { coupon: LIMIT, code: null };
      const reserve = ({ slots }: typeof one, buyer: number) =>
        slots.reserve(of(`buyer ${buyer}`), { slot: slotOf(`${buyer}`, 1), promotionCodeKey: null, limits, attemptStartedAt });
      const answers = await Promise.all(Array.from({ length: BUYERS }, (_, buyer) => reserve(buyer % 2 === 0 ? one : other, buyer)));
      expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(LIMIT);

      const { state, revision } = await third.reader.current(couponSlots, couponKey);
      expect([state.coupon, revision]).toEqual([{ open: LIMIT, confirmed: 0 }, LIMIT - 1]);
      expect(await stores[2].read(`snapshot-${STREAM}`)).toHaveLength(1);
      expect(verifyChain(await stores[2].read(STREAM))).toEqual([]);
    } finally {
      await Promise.all(stores.map((store) => store.close()));
      await server.close();
    }
  });
});
