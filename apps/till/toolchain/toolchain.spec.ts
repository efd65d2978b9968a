// The build and the lock, as processes on a small tree: that is how they are used, two at a time and interrupted.
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder, type TemporaryFolder } from '../../../test/support/temporary';

const root = path.resolve(__dirname, '../../..');
const run = promisify(execFile);

/** A project of two files, with the real tools. */
async function smallProject(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder('build');
  for (const file of ['apps/till/build.mjs', 'apps/till/toolchain', '.swcrc', 'package-lock.json', 'tsconfig.base.json']) {
    await cp(path.join(root, file), path.join(folder.path, file), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder.path, 'node_modules'));
  await mkdir(path.join(folder.path, 'libs/platform/src'), { recursive: true });
  await mkdir(path.join(folder.path, 'apps/api/src'), { recursive: true });
  await writeFile(path.join(folder.path, 'libs/platform/src/index.ts'), 'export const word: string = "built";\n');
  const main = "import { word } from '@tillstream/platform';\nprocess.stdout.write(word);\n";
  await writeFile(path.join(folder.path, 'apps/api/src/main.ts'), main);
  await writeFile(path.join(folder.path, 'apps/api/src/messages.proto'), 'syntax = "proto3";\n');
  return folder;
}

describe('build', () => {
  let folder: TemporaryFolder;
  const file = (name: string) => path.join(folder.path, name);
  const build = () => run(process.execPath, [file('apps/till/build.mjs')]);

  beforeEach(async () => (folder = await smallProject()));
  afterEach(() => folder.remove());

  it('makes programs that run, and copies what they read', async () => {
    await build();
    const { stdout } = await run(process.execPath, [file('dist/apps/api/src/main.js')]);
    expect(stdout).toBe('built');
    expect(await readFile(file('dist/apps/api/src/messages.proto'), 'utf8')).toContain('proto3');
  });
  it('does nothing when nothing changed, and again when something did', async () => {
    expect((await build()).stderr).toContain('[build] servers');
    expect((await build()).stderr).toBe('');
    await writeFile(file('libs/platform/src/index.ts'), 'export const word = "changed";\n');
    expect((await build()).stderr).toContain('[build] servers');
    expect((await run(process.execPath, [file('dist/apps/api/src/main.js')])).stdout).toBe('changed');
  });
  it('is done once when two ask for it', async () => {
    const both = await Promise.all([build(), build()]);
    expect(both.filter(({ stderr }) => stderr.includes('[build] servers'))).toHaveLength(1);
    expect((await run(process.execPath, [file('dist/apps/api/src/main.js')])).stdout).toBe('built');
  });
  it('removes what has no source any more', async () => {
    await writeFile(file('apps/api/src/old.ts'), 'export const old = 1;\n');
    await build();
    expect(await readdir(file('dist/apps/api/src'))).toContain('old.js');
    await rm(file('apps/api/src/old.ts'));
    await build();
    expect((await readdir(file('dist/apps/api/src'))).filter((name) => name.startsWith('old'))).toEqual([]);
  });
  it('names the file that does not parse, and tries it again the next time', async () => {
    await writeFile(file('apps/api/src/broken.ts'), 'const = ;\n');
    await expect(build()).rejects.toThrow(/broken\.ts:1/);
    await expect(build()).rejects.toThrow(/broken\.ts:1/);
  });
});

describe('lock', () => {
  let folder: TemporaryFolder;
  const lockFile = () => path.join(folder.path, 'held.lock');
  const journal = () => path.join(folder.path, 'journal');
  /** Notes when it begins and ends what it does under the lock. */
  const hold = () => {
    const script = `
      import { appendFileSync } from 'node:fs';
      import { setTimeout as pause } from 'node:timers/promises';
      import { withLock } from ${JSON.stringify(path.join(__dirname, 'lock.mjs'))};
      await withLock(${JSON.stringify(lockFile())}, () => {}, async () => {
        appendFileSync(${JSON.stringify(journal())}, 'begin ');
        await pause(100);
        appendFileSync(${JSON.stringify(journal())}, 'end ');
      });`;
    return run(process.execPath, ['--input-type=module', '--eval', script]);
  };

  beforeEach(async () => (folder = await temporaryFolder('lock')));
  afterEach(() => folder.remove());

  it('is held by one at a time', async () => {
    await Promise.all([hold(), hold(), hold()]);
    expect(await readFile(journal(), 'utf8')).toBe('begin end '.repeat(3));
  });
  it('of a process that is gone is taken over, by one', async () => {
    const { stdout: goneId } = await run(process.execPath, ['--eval', 'process.stdout.write(String(process.pid))']);
    await writeFile(lockFile(), goneId);
    await Promise.all([hold(), hold(), hold()]);
    expect(await readFile(journal(), 'utf8')).toBe('begin end '.repeat(3));
    expect((await readdir(folder.path)).sort()).toEqual(['journal']);
  });
});

describe('isInstalled', () => {
  const script = `
    import { isInstalled } from ${JSON.stringify(path.join(__dirname, 'install.mjs'))};
    process.stdout.write(String(isInstalled(process.argv[1])));`;
  const answer = async (wanted: object, present?: object) => {
    const folder = await temporaryFolder('install');
    const write = (name: string, packages: object) => writeFile(path.join(folder.path, name), JSON.stringify({ packages }));
    await write('package-lock.json', { '': {}, ...wanted });
    await mkdir(path.join(folder.path, 'node_modules'));
    if (present !== undefined) await write('node_modules/.package-lock.json', present);
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script, folder.path]).finally(() => folder.remove());
    return stdout;
  };
  const preact = (version: string) => ({ 'node_modules/preact': { version, integrity: `sha512-${version}` } });

  it('compares what is there with what is locked', async () => {
    expect(await answer(preact('1.0.0'), preact('1.0.0'))).toBe('true');
    expect(await answer(preact('1.0.1'), preact('1.0.0'))).toBe('false');
    expect(await answer(preact('1.0.0'), {})).toBe('false');
  });
  it('takes a broken-off install for none', async () => expect(await answer(preact('1.0.0'))).toBe('false'));
  it('does not miss what is for another system', async () => {
    expect(await answer({ 'node_modules/fsevents': { version: '1.0.0', optional: true } }, {})).toBe('true');
  });
});
