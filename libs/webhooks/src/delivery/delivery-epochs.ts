// Finds the pending sets as they are; where there are none, begins them anew from what is settled.
import { Injectable } from '@nestjs/common';
import { EventStore, Fault, Ids, Log, type OpenDeliveries, PendingDeliveries } from '@tillstream/event-sourcing';
import { standingOf } from './endpoint-standing';
import { SettledPosition } from './settled-position';

@Injectable()
export class DeliveryEpochs {
  constructor(
    private readonly pending: PendingDeliveries,
    private readonly position: SettledPosition,
    private readonly store: EventStore,
    private readonly ids: Ids,
    private readonly log: Log,
  ) {}

  /** Throws StopRunner when another reactor has taken over. A crash in here leaves the sets empty, or begun. */
  async open(): Promise<OpenDeliveries> {
    return (await this.pending.opened()) ?? this.begin();
  }

  private async begin(): Promise<OpenDeliveries> {
    await this.position.assertOurs();
    const epoch = this.ids.randomKey();
    const resumed = this.position.settled;
    this.log.info({ epoch, from: String(resumed.position) }, 'the pending deliveries are empty: filling them again from the events');
    await this.pending.begin(epoch, resumed, await standingOf(this.store)); // false: another was quicker, its epoch is as good
    const open = await this.pending.opened();
    if (!open) throw new Fault('unavailable', 'the pending deliveries were lost while they were begun');
    return open;
  }
}
