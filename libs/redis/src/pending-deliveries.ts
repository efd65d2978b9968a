// What has still to be delivered, in Redis: everything under the tag {hooks}, lost as a whole and begun anew as an epoch of its own.
import {
  type Claim, type ClaimRequest, type DeliveryBatch, type DeliveryChange, type EndpointHealth, type FailedAttempt, type Instant,
  type OpenDeliveries, PendingDeliveries, type Position, type Settled,
} from '@tillstream/event-sourcing'; // prettier-ignore
import type { Redis } from 'ioredis';
import type { RedisConnections } from './redis-connections';
import { answerOf } from './redis-faults';
import { HOOKS } from './scripts/pending-deliveries';

/** Endpoints that a settled position names one by one; with more behind, the position itself waits for the others. */
const NAMED_BEHIND = 1_000;
const CHANGES_AT_ONCE = 500;

export class RedisPendingDeliveries extends PendingDeliveries {
  private readonly client: Redis;

  constructor(connections: RedisConnections) {
    super();
    this.client = connections.work;
  }

  async opened(): Promise<OpenDeliveries | null> {
    const [epoch, enqueued, resumed] = await answerOf(this.client.mget('{hooks}:epoch', '{hooks}:enqueued', '{hooks}:resumed'));
    if (typeof epoch !== 'string' || typeof enqueued !== 'string' || typeof resumed !== 'string') return null;
    return { epoch, enqueued: positionOf(enqueued), resumed: settledOf(resumed) };
  }

  /** A crash in here leaves no open epoch: the next one clears what this one prepared. */
  async begin(epoch: string, resumed: Settled, changes: readonly DeliveryChange[]): Promise<boolean> {
    if ((await answerOf(this.client.hooksClear(HOOKS))) === 0) return false;
    for (let from = 0; from < changes.length; from += CHANGES_AT_ONCE) {
      const some = changes.slice(from, from + CHANGES_AT_ONCE).map(partsOf);
      if ((await answerOf(this.client.hooksPrepare(HOOKS, epoch, JSON.stringify(some)))) === 0) return false;
    }
    const enqueued = [resumed.position, ...Object.values(resumed.behind)].reduce(earlier);
    return (await answerOf(this.client.hooksOpen(HOOKS, epoch, textOf(enqueued), settledText(resumed)))) === 1;
  }

  async endpoints(epoch: string): Promise<ReadonlyMap<string, string>> {
    return new Map(Object.entries(await answerOf(this.client.hgetall(`{hooks}:endpoints:${epoch}`))));
  }

  enqueue({ epoch, from, to, changes, now }: DeliveryBatch): Promise<readonly string[] | null> {
    const parts = JSON.stringify(changes.map(partsOf));
    return answerOf(this.client.hooksEnqueue(HOOKS, epoch, textOf(from), textOf(to), now, parts));
  }

  async settled(epoch: string): Promise<Settled | null> {
    const answer = await answerOf(this.client.hooksSettled(HOOKS, epoch, NAMED_BEHIND));
    if (!answer) return null;
    const [enqueued = '', unnamed = '', ...named] = answer;
    const behind: Record<string, Position | null> = {};
    for (let place = 0; place < named.length; place += 2) behind[named[place] ?? ''] = positionOf(named[place + 1] ?? '');
    return { position: positionOf(unnamed === '' ? enqueued : unnamed), behind };
  }

  due(until: Instant, limit: number): Promise<readonly string[]> {
    return answerOf(this.client.zrange('{hooks}:wake', '-inf', String(until), 'BYSCORE', 'LIMIT', 0, limit));
  }

  async claim({ endpoint, now, limit, deferredLimit, leaseMs }: ClaimRequest): Promise<Claim> {
    const [nextAt, ...parts] = await answerOf(this.client.hooksClaim(HOOKS, endpoint, now, limit, deferredLimit, leaseMs));
    const messages = Array.from({ length: parts.length / 4 }, (_, index) => {
      const [message = '', tries = '0', probe, deferred] = parts.slice(index * 4, index * 4 + 4);
      return { message, tries: Number(tries), isProbe: probe === '1', isDeferred: deferred === '1' };
    });
    return { messages, nextAt: timeOf(nextAt) };
  }

  async delivered(endpoint: string, message: string, now: Instant): Promise<boolean> {
    return (await answerOf(this.client.hooksDelivered(HOOKS, endpoint, message, now))) === 1;
  }

  async failed(attempt: FailedAttempt): Promise<EndpointHealth | null> {
    const { endpoint, now, nextAt, pauseAfterFailures, probePausesMs } = attempt;
    const { message, isProbe } = attempt.message;
    const parts = [endpoint, message, now, nextAt ?? '', isProbe ? 1 : 0, pauseAfterFailures, ...probePausesMs];
    const health = await answerOf(this.client.hooksFailed(HOOKS, ...parts));
    if (!health) return null;
    const [failures, failingSince, pausedUntil] = health;
    return { failuresInRow: Number(failures ?? 0), failingSince: timeOf(failingSince), pausedUntil: timeOf(pausedUntil) };
  }

  async waiting(endpoint: string, message: string): Promise<{ readonly tries: number; readonly nextAt: Instant | null } | null> {
    const found = await answerOf(this.client.hooksWaiting(HOOKS, endpoint, message));
    return found && { tries: Number(found[0]), nextAt: timeOf(found[1]) };
  }
}

/** As the scripts take it: text alone, positions as scores; the start of the log is -1. */
function partsOf(change: DeliveryChange): readonly string[] {
  const { kind, endpoint } = change;
  switch (kind) {
    case 'add':
      return [kind, endpoint, change.message, textOf(change.after)];
    case 'defer':
      return [kind, endpoint, change.message, String(change.nextAt), String(change.tries)];
    case 'end':
      return [kind, endpoint, change.message];
    case 'endpoint':
      return [kind, endpoint, change.description];
    case 'drop':
      return [kind, endpoint];
  }
}

/** A score holds integers up to 2^53 only: a log of nine petabytes. */
function textOf(position: Position | null): string {
  if (position !== null && position > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(`position ${position} is too large for Redis`);
  return position === null ? '-1' : String(position);
}

const positionOf = (text: string): Position | null => (text === '-1' ? null : BigInt(text));
const timeOf = (text: string | null | undefined): Instant | null =>
  text === null || text === undefined || text === '' ? null : Number(text);

function earlier(left: Position | null, right: Position | null): Position | null {
  if (left === null || right === null) return null;
  return left < right ? left : right;
}

const settledText = ({ position, behind }: Settled): string =>
  JSON.stringify([textOf(position), Object.entries(behind).map(([endpoint, at]) => [endpoint, textOf(at)])]);

function settledOf(text: string): Settled {
  const [position, behind] = JSON.parse(text) as [string, [string, string][]];
  return { position: positionOf(position), behind: Object.fromEntries(behind.map(([endpoint, at]) => [endpoint, positionOf(at)])) };
}
