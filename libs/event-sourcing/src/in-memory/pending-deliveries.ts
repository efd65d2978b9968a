// What has still to be delivered, in memory. Heads and next times are computed by looking at everything: plain rather than quick.
import type { Position } from '../event';
import {
  type Claim, type ClaimedMessage, type ClaimRequest, type DeliveryBatch, type DeliveryChange, type EndpointHealth, type FailedAttempt,
  type OpenDeliveries, PendingDeliveries, type Settled,
} from '../ports/pending-deliveries'; // prettier-ignore
import type { Instant } from '../time';

interface Pending {
  readonly message: string;
  readonly after: Position | null;
}

/** All that is known of one endpoint. */
interface Box {
  readonly pending: Map<string, Pending>;
  /** Until when a pending message waits, because it failed or is claimed. */
  readonly waiting: Map<string, Instant>;
  readonly deferred: Map<string, Instant>;
  readonly tries: Map<string, number>;
  health: EndpointHealth;
  probes: number;
  wakeAt: Instant | null;
}

const LANE_LENGTH = 21;
const LISTED_BEHIND = 1_000;
const HEALTHY: EndpointHealth = { failuresInRow: 0, failingSince: null, pausedUntil: null };

export class InMemoryPendingDeliveries extends PendingDeliveries {
  private open: OpenDeliveries | null = null;
  private readonly directory = new Map<string, string>();
  private readonly boxes = new Map<string, Box>();

  opened(): Promise<OpenDeliveries | null> {
    return Promise.resolve(this.open);
  }

  begin(epoch: string, resumed: Settled, changes: readonly DeliveryChange[]): Promise<boolean> {
    if (this.open) return Promise.resolve(false);
    this.wipe();
    this.open = { epoch, enqueued: earliest([resumed.position, ...Object.values(resumed.behind)]), resumed };
    for (const change of changes) this.apply(change, 0);
    return Promise.resolve(true);
  }

