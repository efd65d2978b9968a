// Cuts a failing story down, by delta debugging: to the fewest sessions, acts and faults with which the same invariant still fails.
import { violationIn } from '../checks/all-checks';
import type { Ending } from '../ending';
import { type Telling, World } from '../world';
import type { Act, Press, Story } from './story';

export interface Shrunk {
  readonly story: Story;
  readonly faults: readonly string[];
  readonly ending: Ending;
  /** How many stories were told for it. */
  readonly tries: number;
}

interface Version {
  readonly story: Story;
  readonly faults: readonly string[];
}

/** Null when the story does not fail at all. */
export async function shrunk(story: Story, bug: Telling['bug'] = null): Promise<Shrunk | null> {
  const whole = await new World(story, { bug }).run();
  const violation = violationIn(whole);
  if (!violation) return null;
  let tries = 0;
  let ending = whole;
  const fails = async (version: Version): Promise<boolean> => {
    tries += 1;
    const told = await new World(version.story, { bug, only: new Set(version.faults) }).run();
    const isSame = violationIn(told)?.check === violation.check;
    if (isSame) ending = told;
    return isSame;
  };
  const cut = await cutDown({ story, faults: whole.faults }, fails);
  return { ...(await simplified(cut, fails)), ending, tries };
}

type Fails = (version: Version) => Promise<boolean>;

async function cutDown({ story, faults }: Version, fails: Fails): Promise<Version> {
  const sessions = await fewest(story.sessions, (some) =>
    fails({ story: { ...story, sessions: some, acts: actsIn(story, some) }, faults }),
  );
  const small = { ...story, sessions, acts: actsIn(story, sessions) };
  const acts = await fewest(small.acts, (some) => fails({ story: { ...small, acts: some }, faults }));
  const left = await fewest(faults, (some) => fails({ story: { ...small, acts }, faults: some }));
  // With fewer faults, fewer acts may do.
  const again = await fewest(acts, (some) => fails({ story: { ...small, acts: some }, faults: left }));
  return { story: { ...small, acts: again }, faults: left };
}

const actsIn = (story: Story, sessions: Story['sessions']): readonly Act[] =>
  story.acts.filter((act) => sessions.some(({ name }) => name === act.session));

/** Zeller's ddmin: drops parts, ever smaller ones, as long as it goes on failing. */
export async function fewest<T>(items: readonly T[], fails: (some: readonly T[]) => Promise<boolean>): Promise<readonly T[]> {
  if (items.length > 0 && (await fails([]))) return [];
  let kept = items;
  for (let size = Math.ceil(kept.length / 2); size >= 1;) {
    const smaller = await without(kept, size, fails);
    if (smaller) kept = smaller;
    else if (size === 1) break;
    else size = Math.ceil(size / 2);
    size = Math.min(size, Math.max(1, Math.ceil(kept.length / 2)));
  }
  return kept;
}

async function without<T>(
  items: readonly T[],
  size: number,
  fails: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[] | null> {
  for (let from = 0; from < items.length; from += size) {
    const rest = [...items.slice(0, from), ...items.slice(from + size)];
    if (rest.length > 0 && (await fails(rest))) return rest;
  }
  return null;
}

const PLAIN: readonly Partial<Press>[] = [
  { clicks: 1 },
  { isBlind: false },
  { isAgain: false },
  { claimsAll: false },
  { savesCard: false },
  { tab: 1 },
];

/** Presses that do nothing special, as far as they need not. */
async function simplified(version: Version, fails: Fails): Promise<Version> {
  let { story } = version;
  for (const [index, act] of story.acts.entries()) {
    if (act.kind !== 'press') continue;
    for (const plain of PLAIN) {
      const acts = story.acts.with(index, { ...(story.acts[index] as Press), ...plain });
      const simpler = { ...story, acts };
      if (JSON.stringify(acts) !== JSON.stringify(story.acts) && (await fails({ ...version, story: simpler }))) story = simpler;
    }
  }
  return { ...version, story };
}
