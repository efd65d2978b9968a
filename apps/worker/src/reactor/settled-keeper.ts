// Beside the reactor's subscription: writes down how far everything is settled, wakes what was forgotten, and notices when Redis has
// lost the pending sets, also when there is no news.
import { Injectable } from '@nestjs/common';
import { Clock, isFault, Log, StopRunner } from '@tillstream/event-sourcing';
import { Outbox, WebhookSettings } from '@tillstream/webhooks';
import { DrainWaker } from './drain-waker';

@Injectable()
export class SettledKeeper {
  constructor(
    private readonly outbox: Outbox,
    private readonly waker: DrainWaker,
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** True when the pending sets are lost; false when another reactor has taken over, or `signal` is aborted. */
  async keep(signal: AbortSignal): Promise<boolean> {
    for (;;) {
      await this.clock.sleep(this.settings.settleEveryMs, signal);
      if (signal.aborted) return false;
      const found = await this.settle();
      if (found !== 'kept') return found === 'lost';
    }
  }

  private async settle(): Promise<'kept' | 'lost' | 'replaced'> {
    try {
      if (!(await this.outbox.settle())) return 'lost';
      await this.waker.wake(await this.outbox.overdue(this.settings.settleEveryMs));
    } catch (error) {
      if (error instanceof StopRunner) return 'replaced';
      if (!isFault(error)) throw error;
      this.log.warn({ error: String(error) }, 'the settled position could not be written; trying again');
    }
    return 'kept';
  }
}
