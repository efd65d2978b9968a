import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkedAddresses, dnsResolve, ForbiddenAddress } from './guarded-connect';
import { UndiciSender } from './undici-sender';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('sending', () => {
  let server: Server;
  let base: string;
  let answer: Answer;
  let requests: number;
  const senders: UndiciSender[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      requests += 1;
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    requests = 0;
  });
  afterEach(() => Promise.all(senders.splice(0).map((sender) => sender.close())));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const send = (url: string, options: { allowInsecure?: boolean; timeoutMs?: number; addresses?: readonly string[] } = {}) => {
    const { allowInsecure = true, timeoutMs = 2_000, addresses } = options;
    const resolve = addresses ? () => Promise.resolve(addresses) : dnsResolve(500);
    const sender = new UndiciSender({ timeoutMs, connect: { allowInsecure, timeoutMs, resolve } });
    senders.push(sender);
    return sender.send({ url, headers: { 'content-type': 'application/json', 'webhook-id': 'evt_1' }, body: '{"größe":1}' });
  };

  it('posts the body as it is', async () => {
    const received = new Promise<{ method: string | undefined; id: unknown; body: string }>((resolve) => {
      answer = (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          resolve({ method: request.method, id: request.headers['webhook-id'], body: Buffer.concat(chunks).toString() });
          response.writeHead(202).end('thanks');
        });
      };
    });
    expect(await send(`${base}/hook`)).toEqual({ kind: 'answered', status: 202, answer: 'thanks', retryAfter: null });
    expect(await received).toEqual({ method: 'POST', id: 'evt_1', body: '{"größe":1}' });
  });

  it('does not follow redirects', async () => {
    answer = (_request, response) => response.writeHead(302, { location: `${base}/other` }).end();
    expect(await send(base)).toMatchObject({ kind: 'answered', status: 302 });
    expect(requests).toBe(1);
  });

  it('takes in the first 2 kB of an endless answer', async () => {
    answer = (_request, response) => {
      response.writeHead(200);
      const more = () => void (response.destroyed || response.write('x'.repeat(1_000), () => setImmediate(more)));
      more();
    };
    const got = await send(base);
    expect(got).toMatchObject({ kind: 'answered', status: 200 });
    expect(got.kind === 'answered' && got.answer).toHaveLength(2_048);
  });

  it('gives up when no answer comes in time', async () => {
    answer = () => undefined;
    expect(await send(base, { timeoutMs: 100 })).toEqual({ kind: 'unanswered', error: 'no answer within 100 ms' });
  });

  it('takes a status for an answer even when the rest of it never comes', async () => {
    answer = (_request, response) => void response.writeHead(200).write('begin');
    expect(await send(base, { timeoutMs: 200 })).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('reports Retry-After', async () => {
    answer = (_request, response) => response.writeHead(429, { 'retry-after': '30' }).end();
    expect(await send(base)).toMatchObject({ status: 429, retryAfter: '30' });
  });

  it('says that nobody listens', async () => {
    expect(await send('http://127.0.0.1:1/')).toMatchObject({
      kind: 'unanswered',
      error: expect.stringContaining('ECONNREFUSED') as unknown,
    });
  });

  describe('closed by default', () => {
    it.each([
      ['http', () => base, {}],
      ['a loopback address', () => base.replace('http:', 'https:'), {}],
      ['a name that resolves to loopback', () => 'https://shop.example/', { addresses: ['127.0.0.1'] }],
      ['a name of which one address is private', () => 'https://shop.example/', { addresses: ['8.8.8.8', '10.0.0.1'] }],
      ['a metadata name', () => 'https://metadata.google.internal/', { addresses: ['8.8.8.8'] }],
      ['localhost', () => 'https://localhost/', {}],
    ])('%s', async (_what, url, options) => {
      answer = (_request, response) => response.end();
      const got = await send(url(), { allowInsecure: false, ...options });
      expect(got).toMatchObject({ kind: 'unanswered', error: expect.stringContaining('ForbiddenAddress') as unknown });
      expect(requests).toBe(0);
    });

    it('in development to all but loopback', async () => {
      for (const url of ['http://shop.example/', 'http://10.0.0.1/', 'https://10.0.0.1/']) {
        expect(await send(url, { addresses: ['127.0.0.1'] })).toMatchObject({
          error: expect.stringContaining('ForbiddenAddress') as unknown,
        });
      }
    });
  });

  it('connects to the very address that was checked', async () => {
    let lookups = 0;
    const resolve = () => Promise.resolve([['93.184.216.34'], ['127.0.0.1']][lookups++] ?? []); // a name server that changes its mind
    const rules = { allowInsecure: false, timeoutMs: 1_000, resolve };
    expect(await checkedAddresses('shop.example', rules)).toEqual(['93.184.216.34']);
    await expect(checkedAddresses('shop.example', rules)).rejects.toThrow(ForbiddenAddress);

    // With loopback allowed, a name that only this look-up knows is reached: nobody else is asked for its address.
    answer = (_request, response) => response.end('here');
    const url = base.replace('127.0.0.1', 'only-here.localhost');
    expect(await send(url, { addresses: ['127.0.0.1'] })).toMatchObject({ kind: 'answered', answer: 'here' });
  });
});
