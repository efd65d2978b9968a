// What `npm test` does once all is installed: every check and every suite, whatever fails, and the sum of it in the last line.
// Usage: npm test [-- [--only=STEP,…] [-t NAME] [PART-OF-A-PATH…]]   With a part of a path only the specs run whose path has it.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { checks } from './runner/checks.mjs';
import { add, describe, nothing, skipped } from './runner/outcome.mjs';
import { specFiles, suites } from './runner/suites.mjs';
import { hasRealRedis, say, title } from './runner/terminal.mjs';

const options = { only: { type: 'string' }, testNamePattern: { type: 'string', short: 't' } };

async function main() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const steps = stepsFor({ only: values.only?.split(','), patterns: positionals, testName: values.testNamePattern });
  if (!hasRealRedis()) say('No redis-server on PATH: the embedded one serves, and specs about persistence and load are skipped.');

  const failed = new Set();
  let total = nothing;
  for (const [place, step] of steps.entries()) {
    title(`${step.name} (${place + 1} of ${steps.length})`);
    const outcome = await runStep(step, failed);
    if (outcome.failed > 0) failed.add(step.name);
    total = add(total, outcome);
  }
  title('all');
  if (failed.size > 0) say(`failed: ${[...failed].join(', ')}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  process.stdout.write(`${describe(total)}\n`);
}

/** Runs a step, unless one that it builds on has failed: then its specs count as skipped. */
async function runStep({ name, needs, size, run }, failed) {
  const obstacle = needs.find((other) => failed.has(other));
  if (obstacle !== undefined) {
    say(`- ${name}: skipped, because ${obstacle} failed`);
    return skipped(size);
  }
  const begun = performance.now();
  const outcome = await run();
  say(`${outcome.failed > 0 ? '✗' : '✓'} ${name}: ${describe(outcome)} (${Math.round((performance.now() - begun) / 1000)} s)`);
  return outcome;
}

/** The steps asked for, in their order. @throws Error when there is no such step, or no such spec. */
function stepsFor({ only, patterns, testName }) {
  const files = specFiles().filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));
  const all = [...(patterns.length === 0 && testName === undefined ? checks : []), ...suites(files, { testName })];
  const unknown = only?.find((name) => !all.some((step) => step.name === name));
  if (unknown !== undefined) throw new Error(`no step ${unknown}: there are ${all.map((step) => step.name).join(', ')}`);
  if (all.length === 0) throw new Error(`no spec has ${patterns.join(' or ')} in its path`);
  return all.filter((step) => only === undefined || only.includes(step.name));
}

await main().catch((error) => {
  say(error.message);
  process.exitCode = 2;
  process.stdout.write('0 passed, 1 failed, 0 skipped\n');
});
