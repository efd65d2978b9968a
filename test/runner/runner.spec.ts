// The test command itself, on a small tree: what it counts, what it says last, and that it never says that all is well when it is not.
import { execFile } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../support/eventually';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

const root = path.resolve(__dirname, '../..');
const passing = "it('passes', () => expect(1).toBe(1));\n";
const failing = "it('fails', () => expect(1).toBe(2));\n";

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('runner');
  for (const file of ['test/run.mjs', 'test/runner', 'jest.config.cjs', '.swcrc', 'apps/checkout-page/.swcrc', 'package.json']) {
    await mkdir(path.join(folder.path, path.dirname(file)), { recursive: true });
    await cp(path.join(root, file), path.join(folder.path, file), { recursive: true, filter: (from) => !from.endsWith('.spec.ts') });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder.path, 'node_modules'));
  for (const place of ['libs/one', 'libs/two', 'test/contract', 'test/e2e'])
    await mkdir(path.join(folder.path, place), { recursive: true });
  await write('libs/one/one.spec.ts', `${passing}it['skip']('waits', () => undefined);\n`);
});
afterAll(() => folder.remove());

const write = (file: string, text: string) => writeFile(path.join(folder.path, file), text);

/** Runs the command and returns its last line, its exit code, and all that it said. */
function npmTest(...args: string[]): Promise<{ readonly lastLine: string; readonly code: number | string; readonly output: string }> {
  const env = { ...process.env, CI: 'true' };
  return new Promise((resolve) => {
    execFile(process.execPath, [path.join(folder.path, 'test/run.mjs'), ...args], { env }, (error, stdout, stderr) => {
      const lastLine = stdout.trimEnd().split('\n').at(-1) ?? '';
      resolve({ lastLine, code: error?.code ?? 0, output: stdout + stderr });
    });
  });
}

jest.setTimeout(120_000);

describe('npm test', () => {
  it('says what passed and what was skipped', async () => {
    expect(await npmTest('libs/one')).toMatchObject({ lastLine: '1 passed, 0 failed, 1 skipped', code: 0 });
  });
  it('goes on after a suite that failed, and fails', async () => {
    await write('libs/two/two.spec.ts', failing);
    await write('libs/two/broken.spec.ts', "import './absent';\n");
    await write('test/contract/port.spec.ts', passing);
    const { lastLine, code, output } = await npmTest('--only=specs,contract');
    expect({ lastLine, code }).toEqual({ lastLine: '2 passed, 2 failed, 1 skipped', code: 1 });
    expect(output).toContain('✗ specs: 1 passed, 2 failed, 1 skipped');
    expect(output).toContain('✓ contract: 1 passed, 0 failed, 0 skipped');
  });
  it('skips what builds on a build that failed', async () => {
    await write('test/e2e/session.spec.ts', passing);
    const { lastLine, code, output } = await npmTest('--only=build,e2e'); // there is no build script in this tree
    expect({ lastLine, code }).toEqual({ lastLine: '0 passed, 1 failed, 1 skipped', code: 1 });
    expect(output).toContain('- e2e: skipped, because build failed');
  });
  it('runs single tests by their name', async () => {
    expect(await npmTest('-t', 'passes', 'libs/one')).toMatchObject({ lastLine: '1 passed, 0 failed, 1 skipped', code: 0 });
  });
  it('takes a word that it does not know for a failure', async () => {
    expect(await npmTest('--only=nonsense')).toMatchObject({ lastLine: '0 passed, 1 failed, 0 skipped', code: 2 });
    expect(await npmTest('no/such/spec')).toMatchObject({ lastLine: '0 passed, 1 failed, 0 skipped', code: 2 });
  });
  it('ends the processes that a spec forgot', async () => {
    const forgetful = `import { spawn } from 'node:child_process';
      it('forgets', () => {
        const child = spawn('sleep', ['600'], { stdio: 'ignore' });
        child.unref();
        const { pid } = child;
        process.stderr.write('forgotten=' + pid + ';');
        expect(pid).toBeGreaterThan(0);
      });\n`;
    await write('test/contract/forgetful.spec.ts', forgetful);
    const { output, code } = await npmTest('test/contract/forgetful');
    const pid = Number(/forgotten=(\d+);/.exec(output)?.[1]);
    expect(code).toBe(0);
    await eventually(() => !isAlive(pid), { timeoutMs: 5000, describe: `process ${pid} is gone` });
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
