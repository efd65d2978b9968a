// The bare Nest + Fastify process beside the installation, and the calls that are made of it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Pool } from 'undici';
import { saysListening } from '../../processes/readiness';
import { CONCURRENT } from '../measure';

export interface ReferenceStart {
  /** What both of its routes answer with: as long as what the API answers. */
  readonly answer: string;
  readonly redisUrl: string;
}

const program = path.join(__dirname, 'reference.main.js');
const headers = { 'content-type': 'application/json' };

export class ReferenceServer {
  private constructor(
    readonly pid: number,
    private readonly pool: Pool,
  ) {}

  /** Ends it, whatever becomes of `action`. It ends by itself when this process is gone. */
  static async beside<T>(start: ReferenceStart, action: (server: ReferenceServer) => Promise<T>): Promise<T> {
    const child = fork(program, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const { pid, stdout } = child;
    if (pid === undefined || !stdout) throw new Error('the reference could not be started');
    const ended = once(child, 'exit');
    try {
      const said = saysListening(stdout);
      await once(child, 'message');
      child.send(start);
      const how = await Promise.race([said, ended.then(() => null)]);
      if (how === null) throw new Error('the reference ended before it listened');
      const pool = new Pool(String(how['url']), { connections: CONCURRENT, pipelining: 1 });
      return await action(new ReferenceServer(pid, pool)).finally(() => pool.destroy());
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  }

  post(body: string): Promise<void> {
    return this.call({ method: 'POST', path: '/reference', headers, body });
  }

  get(): Promise<void> {
    return this.call({ method: 'GET', path: '/reference/sample' });
  }

  private async call(request: Parameters<Pool['request']>[0]): Promise<void> {
    const { statusCode, body } = await this.pool.request(request);
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`the reference answered with ${statusCode}: ${text}`);
  }
}
