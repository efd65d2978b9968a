import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StripeTransport, TransportFault } from './stripe-transport';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (server) await once(server, 'close');
  server = undefined;
});

async function listening(answer: RequestListener): Promise<number> {
  const started = (server = createServer(answer));
  started.listen(0, '127.0.0.1');
  await once(started, 'listening');
  return (started.address() as AddressInfo).port;
}

const send = (port: number, timeoutMs = 5_000) =>
  new StripeTransport().makeRequest('127.0.0.1', String(port), '/v1/x', 'POST', { 'Content-Length': 3 }, 'a=b', 'http', timeoutMs);
const fateOf = (sent: Promise<unknown>) => sent.catch((fault: unknown) => (fault instanceof TransportFault ? fault.kind : fault));

describe('the way to Stripe', () => {
  it('brings an answer whole, whatever its status', async () => {
    const port = await listening((request, response) =>
      response.writeHead(402, { 'request-id': 'req_1' }).end(`{"method":"${request.method}"}`),
    );
    const answer = await send(port);
    expect([answer.getStatusCode(), answer.getHeaders()['request-id'], await answer.toJSON()]).toEqual([402, 'req_1', { method: 'POST' }]);
  });

  it('uses no connection twice: one that closed meanwhile would leave us in the dark', async () => {
    const seen: (string | undefined)[] = [];
    const port = await listening((request, response) => {
      seen.push(request.headers.connection);
      response.end('{}');
    });
    await send(port);
    expect(seen).toEqual(['close']);
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const port = await listening(() => undefined);
    server?.close();
    await once(server as Server, 'close');
    server = undefined;
    expect(await fateOf(send(port))).toBe('not-sent');
  });

  it('knows nothing after a dropped connection, half an answer, and silence', async () => {
    const dropped = await listening((request) => request.socket.destroy());
    expect(await fateOf(send(dropped))).toBe('lost');
    const half: RequestListener = (request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{');
      setImmediate(() => request.socket.destroy());
    };
    server?.removeAllListeners('request').on('request', half);
    expect(await fateOf(send(dropped))).toBe('lost');
    server?.removeAllListeners('request').on('request', () => undefined);
    expect(await fateOf(send(dropped, 50))).toBe('lost');
    server?.removeAllListeners('request').on('request', (_, response) => response.writeHead(200).write('{'));
    expect(await fateOf(send(dropped, 50))).toBe('lost'); // the time-out is for reading, too
  });
});
