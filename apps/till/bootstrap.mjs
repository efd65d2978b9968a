// What `npm start` and `npm test` begin with: installs what package-lock.json says when that is missing or out of date, then runs a
// command with node_modules/.bin first on PATH, so that `node` is the one that the lock pins.
// It runs before anything is installed: here and in what it imports are only modules of Node itself, from version 20 on.
// Usage: node apps/till/bootstrap.mjs COMMAND [ARG…]
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { endLike, inForeground } from './toolchain/foreground.mjs';
import { foldersOfPath, install, isInstalled } from './toolchain/install.mjs';
import { withLock } from './toolchain/lock.mjs';

const neededNode = [24, 9]; // below it jest cannot load the ES modules of Nest from CommonJS
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const bin = path.join(root, 'node_modules/.bin');
const say = (text) => process.stderr.write(`[bootstrap] ${text}\n`);

async function main([command, ...args]) {
  if (command === undefined) return fail(2, 'usage: node apps/till/bootstrap.mjs COMMAND [ARG…]');
  const broken = await ensureInstalled();
  if (broken) return endLike(broken);
  const ownNode = existsSync(path.join(bin, 'node'));
  if (!ownNode && !isNewEnough(process.versions.node)) {
    return fail(
      1,
      `no Node for ${process.platform}-${process.arch} in node_modules: install Node >= ${neededNode.join('.')} (this is ${process.version})`,
    );
  }
  try {
    return endLike(await inForeground(locate(command), args, { cwd: root, env: environment(ownNode) }));
  } catch (error) {
    return fail(error.code === 'ENOENT' ? 127 : 126, `cannot run ${command}: ${error.message}`);
  }
}

/** Resolves with nothing when all is installed, else with how npm ended. Of two that begin side by side one installs, the other waits. */
async function ensureInstalled() {
  if (isInstalled(root)) return undefined;
  const waiting = (holder) => say(`process ${holder} is installing, waiting for it…`);
  return withLock(path.join(root, '.tillstream/install.lock'), waiting, async () => (isInstalled(root) ? undefined : install(root, say)));
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1]);
}

/** A program of the project's own wins over one of the same name elsewhere. */
function locate(command) {
  const local = path.join(bin, command);
  return existsSync(local) ? local : command;
}

function environment(ownNode) {
  const node = ownNode ? { NODE: path.join(bin, 'node'), npm_node_execpath: path.join(bin, 'node') } : {};
  return { ...process.env, PATH: [bin, ...foldersOfPath({ without: bin })].join(path.delimiter), ...node };
}

function fail(exitCode, text) {
  say(text);
  process.exit(exitCode);
}

await main(process.argv.slice(2));
