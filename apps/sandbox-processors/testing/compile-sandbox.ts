// Compiles this app alone, below node_modules so that its packages are found, for suites that start the real process.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(__dirname, '../../..');

export interface CompiledSandbox {
  /** The entry to start. */
  readonly main: string;
  remove(): Promise<void>;
}

export async function compileSandbox(): Promise<CompiledSandbox> {
  const cache = path.join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, 'sandbox-processors-'));
  const swc = path.join(root, 'node_modules/@swc/cli/bin/swc.js');
  const args = [swc, 'apps/sandbox-processors/src', '-d', folder, '--config-file', '.swcrc', '--ignore', '**/*.spec.ts'];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  return { main: path.join(folder, 'apps/sandbox-processors/src/main.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}
