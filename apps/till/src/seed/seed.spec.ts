import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiCaller } from '../api/api-caller';
import { DataFolder } from '../installation/data-folder';
import { seedDemoAccount } from './seed';

const SANDBOX = 'http://127.0.0.1:4010';
let folder: string;
let server: Server;
let calls: string[];
let failAt: string | null;
let resting: Set<string>;
const data = () => new DataFolder(folder);

/** Answers every creation with an id, the same for the same idempotency key. */
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tillstream-seed-'));
  [calls, failAt, resting] = [[], null, new Set()];
  const made = new Map<string, string>();
  let count = 0;
  server = createServer((request, response) => {
    const call = `${request.method ?? ''} ${(request.url ?? '').replace(/id\d+/g, 'ID')}`;
    const once = request.headers['idempotency-key'];
    if (call === failAt) return response.writeHead(503).end('{"code":"unavailable"}');
    calls.push(call);
    const id = (typeof once === 'string' ? made.get(once) : undefined) ?? `id${++count}`;
    if (typeof once === 'string') made.set(once, id);
    const changed = /\/processors\/(id\d+)$/.exec(request.url ?? '')?.[1];
    request
      .setEncoding('utf8')
      .on('data', (body: string) => changed !== undefined && resting[body.includes('false') ? 'add' : 'delete'](changed));
    return response.end(JSON.stringify({ id, token: `st_dev_${id}` }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const seed = (sandbox = SANDBOX) => {
  const operator = new ApiCaller(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'operator');
  return seedDemoAccount({ data: data(), operator, sandbox });
};

describe('the demo account', () => {
  it('is made once', async () => {
    const { account, isNew } = await seed();
    expect(isNew).toBe(true);
    expect(account).toMatchObject({ sandbox_processors: SANDBOX, price_ids: [expect.any(String), expect.any(String)] });
    calls.length = 0;
    expect(await seed()).toEqual({ account, isNew: false });
    expect(calls).toEqual([]);
  });

  it('goes on where it was cut off', async () => {
    failAt = 'POST /api/ID/products';
    await expect(seed()).rejects.toThrow('503');
    const before = [...calls];
    failAt = null;
    calls.length = 0;
    await seed();
    expect(before).toContain('POST /api/accounts/');
    expect(calls).toEqual(['POST /api/ID/products', 'POST /api/ID/prices', 'POST /api/ID/prices', 'POST /api/ID/customers']);
  });

  it('connects its processors anew where they answer elsewhere, and as they were when they come back', async () => {
    const { account: first } = await seed();
    calls.length = 0;
    const { account: second } = await seed('http://127.0.0.1:4011');
    expect(calls.slice(0, 2)).toEqual(['PATCH /api/ID/processors/ID', 'PATCH /api/ID/processors/ID']); // the old ones rest
    expect(second.processor_ids).not.toEqual(first.processor_ids);
    expect({ ...second, processor_ids: 0, processor_route_id: 0, sandbox_processors: 0 }).toEqual({
      ...first,
      processor_ids: 0,
      processor_route_id: 0,
      sandbox_processors: 0,
    });
    expect([...resting]).toEqual(first.processor_ids);
    expect((await seed()).account).toEqual(first);
    expect([...resting]).toEqual(second.processor_ids);
  });
});
