// Ports: the wanted one, else the next that nobody has.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

const HOST = '127.0.0.1';
const TRIES = 100;

/** The port if nobody listens on it; 0 asks for any. Undefined when it is taken. Another process may still be faster than its use. */
async function claim(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, HOST);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}

/** The first free port from `wanted` on that is not among `taken`; any at all for 0. Throws when there is none nearby. */
export async function freePort(wanted: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + TRIES, 65_536); port += wanted === 0 ? 0 : 1) {
    const claimed = taken.has(port) ? undefined : await claim(port);
    if (claimed !== undefined && !taken.has(claimed)) return claimed;
  }
  throw new Error(`no free port from ${wanted} on`);
}
