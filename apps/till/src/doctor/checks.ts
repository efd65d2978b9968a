// What is looked at when something seems wrong: each check says what it found, and what to do where it is not well.
import { domainViews, type OpenPorts } from '@tillstream/runtime';
import { apiHealth } from '../api/health';
import { askRedis } from '../processes/ask-redis';
import { type Finding, fine, ill } from './finding';
import { processors, unresolved } from './payment-checks';

export interface Patient {
  readonly ports: OpenPorts;
  /** Null: it does not run here. */
  readonly api: string | null;
  readonly redisUrl: string;
}

const RUNNERS = ['projector', 'message-index', 'reactor'];
const MOST_CLOCK_DIFFERENCE_MS = 1_000;
const CATCH_UP_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 100;

export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 9)
    ? fine('Node', version)
    : ill('Node', version, 'Start it through npm: the project brings Node 24 along.');
}

/** Each check is given its own few seconds and never throws. */
export async function examine({ ports, api, redisUrl }: Patient): Promise<readonly Finding[]> {
  const stores = await Promise.all([eventStore(ports), redis(ports, redisUrl)]);
  const isReachable = stores.every(({ ok }) => ok);
  const further = isReachable
    ? await Promise.all([clocks(ports), projection(ports), parked(ports), unresolved(ports), processors(ports)])
    : [];
  return [...stores, ...(api === null ? [] : [await apiAnswers(api)]), ...further];
}

async function eventStore({ eventStore: store }: OpenPorts): Promise<Finding> {
  const begunAt = performance.now();
  try {
    const head = await store.head();
    return fine('event store', `answers in ${Math.round(performance.now() - begunAt)} ms, head at ${String(head ?? 'nothing')}`);
  } catch (error) {
    return ill(
      'event store',
      String(error),
      'Nothing can be written without it. Look at EVENTSTORE_URL, or at logs/event-store.log in the data folder.',
    );
  }
}

async function redis({ viewStore }: OpenPorts, url: string): Promise<Finding> {
  try {
    await viewStore.now();
  } catch (error) {
    return ill(
      'Redis',
      String(error),
      'Lists, timers and webhooks wait for it; nothing is lost. Look at REDIS_URL, or at logs/redis.log in the data folder.',
    );
  }
  const { hostname, port } = new URL(url);
  const said = await askRedis({ host: hostname, port: Number(port) || 6379 }, 'INFO', 'server');
  const version = /redis_version:([\d.]+)/.exec(said ?? '')?.[1];
  return fine('Redis', version === undefined ? 'answers' : `answers, version ${version}`);
}

async function apiAnswers(url: string): Promise<Finding> {
  const { status, said } = await apiHealth(url);
  return status === 'ok' ? fine('API', 'ready') : ill('API', `${status}: ${said}`, 'Look at logs/api.log in the data folder.');
}

async function clocks({ viewStore, clock }: OpenPorts): Promise<Finding> {
  const before = clock.now();
  const there = await viewStore.now();
  const difference = Math.max(0, before - there, there - clock.now());
  const found = difference === 0 ? 'agree' : `differ by ${difference} ms`;
  return difference <= MOST_CLOCK_DIFFERENCE_MS
    ? fine('clocks', `this machine and Redis ${found}`)
    : ill('clocks', `this machine and Redis ${found}`, 'Timers ring late by that much. Let both follow the same time server.');
}

/** Behind is fine, as long as it moves. */
async function projection({ eventStore: store, viewStore, clock }: OpenPorts): Promise<Finding> {
  const head = (await store.head()) ?? 0n;
  const endsAt = clock.now() + CATCH_UP_WITHIN_MS;
  for (;;) {
    const at = await viewStore.checkpoint();
    const position = at?.position ?? 0n;
    if (at?.complete && (position >= head || (await isNothingOfOurs({ store, position, head }))))
      return fine('views', `caught up at ${head}`);
    if (clock.now() < endsAt) await clock.sleep(LOOK_EVERY_MS);
    else if (!at) return ill('views', 'no projector has begun', 'Start a worker with the role projector; look at logs/worker.log.');
    else return ill('views', `at ${position} of ${head}`, 'If this does not move, look at logs/worker.log. Reads by id work meanwhile.');
  }
}

/** What stands between may concern no view at all: readers' positions, keys. */
async function isNothingOfOurs({
  store,
  position,
  head,
}: {
  readonly store: OpenPorts['eventStore'];
  readonly position: bigint;
  readonly head: bigint;
}) {
  for await (const event of store.readAll(domainViews().prefixes, position === 0n ? null : position)) return event.position > head;
  return true;
}

async function parked({ parked: events }: OpenPorts): Promise<Finding> {
  const lists = await Promise.all(RUNNERS.map((runner) => events.list(runner)));
  const all = lists.flat();
  const [first] = all;
  if (!first) return fine('parked events', 'none');
  const found = `${all.length}, the first: ${first.stream}@${first.revision} of the ${first.runner}: ${first.error}`;
  return ill(
    'parked events',
    found,
    'These events were set aside because handling them failed again and again: mend the cause; those of the projector come back with npm run till -- rebuild.',
  );
}
