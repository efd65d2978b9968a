// The drain of one endpoint: sends what waits for it, one message at a time per stream and in order, up to eight streams side by
// side. What it may send is decided by `claim` alone: a second drain of the same endpoint gets nothing twice.
import { Injectable } from '@nestjs/common';
import {
  type Claim,
  type ClaimedMessage,
  Clock,
  type DrainJob,
  Facts,
  type JobAnswer,
  PendingDeliveries,
} from '@tillstream/event-sourcing';
import { webhookEndpointType } from '../core/webhook-endpoint.state';
import { AttemptOutcome } from './attempt-outcome';
import { type ActiveEndpoint, MessageDelivery } from './message-delivery';
import { WebhookSettings } from './webhook-settings';

/** A claim outlives the longest attempt, so that nobody sends what is still being sent. */
const LEASE_MARGIN_MS = 5_000;

type InFlight = Map<ClaimedMessage, Promise<unknown>>;

@Injectable()
export class EndpointDrain {
  constructor(
    private readonly pending: PendingDeliveries,
    private readonly delivery: MessageDelivery,
    private readonly outcome: AttemptOutcome,
    private readonly facts: Facts,
    private readonly clock: Clock,
    private readonly settings: WebhookSettings,
  ) {}

  /** Ends when nothing can be sent now, and answers when something can be. Throws a Fault when the world around us failed. */
  async drain({ endpointId }: DrainJob, signal: AbortSignal): Promise<JobAnswer> {
    const inFlight: InFlight = new Map();
    try {
      for (;;) {
        const nextAt = signal.aborted ? this.clock.now() : await this.begin(endpointId, inFlight);
        if (inFlight.size === 0) return nextAt === null ? undefined : { runAgainAt: nextAt };
        await Promise.race(inFlight.values());
      }
    } finally {
      await Promise.allSettled(inFlight.values());
    }
  }

  /** Starts as many deliveries as there is room for; answers when there is more to do. */
  private async begin(key: string, inFlight: InFlight): Promise<number | null> {
    const endpoint = await this.active(key);
    if (!endpoint) return null; // turned off: the reactor drops what waits for it
    const claim = await this.claim(key, inFlight);
    for (const claimed of claim.messages) inFlight.set(claimed, this.deliver(endpoint, claimed, inFlight));
    return claim.nextAt;
  }

  private async active(key: string): Promise<ActiveEndpoint | null> {
    for (const freshness of ['recent', 'fresh'] as const) {
      const endpoint = await this.facts.get(webhookEndpointType, key, freshness);
      const { state } = endpoint;
      if (state.status === 'present' && state.isActive) return { ...endpoint, state };
    }
    return null;
  }

  private claim(endpoint: string, inFlight: InFlight): Promise<Claim> {
    const deferred = [...inFlight.keys()].filter((claimed) => claimed.isDeferred).length;
    return this.pending.claim({
      endpoint,
      now: this.clock.now(),
      limit: this.settings.lanes - inFlight.size,
      deferredLimit: this.settings.deferredLanes - deferred,
      leaseMs: this.settings.timeoutMs + LEASE_MARGIN_MS,
    });
  }

  private async deliver(endpoint: ActiveEndpoint, claimed: ClaimedMessage, inFlight: InFlight): Promise<void> {
    await this.outcome.settle({ endpoint, claimed, attempt: await this.delivery.attempt(endpoint, claimed) });
    inFlight.delete(claimed);
  }
}
