// Whatever dies, freezes, is lost or comes late while a card is saved: no money moves, nobody is stuck, and a success has its card.
import { World, type Ending } from './world';
import type { PlantedBug } from './planted-bugs';

jest.setTimeout(300_000);

const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? 60);
const FIRST_SEED = Number(process.env['SIMULATION_FIRST_SEED'] ?? 1);

/** Null when all of it holds. */
function violation({ ledger, state, chainFaults }: Ending): string | null {
  if (state.status === 'absent') return 'the session was never created';
  if (state.status === 'open') return 'the session is still open, hours after its end';
  if (ledger.captures.length > 0) return 'money was taken for nothing';
  const isSaved = ledger.saved.includes(`ca_dev_${state.completed?.attemptKey}`);
  if (state.status === 'success' && !isSaved) return 'the session says that the card is saved, and no processor has it';
  if (state.attempts.some((attempt) => attempt.failed === null && attempt.succeededAt === null)) return 'an attempt was never decided';
  return chainFaults > 0 ? `${chainFaults} faults in the hash chain` : null;
}

async function firstViolation(seeds: number, bug: PlantedBug | null = null): Promise<string | null> {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
    const found = violation(await new World(seed, bug, 'setup').run());
    if (found !== null) return `seed ${seed}: ${found}`;
  }
  return null;
}

describe('saving a card under crashes, pauses and lost answers', () => {
  it(`ends, and never with money, over ${SEEDS} seeds`, async () => expect(await firstViolation(SEEDS)).toBeNull());

  it('ends differently, so that the seeds are worth their time', async () => {
    const endings = new Set<string>();
    for (let seed = 1; seed <= 60; seed++) {
      const { state } = await new World(seed, null, 'setup').run();
      endings.add(state.status);
      const attempts = state.status === 'absent' ? [] : state.attempts;
      for (const reason of attempts.flatMap(({ failed }) => failed?.reason ?? [])) endings.add(reason);
    }
    expect([...endings].sort()).toEqual(expect.arrayContaining(['card-details-lost', 'declined', 'expired', 'success']));
  });

  it('finds the planted bug "silent-attempt-kept"', async () =>
    expect(await firstViolation(400, 'silent-attempt-kept')).toMatch(/^seed \d+: /));
});
