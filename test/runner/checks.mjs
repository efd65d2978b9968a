// The checks that are no specs: each counts as one that passed or failed.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { failed, passed } from './outcome.mjs';
import { installed, root, runNode } from './terminal.mjs';

const tsc = installed('typescript/bin/tsc');
const eslint = installed('eslint/bin/eslint.js');
const prettier = installed('prettier/bin/prettier.cjs');
const cached = (name) => ['--cache', '--cache-location', installed(`.cache/${name}`), '--cache-strategy', 'content'];

/** The tree's own configuration, and those of browser code, which has other types around it. */
function typeChecks() {
  const own = readdirSync(path.join(root, 'apps'), { recursive: true }).filter((file) => path.basename(file) === 'tsconfig.json');
  return ['tsconfig.json', ...own.map((file) => path.join('apps', file))].map((file) => [tsc, '-p', file, '--noEmit', '--pretty']);
}

const check = (name, commands) => ({
  name,
  needs: [],
  size: 1,
  async run() {
    const exitCodes = [];
    for (const command of commands()) exitCodes.push(await runNode(command));
    return exitCodes.every((code) => code === 0) ? passed : failed;
  },
});

export const checks = [
  check('types', typeChecks),
  check('lint', () => [[eslint, '.', '--max-warnings', '0', ...cached('eslint/')]]),
  check('format', () => [[prettier, '.', '--check', '--log-level', 'warn', ...cached('prettier/index')]]),
  check('build', () => [[path.join(root, 'apps/till/build.mjs')]]),
];
