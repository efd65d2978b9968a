// The one durable thing about deliveries: an event that says up to where nothing has to be sent again. It is written by the reactor
// alone, and each write expects the one before it: a reactor that was taken for dead cannot move it back.
import { Injectable } from '@nestjs/common';
import {
  Clock, EventStore, type Position, type ProposedEvent, type RecordedEvent, type Settled, sha256, StopRunner, uuidV5,
} from '@tillstream/event-sourcing'; // prettier-ignore

export const READER_POSITION_STREAM = 'readerPosition-reactor';
const NOTHING_SETTLED: Settled = { position: null, behind: {} };

interface Stored {
  readonly position: string | null;
  readonly behind: Readonly<Record<string, string | null>>;
}

@Injectable()
export class SettledPosition {
  private revision = -1;
  private held: Settled = NOTHING_SETTLED;

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  get settled(): Settled {
    return this.held;
  }

  /** Begins as the one reactor: from now on only this process may move the position. */
  async takeOver(): Promise<void> {
    this.accept(await this.store.readLast(READER_POSITION_STREAM));
  }

  /** Throws StopRunner when another reactor has written since. */
  async assertOurs(): Promise<void> {
    const last = await this.store.readLast(READER_POSITION_STREAM);
    if ((last?.revision ?? -1) !== this.revision) throw new StopRunner('another reactor has moved the settled position');
  }

  /** Writes only what differs. Throws StopRunner when another reactor has written since. */
  async move(settled: Settled): Promise<void> {
    if (sameSettled(settled, this.held)) return;
    // A crash in here: written or not, the next reactor reads what there is.
    const result = await this.store.append(READER_POSITION_STREAM, this.revision, [proposed(settled, this.clock.now())]);
    if (result.kind === 'conflict') throw new StopRunner('another reactor has moved the settled position');
    if (this.revision < 0) await this.store.limit(READER_POSITION_STREAM, { maxCount: 1 });
    this.revision = result.revision;
    this.held = settled;
  }

  private accept(last: RecordedEvent | null): void {
    this.revision = last?.revision ?? -1;
    this.held = last ? decode(last.data as Stored) : NOTHING_SETTLED;
  }
}

const text = (position: Position | null): string | null => (position === null ? null : String(position));
const position = (stored: string | null): Position | null => (stored === null ? null : BigInt(stored));

const encode = (settled: Settled): Stored => ({
  position: text(settled.position),
  behind: Object.fromEntries(Object.entries(settled.behind).map(([endpoint, at]) => [endpoint, text(at)])),
});

const decode = (stored: Stored): Settled => ({
  position: position(stored.position),
  behind: Object.fromEntries(Object.entries(stored.behind).map(([endpoint, at]) => [endpoint, position(at)])),
});

function sameSettled(left: Settled, right: Settled): boolean {
  const endpoints = Object.keys(left.behind);
  if (left.position !== right.position || endpoints.length !== Object.keys(right.behind).length) return false;
  return endpoints.every((endpoint) => left.behind[endpoint] === right.behind[endpoint]);
}

/** Internal, outside chain and proofs (formats.md §1). */
function proposed(settled: Settled, at: number): ProposedEvent {
  const data = encode(settled);
  const hash = sha256(JSON.stringify([data, at]));
  const id = uuidV5(`reader-position\n${hash}`);
  const metadata = {
    v: 1, accountId: '', at, actor: { kind: 'system', id: 'reactor' }, commandId: id, requestHash: '', requestId: null,
    $correlationId: id, $causationId: id, net: null, reason: null, prevHash: null, hash,
  } as const; // prettier-ignore
  return { id, type: 'ReaderPositionSettled', data, metadata };
}