  endpoints(epoch: string): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map(this.open?.epoch === epoch ? this.directory : []));
  }

  enqueue({ epoch, from, to, changes, now }: DeliveryBatch): Promise<readonly string[] | null> {
    if (this.open?.epoch !== epoch || this.open.enqueued !== from) return Promise.resolve(null);
    this.open = { ...this.open, enqueued: to };
    for (const change of changes) this.apply(change, now);
    const changed = new Set(changes.map((change) => change.endpoint));
    return Promise.resolve([...changed].filter((endpoint) => (this.boxes.get(endpoint)?.wakeAt ?? Infinity) <= now));
  }

  settled(epoch: string): Promise<Settled | null> {
    if (this.open?.epoch !== epoch) return Promise.resolve(null);
    const lagging = [...this.boxes]
      .flatMap(([endpoint, box]) =>
        byPosition(box)
          .slice(0, 1)
          .map(({ after }) => ({ endpoint, after })),
      )
      .sort((left, right) => comparePositions(left.after, right.after));
    const listed = lagging.slice(0, LISTED_BEHIND);
    const next = lagging[LISTED_BEHIND];
    return Promise.resolve({
      position: next ? next.after : this.open.enqueued,
      behind: Object.fromEntries(listed.map(({ endpoint, after }) => [endpoint, after])),
    });
  }

  due(until: Instant, limit: number): Promise<readonly string[]> {
    const due = [...this.boxes].filter(([, box]) => box.wakeAt !== null && box.wakeAt <= until);
    return Promise.resolve(
      due
        .sort(([, left], [, right]) => (left.wakeAt ?? 0) - (right.wakeAt ?? 0))
        .slice(0, limit)
        .map(([key]) => key),
    );
  }

  claim(request: ClaimRequest): Promise<Claim> {
    const box = this.boxes.get(request.endpoint);
    if (!box) return Promise.resolve({ messages: [], nextAt: null });
    const messages = box.health.pausedUntil === null ? this.claimReady(box, request) : this.claimProbe(box, request);
    box.wakeAt = nextAt(box, request.now);
    return Promise.resolve({ messages, nextAt: box.wakeAt });
  }

  delivered(endpoint: string, message: string, now: Instant): Promise<boolean> {
    const box = this.boxes.get(endpoint);
    if (!box) return Promise.resolve(false);
    const wasDeferred = box.deferred.has(message);
    forget(box, message);
    box.health = HEALTHY;
    box.probes = 0;
    box.wakeAt = nextAt(box, now);
    return Promise.resolve(wasDeferred);
  }

  failed(attempt: FailedAttempt): Promise<EndpointHealth | null> {
    const box = this.boxes.get(attempt.endpoint);
    const { message } = attempt.message;
    if (!box || (!box.pending.has(message) && !box.deferred.has(message))) return Promise.resolve(null);
    box.tries.set(message, (box.tries.get(message) ?? 0) + 1);
    if (attempt.nextAt === null) forget(box, message);
    else (box.deferred.has(message) ? box.deferred : box.waiting).set(message, attempt.nextAt);
    box.health = this.afterFailure(box, attempt);
    box.wakeAt = nextAt(box, attempt.now);
    return Promise.resolve(box.health);
  }

  waiting(endpoint: string, message: string): Promise<{ readonly tries: number; readonly nextAt: Instant | null } | null> {
    const box = this.boxes.get(endpoint);
    if (!box || (!box.pending.has(message) && !box.deferred.has(message))) return Promise.resolve(null);
    return Promise.resolve({ tries: box.tries.get(message) ?? 0, nextAt: box.deferred.get(message) ?? box.waiting.get(message) ?? null });
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.open = null;
    this.directory.clear();
    this.boxes.clear();
  }

  private apply(change: DeliveryChange, now: Instant): void {
    const { endpoint } = change;
    if (change.kind === 'endpoint') return void this.directory.set(endpoint, change.description);
    if (change.kind === 'drop') return void [this.directory.delete(endpoint), this.boxes.delete(endpoint)];
    const box = this.boxes.get(endpoint) ?? emptyBox();
    this.boxes.set(endpoint, box);
    if (change.kind === 'end') box.deferred.delete(change.message);
    else if (change.kind === 'add') box.pending.set(change.message, { message: change.message, after: change.after });
    else {
      forget(box, change.message);
      box.deferred.set(change.message, change.nextAt);
      box.tries.set(change.message, change.tries);
    }
    box.wakeAt = nextAt(box, now);
  }

  private claimProbe(box: Box, { now, leaseMs }: ClaimRequest): readonly ClaimedMessage[] {
    if ((box.health.pausedUntil ?? 0) > now) return [];
    const pending = byPosition(box)[0]?.message;
    const message = pending ?? [...box.deferred].sort(byTime)[0]?.[0];
    if (message === undefined) return [];
    (pending === undefined ? box.deferred : box.waiting).set(message, now + leaseMs);
    box.health = { ...box.health, pausedUntil: now + leaseMs };
    return [{ message, tries: box.tries.get(message) ?? 0, isProbe: true, isDeferred: pending === undefined }];
  }

  private claimReady(box: Box, { now, limit, deferredLimit, leaseMs }: ClaimRequest): readonly ClaimedMessage[] {
    const deferred = [...box.deferred]
      .filter(([, at]) => at <= now)
      .sort(byTime)
      .slice(0, Math.max(0, Math.min(limit, deferredLimit)));
    const room = Math.max(0, limit - deferred.length);
    const ready = heads(box)
      .filter(({ message }) => (box.waiting.get(message) ?? now) <= now)
      .slice(0, room);
    for (const [message] of deferred) box.deferred.set(message, now + leaseMs);
    for (const { message } of ready) box.waiting.set(message, now + leaseMs);
    const claimed = (message: string, isDeferred: boolean) => ({ message, tries: box.tries.get(message) ?? 0, isProbe: false, isDeferred });
    return [...deferred.map(([message]) => claimed(message, true)), ...ready.map(({ message }) => claimed(message, false))];
  }

  private afterFailure(box: Box, { message, now, pauseAfterFailures, probePausesMs }: FailedAttempt): EndpointHealth {
    const failuresInRow = box.health.failuresInRow + 1;
    const failing = { failuresInRow, failingSince: box.health.failingSince ?? now };
    const isPaused = box.health.pausedUntil !== null; // a late success of another message may have ended the pause of this probe
    if (isPaused && message.isProbe) box.probes += 1;
    else if (isPaused || failuresInRow < pauseAfterFailures) return { ...failing, pausedUntil: box.health.pausedUntil };
    return { ...failing, pausedUntil: now + (probePausesMs[Math.min(box.probes, probePausesMs.length - 1)] ?? 0) };
  }
}

const emptyBox = (): Box => ({
  pending: new Map(), waiting: new Map(), deferred: new Map(), tries: new Map(), health: HEALTHY, probes: 0, wakeAt: null,
}); // prettier-ignore

function forget(box: Box, message: string): void {
  for (const held of [box.pending, box.waiting, box.deferred, box.tries]) held.delete(message);
}

const comparePositions = (left: Position | null, right: Position | null): number => Number((left ?? -1n) - (right ?? -1n));
const earliest = (positions: readonly (Position | null)[]): Position | null => [...positions].sort(comparePositions)[0] ?? null;
const byTime = (left: readonly [string, Instant], right: readonly [string, Instant]): number =>
  left[1] - right[1] || (left[0] < right[0] ? -1 : 1);

const byPosition = (box: Box): readonly Pending[] =>
  [...box.pending.values()].sort((left, right) => comparePositions(left.after, right.after) || (left.message < right.message ? -1 : 1));

/** Of each stream its earliest message, the earliest stream first. */
function heads(box: Box): readonly Pending[] {
  const byLane = new Map<string, Pending>();
  for (const pending of box.pending.values()) {
    const lane = pending.message.slice(0, LANE_LENGTH);
    const head = byLane.get(lane);
    if (!head || pending.message < head.message) byLane.set(lane, pending);
  }
  return byPosition({ ...box, pending: byLane });
}

function nextAt(box: Box, now: Instant): Instant | null {
  const times = [
    ...heads(box).map(({ message }) => Math.max(now, box.waiting.get(message) ?? now)),
    ...[...box.deferred.values()].map((at) => Math.max(now, at)),
  ];
  if (times.length === 0) return null;
  return box.health.pausedUntil === null ? Math.min(...times) : Math.max(now, box.health.pausedUntil);
}
