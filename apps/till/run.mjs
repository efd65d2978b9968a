// The command line of the project from its sources: builds what changed, then becomes the built program, in this same process, so that
// signals reach it directly.
// Usage: node apps/till/run.mjs ARG…
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';

const program = path.resolve(import.meta.dirname, '../../dist/apps/till/src/main.js');

try {
  await ensureBuilt();
} catch (error) {
  process.stderr.write(`[build] ${error.message}\n`);
  process.exit(1);
}
process.argv[1] = program; // as if it had been started itself
await import(pathToFileURL(program).href);
