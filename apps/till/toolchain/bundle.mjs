// Browser applications to dist/, by the Vite configurations of each, which also say where to.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** Every Vite configuration of every app. */
export function bundles(root) {
  const apps = readdirSync(path.join(root, 'apps'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return apps.flatMap(({ name }) =>
    readdirSync(path.join(root, 'apps', name))
      .filter((file) => /^vite\.config(\..+)?\.mts$/.test(file))
      .map((file) => ({ app: `apps/${name}`, config: `apps/${name}/${file}` })),
  );
}

/** Builds one of them. @throws Error with what Vite said. */
export async function bundle(root, { config }) {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '-c', config], { cwd: root }).catch((error) => {
    throw new Error(`${config}\n${error.stdout}${error.stderr}`, { cause: error });
  });
}
