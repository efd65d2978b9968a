// Whether sources changed since they were last built: by path, size and time of the last change of each file.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// What no built file depends on.
const idle = /(^|\/)(node_modules|dist|\.[^/]+)$|\.spec\.tsx?$|\.md$/;

/** One hash over these files and all files below these folders; a missing one counts as empty. */
export function fingerprint(root, places) {
  const hash = createHash('sha256').update(process.version);
  for (const place of places) {
    for (const file of filesBelow(root, place)) {
      const { size, mtimeMs } = statSync(path.join(root, file));
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** The files at or below a place, as paths from the root, in a fixed order; without specs, READMEs and what is hidden below it. */
export function filesBelow(root, place) {
  const stat = statSync(path.join(root, place), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [place];
  const entries = readdirSync(path.join(root, place)).sort();
  return entries.map((entry) => `${place}/${entry}`).flatMap((below) => (idle.test(below) ? [] : filesBelow(root, below)));
}

/** The marks of what was built, one small file per part, inside the folder that they speak of: gone with it. */
export function rememberedIn(folder) {
  const fileOf = (name) => path.join(folder, '.marks', name.replaceAll('/', '+'));
  return {
    read: (name) => (statSync(fileOf(name), { throwIfNoEntry: false }) ? readFileSync(fileOf(name), 'utf8') : undefined),
    forget: (name) => rmSync(fileOf(name), { force: true }),
    write: (name, mark) => {
      mkdirSync(path.dirname(fileOf(name)), { recursive: true });
      writeFileSync(fileOf(name), mark);
    },
  };
}
