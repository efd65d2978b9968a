import { READER_POSITION_STREAM, WebhookSettings } from '@tillstream/webhooks';
import { Standstill, type StandstillPlan } from './testing/standstill';
import { FINE, SCHEDULE, status, URL_A, WorkerBench } from './testing/worker-bench';

const PLACES = ['before asking', 'before the answer', 'with the answer'] as const;
/** All that a worker asks of store, Redis and receiver about three messages, and how many of each are tried. */
const CALLS = {
  page: 3, 'store.read': 3, 'pending.enqueue': 3, 'jobs.add': 3, 'pending.claim': 3, send: 3, 'pending.delivered': 3, 'log.record': 3, 'lease.acquire': 3,
  'pending.settled': 3, 'pending.due': 3, 'store.append': 1, 'store.limit': 1,
}; // prettier-ignore
/** Longer than the lease; and longer than lease, claim and the queue's patience. */
const LENGTHS_MS = [6_000, 25_000];

const PLANS: readonly StandstillPlan[] = Object.entries(CALLS).flatMap(([of, count]) =>
  PLACES.flatMap((where, place) => Array.from({ length: count }, (_, nth) => ({ of, nth, where, ms: LENGTHS_MS[(nth + place) % 2] ?? 0 }))),
);

describe('a worker that stands still', () => {
  let bench: WorkerBench;
  beforeEach(() => {
    bench = new WorkerBench();
  });
  afterEach(() => bench.stopAll());

  /** Two workers, of which the first does everything until it stands still. */
  const two = async (plan: StandstillPlan, schedule: readonly number[]) => {
    const standstill = new Standstill(bench.world, plan);
    await bench.start({ webhooks: { schedule }, standstill });
    const second = await bench.start({ webhooks: { schedule } });
    await bench.endpoint(second, URL_A);
    await bench.world.clock.advance(100);
    return { standstill, second };
  };
  const isSettled = async () => {
    const { eventStore } = bench.world;
    const last = await eventStore.readLast(READER_POSITION_STREAM);
    const { position, behind } = (last?.data ?? { position: null, behind: {} }) as { position: string | null; behind: object };
    const told = eventStore.events.findLast(({ stream }) => stream.startsWith('thing-'));
    return position !== null && told !== undefined && BigInt(position) >= told.position && Object.keys(behind).length === 0;
  };
  /** Things happen before, meanwhile and after. */
  const tell = async (plan: StandstillPlan): Promise<void> => {
    const { standstill, second } = await two(plan, new WebhookSettings().schedule);
    const { clock } = bench.world;
    standstill.begin();
    await bench.make(second, 'x');
    await bench.rename(second, 'x', 'b');
    await bench.make(second, 'y');
    await clock.until(() => standstill.struck !== null, 20_000);
    await bench.make(second, 'z');
    await clock.advance(plan.ms);
    await bench.make(second, 'w');
    await clock.until(isSettled, 60_000, 250);
  };

  it.each(PLANS)('keeps nothing back: $of #$nth, $where, for $ms ms', async (plan) => {
    await tell(plan);
    const taken = new Set(bench.receiver.taken(URL_A)); // in the order of their first arrival
    expect([...taken].filter((one) => one.includes(' x'))).toEqual(['thing.made x0', 'thing.renamed x1']);
    expect([...taken].sort()).toEqual(['thing.made w0', 'thing.made x0', 'thing.made y0', 'thing.made z0', 'thing.renamed x1']);
  });

  it('sets nothing aside that another has delivered meanwhile', async () => {
    const { standstill, second } = await two({ nth: 0, of: 'send', ms: 25_000, where: 'before the answer' }, SCHEDULE);
    const { clock, eventStore } = bench.world;
    bench.receiver.answer = () => status(500);
    await bench.make(second, 'x');
    await clock.until(() => bench.receiver.received.length === 1, 1_000);
    await clock.advance(60); // the failure is written down
    bench.receiver.answer = () => FINE;
    standstill.begin();
    await clock.advance(60_000);
    expect(standstill.struck).toBe('send');
    expect(bench.receiver.taken(URL_A)).toEqual(['thing.made x0', 'thing.made x0']); // its own, and the other's
    expect(eventStore.events.map(({ type }) => type)).not.toContain('DeliveryDeferred');
  });
});
