// Which version of this project runs: stands in the OpenAPI document.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's package.json lies above both the sources and the build. */
function read(folder: string): string {
  try {
    const found = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      readonly name?: string;
      readonly version?: string;
    };
    if (found.name === 'tillstream') return found.version ?? '0.0.0';
  } catch {
    // not here: look further up
  }
  const above = path.dirname(folder);
  return above === folder ? '0.0.0' : read(above);
}

export const version = read(__dirname);
