import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataFolder } from '../installation/data-folder';
import { choosePorts, type WantedPorts } from './ports';

const all = ['api', 'eventStore', 'redis', 'sandbox'] as const;
let folder: string;
let data: DataFolder;
let neighbour: Server;
let taken: number;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tillstream-ports-'));
  data = new DataFolder(folder);
  data.open();
  neighbour = createServer().listen(0, '127.0.0.1');
  await once(neighbour, 'listening');
  taken = (neighbour.address() as AddressInfo).port;
});
afterEach(() => {
  neighbour.close();
  rmSync(folder, { recursive: true, force: true });
});

async function choose(wanted: WantedPorts, needed: readonly (typeof all)[number][] = all) {
  const told: string[] = [];
  const ports = await choosePorts(data, { wanted, needed, tell: (sentence) => void told.push(sentence) });
  return { ports, told };
}

const any = { api: 0, eventStore: 0, redis: 0, sandbox: 0 };

describe('the choice of ports', () => {
  it('takes the next free one for one that is taken, and says so', async () => {
    const { ports, told } = await choose({ ...any, api: taken });
    expect(ports.api).toBeGreaterThan(taken);
    expect(told).toEqual([`Port ${taken} is taken: the API uses ${ports.api}.`]);
  });

  it('never gives one port to two', async () => {
    const { ports } = await choose({ ...any, api: taken, redis: taken });
    expect(new Set(Object.values(ports)).size).toBe(4);
  });

  it('takes the same as the last time', async () => {
    const { ports } = await choose(any);
    expect((await choose(any)).ports).toEqual(ports);
    expect((await choose({})).ports).toEqual(ports);
  });

  it('does not look for what nobody needs', async () => {
    const { ports, told } = await choose({ ...any, redis: taken }, ['api']);
    expect({ redis: ports.redis, told }).toEqual({ redis: 6390, told: [] });
  });
});
