// Where this project lies, and the built programs in it.
import path from 'node:path';

/** Above both apps/till/src and dist/apps/till/src. */
function rootAbove(folder: string): string {
  const upToTill = folder.slice(0, folder.lastIndexOf(path.join('apps', 'till', 'src')));
  return path.basename(upToTill) === 'dist' ? path.dirname(upToTill) : path.resolve(upToTill);
}

export const projectRoot = rootAbove(__dirname);

/** Where Node keeps what it has compiled: a process loads a fifth faster with it. */
export const compileCache = path.join(projectRoot, 'node_modules/.cache/node');

export type ProgramName = 'api' | 'worker' | 'event-store' | 'sandbox-processors';
export const programOf = (app: ProgramName): string => path.join(projectRoot, 'dist/apps', app, 'src/main.js');
export const embeddedRedis = path.join(projectRoot, 'node_modules/js-redis-server/dist/cli.js');
export const wardenProgram = path.join(projectRoot, 'dist/apps/till/src/processes/warden.js');
