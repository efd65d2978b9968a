// Whatever dies, freezes, is lost or comes late: nobody pays twice, and no money is taken that the session does not know of.
import { type Ending, type PlantedBug, World } from './world';

jest.setTimeout(300_000);

const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? 150);
const FIRST_SEED = Number(process.env['SIMULATION_FIRST_SEED'] ?? 1);

/** What must hold at the end of every story (payments.md §11); null when all of it does. */
function violation({ captures, state, chainFaults }: Ending): string | null {
  if (state.status === 'absent') return 'the session was never created';
  if (captures.length > 1) return `charged ${captures.length} times: ${captures.map((capture) => capture.processor).join(', ')}`;
  const isPaid = state.status === 'success';
  if (captures.length === 1 && !isPaid) return `money was taken and the session says ${state.status}`;
  if (captures.length === 0 && isPaid) return 'the session says paid and no money was taken';
  if (state.status === 'open') return 'the session is still open, hours after its end';
  return chainFaults > 0 ? `${chainFaults} faults in the hash chain` : null;
}

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

  it.each(['not-charged-without-closing', 'time-out-is-a-decline', 'recovery-confirms-again', 'completes-without-money'] as const)(
    'find the planted bug "%s"',
    async (bug) => expect(await firstViolation(400, bug)).toMatch(/^seed \d+: /),
  );
});
