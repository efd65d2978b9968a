// From events to the pending sets. The event store is the outbox: how far it was read is kept with the sets, and when Redis has lost
// both, reading begins again at the settled position. A crash anywhere in here can only repeat messages, with the same ids.
import { Injectable } from '@nestjs/common';
import {
  Clock, type DeliveryChange, type DrainJob, Fault, type OpenDeliveries, PendingDeliveries, type Position, type RecordedEvent, type Step,
  type StreamType,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { DeliveryEpochs } from './delivery-epochs';
import { MessageRouting } from './message-routing';
import { SettledPosition } from './settled-position';

const MOST_OVERDUE = 1_000;

@Injectable()
export class Outbox {
  private open: OpenDeliveries | null = null;

  constructor(
    private readonly routing: MessageRouting,
    private readonly pending: PendingDeliveries,
    private readonly epochs: DeliveryEpochs,
    private readonly position: SettledPosition,
    private readonly clock: Clock,
  ) {}

  /** Stream types that a reactor has to follow for this. */
  get streamTypes(): readonly StreamType[] {
    return this.routing.streamTypes;
  }

  /** Up to where events are in the pending sets. */
  get enqueued(): Position | null {
    return this.held().enqueued;
  }

  /** Up to where everything had an effect before this epoch: reactions to older events need not be repeated. */
  get settledBefore(): Position | null {
    return this.held().resumed.position;
  }

  /** Answers where to read on. Throws StopRunner when another reactor has taken over. */
  async begin(): Promise<Position | null> {
    this.open = await this.epochs.open();
    this.routing.load(this.open, await this.pending.endpoints(this.open.epoch));
    return this.open.enqueued;
  }

  /** What an event means for the sets. `seen` is the position of the event before it. To be called once for each event, in order. */
  changes(event: RecordedEvent, step: Step, seen: Position | null): readonly DeliveryChange[] {
    return this.routing.changes(event, step, seen);
  }

  /**
   * Puts the changes of all events up to `to` into the sets. Answers drains for the endpoints that have work now.
   * Throws a Fault when the sets are not what they were: begin again.
   */
  async move(to: Position, changes: readonly DeliveryChange[]): Promise<readonly DrainJob[]> {
    const { epoch, enqueued } = this.held();
    const awake = await this.pending.enqueue({ epoch, from: enqueued, to, changes, now: this.clock.now() });
    if (!awake) throw new Fault('unavailable', 'the pending deliveries were lost or moved by another reactor; beginning again');
    this.open = { ...this.held(), enqueued: to };
    return this.drains(awake);
  }

  /** Drains of endpoints that have had work for longer than `ms`: theirs were lost on the way. */
  async overdue(ms: number): Promise<readonly DrainJob[]> {
    return this.drains(await this.pending.due(this.clock.now() - ms, MOST_OVERDUE));
  }

  /** Moves the settled position. False when the sets are lost. Throws StopRunner when another reactor has taken over. */
  async settle(): Promise<boolean> {
    if (!this.open) return true;
    const { epoch, enqueued, resumed } = this.open;
    const settled = await this.pending.settled(epoch);
    if (!settled) return false;
    // While lost sets are being filled again, what was settled before is still true, and says more.
    const isFilling = resumed.position !== null && (enqueued === null || enqueued < resumed.position);
    if (!isFilling) await this.position.move(settled);
    return true;
  }

  private drains(endpoints: readonly string[]): readonly DrainJob[] {
    return endpoints.map((endpointId) => ({ type: 'drain', endpointId, accountId: this.routing.accountOf(endpointId) }));
  }

  private held(): OpenDeliveries {
    if (!this.open) throw new Fault('unavailable', 'the pending deliveries have not been begun');
    return this.open;
  }
}
