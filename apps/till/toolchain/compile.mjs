// Apps and libs to CommonJS in dist/, file by file, by the rules of .swcrc; files that are no TypeScript are copied.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformFile } from '@swc/core';
import { filesBelow } from './fingerprint.mjs';

// What is for the tools only.
const unused = /(^|\/)(tsconfig[^/]*\.json|[^/]*\.mjs|[^/]*\.mts|[^/]*\.d\.ts)$/;
const source = /\.ts$/;

/** Compiles everything but the apps in `without`, and removes from dist/ what has no source any more. @throws Error with the faults. */
export async function compile(root, { without }) {
  const folders = [...childrenOf(root, 'apps').filter((app) => !without.includes(app)), ...childrenOf(root, 'libs')];
  const files = folders.flatMap((folder) => filesBelow(root, folder)).filter((file) => !unused.test(file));
  const results = await Promise.allSettled(files.map((file) => (source.test(file) ? compileFile(root, file) : copyFile(root, file))));
  const faults = results
    .filter(({ status }) => status === 'rejected')
    .map(({ reason }) => String(reason.message ?? reason).split('\n\nCaused by')[0]);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  removeOthers(root, new Set(results.flatMap(({ value }) => value)));
}

const childrenOf = (root, folder) =>
  readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);

async function compileFile(root, file) {
  const from = path.join(root, file);
  const script = `dist/${file.replace(source, '.js')}`;
  const to = path.join(root, script);
  const { code, map } = await transformFile(from, {
    cwd: root,
    root,
    configFile: path.join(root, '.swcrc'),
    sourceFileName: path.relative(path.dirname(to), from),
  });
  write(to, `${code}\n//# sourceMappingURL=${path.basename(to)}.map\n`);
  write(`${to}.map`, map ?? '');
  return [script, `${script}.map`];
}

function copyFile(root, file) {
  const target = `dist/${file}`;
  cpSync(path.join(root, file), path.join(root, target));
  return [target];
}

/** Leaves a file alone that is as it should be already: a running process may be about to read it. */
function write(file, text) {
  try {
    if (readFileSync(file, 'utf8') === text) return;
  } catch {
    mkdirSync(path.dirname(file), { recursive: true });
  }
  writeFileSync(file, text);
}

function removeOthers(root, wanted) {
  const present = ['dist/apps', 'dist/libs'].flatMap((folder) => filesBelow(root, folder));
  for (const file of present) {
    if (!wanted.has(file)) rmSync(path.join(root, file));
  }
}
