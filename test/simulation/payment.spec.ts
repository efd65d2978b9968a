// Whatever dies, freezes, is lost or comes late: nobody pays twice, and no money is taken that the session does not know of.
import { violation } from './invariants';
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs';
import { World } from './world';

jest.setTimeout(300_000);

const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? 150);
const FIRST_SEED = Number(process.env['SIMULATION_FIRST_SEED'] ?? 1);

async function firstViolation(seeds: number, bug: PlantedBug | null = null): Promise<string | null> {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
    const found = violation(await new World(seed, bug).run());
    if (found !== null) return `seed ${seed}: ${found}`;
  }
  return null;
}

describe('payments under crashes, pauses and lost answers', () => {
  it(`charge at most once and never in silence, over ${SEEDS} seeds`, async () => expect(await firstViolation(SEEDS)).toBeNull());

  it('end differently, so that the seeds are worth their time', async () => {
    const endings = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const { state } = await new World(seed).run();
      endings.add(state.status);
    }
    expect([...endings].sort()).toEqual(['expired', 'success']);
  });

  it('repeat exactly: the same seed is the same story', async () => {
    const [once, again] = [await new World(7).run(), await new World(7).run()];
    expect(again.events.map((event) => event.id)).toEqual(once.events.map((event) => event.id));
  });

  it('come to late successes of both kinds, so that the seeds are worth their time', async () => {
    const kinds = new Set<string>();
    for (let seed = 1; seed <= 200 && kinds.size < 2; seed++) {
      const { state } = await new World(seed).run();
      if (state.status === 'success' && state.completed?.how === 'paid_late') kinds.add('completed');
      if (state.status !== 'absent' && state.refunds.some(({ reason }) => reason !== null)) kinds.add('given back');
    }
    expect([...kinds].sort()).toEqual(['completed', 'given back']);
  });

  it.each(PLANTED_BUGS)('find the planted bug "%s"', async (bug) => expect(await firstViolation(400, bug)).toMatch(/^seed \d+: /));
});
