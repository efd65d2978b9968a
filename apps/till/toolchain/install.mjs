// Installs what package-lock.json says, and knows whether that is so. Only modules of Node itself: see ../bootstrap.mjs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { inForeground } from './foreground.mjs';

const npmCi = [
  'ci',
  '--include=dev',
  '--include=optional',
  '--engine-strict=false',
  '--loglevel=error',
  '--no-progress',
  '--no-audit',
  '--no-fund',
];
// What npm tells its scripts about the run they are in would mislead an npm that is started from one.
const ofThisRun = /^npm_(lifecycle_|package_|command$|config_(prefix|local_prefix|global_prefix|global|location|workspaces?)$)/i;
const beatMs = 5000;
const patienceMs = 2000;

/**
 * Whether node_modules holds what the lock file lists. npm writes its own list last, so that a broken-off install has none.
 * Packages for other systems are missing from that list, and are marked optional.
 */
export function isInstalled(root) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const present = packagesOf(path.join(root, 'node_modules/.package-lock.json'));
  if (wanted === undefined) throw new Error(`no readable package-lock.json in ${root}`);
  if (present === undefined) return false;
  return Object.entries(wanted).every(([place, entry]) => place === '' || isSatisfied(entry, present[place]));
}

function isSatisfied(wanted, present) {
  if (present === undefined) return wanted.optional === true;
  return present.version === wanted.version && (wanted.integrity === undefined || present.integrity === wanted.integrity);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Runs `npm ci`. Resolves with nothing when all is well, else with how npm ended; a crash leaves what `isInstalled` denies. */
export async function install(root, say) {
  const begun = Date.now();
  const elapsed = () => `${Math.round((Date.now() - begun) / 1000)} s`;
  say('installing the dependencies (npm ci): the first run, or package-lock.json changed…');
  const beat = setInterval(() => say(`… ${elapsed()}`), beatMs);
  let stoppedBy;
  const onSignal = (signal, child) => {
    stoppedBy = signal;
    setTimeout(() => child.kill('SIGKILL'), patienceMs).unref(); // npm may take long to heed a signal
  };
  const [command, ...before] = npm();
  const result = await inForeground(command, [...before, ...npmCi], { cwd: root, env: environment(root), onSignal }).finally(() =>
    clearInterval(beat),
  );
  if (stoppedBy) return { signal: stoppedBy };
  if (result.code !== 0) {
    say('npm ci failed, see its message above. It needs the npm registry, this once.');
    return result;
  }
  say(`installed in ${elapsed()}`);
  return undefined;
}

/** The npm that started us, on the Node that started it: never on the one in node_modules, which npm ci removes. */
function npm() {
  const cli = process.env.npm_execpath ?? '';
  return /npm-cli\.c?js$/.test(cli) ? [process.env.npm_node_execpath ?? process.execPath, cli] : ['npm'];
}

function environment(root) {
  const inherited = Object.entries(process.env).filter(([name]) => !ofThisRun.test(name));
  return { ...Object.fromEntries(inherited), PATH: foldersOfPath({ without: path.join(root, 'node_modules/.bin') }).join(path.delimiter) };
}

/** The folders that PATH lists, without this one. */
export const foldersOfPath = ({ without }) =>
  (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '' && path.resolve(folder) !== without);
