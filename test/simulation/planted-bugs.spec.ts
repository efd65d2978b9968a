// The simulation can fail: each bug that is put in on purpose is found, by the invariant that it breaks.
import { PLANTED_BUGS } from './bugs/all-bugs';
import type { PlantedBug } from './bugs/planted-bug';
import { violationIn } from './checks/all-checks';
import { storyOf } from './story/plots';
import { World } from './world';

jest.setTimeout(600_000);

async function firstBroken(bug: PlantedBug): Promise<string | null> {
  for (let seed = 1; seed <= bug.within; seed++) {
    const violation = violationIn(await new World(storyOf(seed), { bug }).run());
    if (violation) return violation.check;
  }
  return null;
}

describe('a planted bug is found', () => {
  it.each(PLANTED_BUGS)('$name, within $within seeds: $what', async (bug) => expect(bug.breaks).toContain(await firstBroken(bug)));

  it('and there are at least twelve', () => expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(12));
});
