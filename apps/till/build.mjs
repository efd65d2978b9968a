// Brings dist/ up to date: apps and libs through SWC, browser applications through Vite. When nothing changed it only looks.
// Usage: node apps/till/build.mjs (in `npm run`, or with the project's own Node first on PATH)
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { bundle, bundles } from './toolchain/bundle.mjs';
import { fingerprint, rememberedIn } from './toolchain/fingerprint.mjs';
import { withLock } from './toolchain/lock.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const everywhere = ['package-lock.json', '.swcrc', 'tsconfig.base.json', 'apps/till/build.mjs', 'apps/till/toolchain'];
const say = (text) => process.stderr.write(`[build] ${text}\n`);

/** Each part of dist/ with what it is made from. */
function parts() {
  const vite = bundles(root);
  const servers = {
    name: 'servers',
    sources: ['apps', 'libs', ...everywhere],
    make: () => compileServers(vite),
  };
  const pages = vite.map(({ app, config }) => ({
    name: config,
    sources: [app, 'libs', ...everywhere],
    make: () => bundle(root, { config }),
  }));
  return [servers, ...pages];
}

/** The compiler is loaded only when it is needed: a program that finds all up to date starts sooner and smaller. */
async function compileServers(vite) {
  const { compile } = await import('./toolchain/compile.mjs');
  return compile(root, { without: vite.map(({ app }) => app) });
}

/**
 * Two processes may call this at once: one builds, the other waits and finds nothing left to do. The mark of a part is taken away
 * before it is made and written after, so that after a crash in between it is made again.
 * @throws Error with what the compiler said.
 */
export async function ensureBuilt() {
  if (stale().length === 0) return;
  const waiting = (holder) => say(`process ${holder} is building, waiting for it…`);
  await withLock(path.join(root, '.tillstream/build.lock'), waiting, async () => {
    for (const part of stale()) await remake(part);
  });
}

function stale() {
  const marks = rememberedIn(path.join(root, 'dist'));
  return parts()
    .map((part) => ({ ...part, mark: fingerprint(root, part.sources) }))
    .filter(({ name, mark }) => marks.read(name) !== mark);
}

async function remake({ name, mark, make }) {
  const marks = rememberedIn(path.join(root, 'dist'));
  const begun = performance.now();
  marks.forget(name);
  await make();
  marks.write(name, mark);
  say(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureBuilt().catch((error) => {
    say(error.message);
    process.exitCode = 1;
  });
}
