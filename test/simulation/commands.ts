// What the simulation can be asked from a shell. A failure prints the one line with which it is told again.
import { bugNamed, PLANTED_BUGS } from './bugs/all-bugs';
import type { PlantedBug } from './bugs/planted-bug';
import { violationIn } from './checks/all-checks';
import { storyOf } from './story/plots';
import { shrunk } from './story/shrink';
import { stepsOf } from './story/told';
import { World } from './world';

const PROGRESS_EVERY = 1_000;
const MEGABYTE = 1_048_576;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

export const replayLine = (seed: number, bug: PlantedBug | null = null): string =>
  ['npm run simulate -- shrink', seed, ...(bug ? [bug.name] : [])].join(' ');

/** Tells `count` stories from seed `first` on. Two processes may each take their part. */
async function seeds(first = '1', count = '1000'): Promise<boolean> {
  const [from, until] = [Number(first), Number(first) + Number(count)];
  const begun = performance.now();
  let failed = 0;
  for (let seed = from; seed < until; seed++) {
    const violation = violationIn(await new World(storyOf(seed)).run());
    if (violation) {
      failed += 1;
      say(`seed ${seed}: ${violation.check}: ${violation.text}\n  ${replayLine(seed)}`);
    }
    const told = seed - from + 1;
    if (told % PROGRESS_EVERY === 0 || seed === until - 1) {
      const each = ((performance.now() - begun) / told).toFixed(1);
      globalThis.gc?.(); // with --expose-gc: what is really held
      const held = (process.memoryUsage().heapUsed / MEGABYTE).toFixed(0);
      say(`${told} stories, ${failed} failed, ${each} ms each, ${held} MB`);
    }
  }
  return failed === 0;
}

async function tell(seed = '1', bugName?: string): Promise<boolean> {
  const ending = await new World(storyOf(Number(seed)), { bug: bugNamed(bugName) }).run();
  const violation = violationIn(ending);
  for (const step of stepsOf(ending)) say(step);
  say(violation ? `${violation.check}: ${violation.text}` : 'all holds');
  return violation === null;
}

async function shrink(seed = '1', bugName?: string): Promise<boolean> {
  const found = await shrunk(storyOf(Number(seed)), bugNamed(bugName));
  if (!found) return tell(seed, bugName);
  for (const step of stepsOf(found.ending)) say(step);
  const violation = violationIn(found.ending);
  say(`${violation?.check}: ${violation?.text}`);
  say(`${found.story.acts.length} acts and ${found.faults.length} faults are left, after ${found.tries} tries`);
  return false;
}

/** In how many of the first seeds each planted bug is found, and in which one first: the table of the README. */
async function bugs(count = '300'): Promise<boolean> {
  for (const bug of PLANTED_BUGS) {
    const found: number[] = [];
    for (let seed = 1; seed <= Number(count); seed++) {
      if (violationIn(await new World(storyOf(seed), { bug }).run())) found.push(seed);
    }
    say(`| \`${bug.name}\` | ${bug.what} | ${found.length} | ${found[0] ?? '-'} |`);
  }
  return true;
}

export const commands: Readonly<Record<string, (...given: string[]) => Promise<boolean>>> = { seeds, tell, shrink, bugs };
