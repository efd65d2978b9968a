// The suites of jest: which specs belong to which, and how each is run.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { outcomeOf } from './outcome.mjs';
import { installed, root, runNode, say } from './terminal.mjs';

const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', installed('jest/bin/jest.js')];
const built = ['types', 'build'];
const exitWithinMs = 20_000;

// In the order in which they run. Suites that start processes run one file at a time: two cores are soon full. `minutes` only ends what
// would never end, such as a loop that gives jest's own time limit no turn.
const kinds = [
  { name: 'specs', minutes: 10, workers: 2, needs: [], has: (file) => !/^test\/(contract|simulation|e2e|browser)\//.test(file) },
  { name: 'contract', minutes: 10, workers: 1, needs: [], timeoutMs: 60_000, has: (file) => file.startsWith('test/contract/') },
  { name: 'simulation', minutes: 15, workers: 2, needs: [], timeoutMs: 120_000, has: (file) => file.startsWith('test/simulation/') },
  { name: 'e2e', minutes: 30, workers: 1, needs: built, timeoutMs: 60_000, has: (file) => file.startsWith('test/e2e/') },
  { name: 'browser', minutes: 15, workers: 1, needs: built, timeoutMs: 60_000, has: (file) => file.startsWith('test/browser/') },
];

/** Every spec of the tree, as paths from the root. */
export function specFiles() {
  const below = (folder) => readdirSync(path.join(root, folder), { recursive: true }).map((file) => path.join(folder, file));
  return ['apps', 'libs', 'test'].flatMap(below).filter((file) => /\.spec\.tsx?$/.test(file) && !file.includes('node_modules'));
}

/** One step for each kind of suite that has one of these files. */
export function suites(files, { testName }) {
  return kinds
    .map((kind) => ({ ...kind, files: files.filter(kind.has) }))
    .filter((suite) => suite.files.length > 0)
    .map((suite) => ({ name: suite.name, needs: suite.needs, size: suite.files.length, run: () => run(suite, testName) }));
}

async function run({ files, workers, timeoutMs, minutes }, testName) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tillstream-report-'));
  const report = path.join(folder, 'report.json');
  const limits = [`--maxWorkers=${workers}`, ...(timeoutMs === undefined ? [] : [`--testTimeout=${timeoutMs}`])];
  const named = testName === undefined ? [] : [`--testNamePattern=${testName}`];
  try {
    const args = [...jest, '--json', `--outputFile=${report}`, ...limits, ...named, '--runTestsByPath', ...files];
    const exitCode = await runNode(args, { isOverdue: overdueCheck(report, minutes) });
    return outcomeOf(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined, exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The report is written when the last test is done: after that only what a spec has left open can keep jest from ending. */
function overdueCheck(report, minutes) {
  const endsAt = Date.now() + minutes * 60_000;
  return () => {
    const writtenAt = statSync(report, { throwIfNoEntry: false })?.mtimeMs;
    const isOpen = writtenAt !== undefined && Date.now() - writtenAt > exitWithinMs;
    if (isOpen) say('The tests are done, but something that they left open keeps jest from ending.');
    else if (Date.now() > endsAt) say(`Not done within ${minutes} minutes.`);
    return isOpen || Date.now() > endsAt;
  };
}
