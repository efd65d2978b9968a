// A story that fails is cut down to the one that is worth reading.
import { PLANTED_BUGS } from './bugs/all-bugs';
import { violationIn } from './checks/all-checks';
import { storyOf } from './story/plots';
import { fewest, shrunk } from './story/shrink';
import { stepsOf } from './story/told';
import { World } from './world';

jest.setTimeout(120_000);

const bug = PLANTED_BUGS.find(({ name }) => name === 'consent-ignored');

describe('a list that fails', () => {
  const fails =
    (...needed: readonly number[]) =>
    (some: readonly number[]) =>
      Promise.resolve(needed.every((one) => some.includes(one)));
  const all = Array.from({ length: 40 }, (_, index) => index);

  it.each([[[17]], [[3, 31]], [[0, 20, 39]], [[]]])('is cut down to what it fails for: %j', async (needed) =>
    expect(await fewest(all, fails(...needed))).toEqual(needed),
  );
});

describe('a story that fails', () => {
  it('is cut down to a smaller one in which the same still fails', async () => {
    const seed = await firstFailing();
    const whole = await new World(storyOf(seed), { bug }).run();
    const found = await shrunk(storyOf(seed), bug);
    expect(found?.story.acts.length).toBeLessThan(whole.story.acts.length);
    expect(found?.faults.length).toBeLessThan(Math.max(1, whole.faults.length));
    const again = await new World(found?.story ?? whole.story, { bug, only: new Set(found?.faults) }).run();
    expect(violationIn(again)?.check).toBe(violationIn(whole)?.check);
    expect(again.told).toEqual(found?.ending.told);
    expect(stepsOf(again).some((step) => step.includes('presses'))).toBe(true);
  });

  it('is none where nothing fails', async () => expect(await shrunk(storyOf(1))).toBeNull());
});

/** One in which something else happens as well. */
async function firstFailing(): Promise<number> {
  for (let seed = 1; ; seed++) {
    const ending = await new World(storyOf(seed), { bug }).run();
    if (violationIn(ending) && ending.faults.length > 0 && ending.story.acts.length > 2) return seed;
  }
}
