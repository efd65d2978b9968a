// The built programs, for suites that start real processes.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(__dirname, '../..');
let building: Promise<string> | undefined;

/** Brings dist/ up to date, once per suite, and returns its path. Suites may call it side by side: the build has a lock. */
export function buildOnce(): Promise<string> {
  return (building ??= build());
}

async function build(): Promise<string> {
  await promisify(execFile)(process.execPath, [path.join(root, 'apps/till/build.mjs')], { cwd: root, maxBuffer: 2 ** 24 });
  return path.join(root, 'dist');
}
