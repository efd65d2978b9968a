import { SilentLog } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryBreakers } from '@tillstream/event-sourcing/in-memory';
import { FAILURES } from './core/processor-health';
import { ProcessorHealth } from './processor-health';

const DOWN = { kind: 'not_sent', reason: 'connection', message: 'refused' } as const;
const WORKS = { kind: 'approved', reference: 'r', networkTransactionId: null, threeDs: null, token: null } as const;

/** Counts how often anybody looks or tells. */
class WatchedBreakers extends InMemoryBreakers {
  looks = 0;
  told = 0;
  override look(names: readonly string[]) {
    this.looks++;
    return super.look(names);
  }
  override worked(name: string) {
    this.told++;
    return super.worked(name);
  }
}

const clock = new FakeClock();
let breakers: WatchedBreakers;
let here: ProcessorHealth;
let there: ProcessorHealth;
const processOf = () => new ProcessorHealth({ breakers, clock, log: new SilentLog() });
const failing = (health: ProcessorHealth) => {
  for (let count = 0; count < FAILURES.most; count++) health.heard('alpha', DOWN);
};
const resting = async (health: ProcessorHealth) => Object.keys(await health.resting(['alpha', 'beta']));

beforeEach(() => {
  breakers = new WatchedBreakers(clock);
  here = processOf();
  there = processOf();
});

describe('the health of processors, as a process sees it', () => {
  it('is asked for once in half a second', async () => {
    for (let count = 0; count < 3; count++) expect(await resting(here)).toEqual([]);
    expect(breakers.looks).toBe(1);
    await clock.advance(500);
    await resting(here);
    expect(breakers.looks).toBe(2);
  });

  it('is known at once where the calls failed, and half a second later everywhere', async () => {
    expect([await resting(here), await resting(there)]).toEqual([[], []]);
    failing(here);
    expect(await resting(here)).toEqual(['alpha']);
    expect(await resting(there)).toEqual([]);
    await clock.advance(500);
    expect(await resting(there)).toEqual(['alpha']);
  });

  it('is not what was seen while a call failed', async () => {
    const looking = here.resting(['alpha']);
    failing(here);
    await looking;
    expect(await resting(here)).toEqual(['alpha']);
  });

  it('is told to be good only where something is held against it, or nobody has looked', async () => {
    here.heard('alpha', WORKS);
    expect(breakers.told).toBe(1);
    await resting(here);
    here.heard('alpha', WORKS);
    expect(breakers.told).toBe(1);
    failing(there);
    await clock.advance(500);
    await resting(here);
    here.heard('alpha', WORKS);
    expect(breakers.told).toBe(2);
    expect(await resting(here)).toEqual([]);
  });
});
