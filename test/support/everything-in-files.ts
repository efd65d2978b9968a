// All that the files below a folder hold, as one text, a character for each byte.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const everythingBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
