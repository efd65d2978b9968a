// What follows from an attempt: delivered, tried again, set aside, given up, or the end of the endpoint. The pending sets are changed
// first: a crash after that loses at most a line of the log, or a step that the next failure takes again.
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  causedBy, causedByTimer, type ClaimedMessage, Clock, type CommandContext, derivedCommandId, type EndpointHealth, PendingDeliveries,
  streamName,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { DeferDeliveryCommand, EndDeferredDeliveryCommand } from '../commands/defer-delivery/defer-delivery.handler';
import { DisableWebhookEndpointCommand } from '../commands/disable-webhook-endpoint/disable-webhook-endpoint.handler';
import { parseRetryAfter, pauseAfter, probePauses, withJitter } from '../core/schedule';
import { type DisableReason, WEBHOOK_ENDPOINT } from '../core/webhook-endpoint.events';
import { AttemptLog } from './attempt-log';
import { type ActiveEndpoint, type Attempt, isGone, isSuccess } from './message-delivery';
import { WebhookSettings } from './webhook-settings';

const PROCESS = 'webhook-delivery';

interface Made {
  readonly endpoint: ActiveEndpoint;
  readonly claimed: ClaimedMessage;
  readonly attempt: Attempt;
}

interface Failure {
  /** When it is tried again; null at the end of the schedule. */
  readonly nextAt: number | null;
  readonly tries: number;
  readonly health: EndpointHealth;
}

@Injectable()
export class AttemptOutcome {
  constructor(
    private readonly pending: PendingDeliveries,
    private readonly log: AttemptLog,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    private readonly settings: WebhookSettings,
  ) {}

  async settle(made: Made): Promise<void> {
    if (isSuccess(made.attempt)) await this.succeeded(made);
    else await this.failed(made);
  }

  private async succeeded(made: Made): Promise<void> {
    const { endpoint, claimed, attempt } = made;
    const wasDeferred = await this.pending.delivered(endpoint.key, claimed.message, this.clock.now());
    await this.log.record(endpoint, claimed.message, { attempt, nextAt: null });
    if (claimed.isDeferred || wasDeferred) await this.endDeferral(made, 'delivered');
  }

  private async failed(made: Made): Promise<void> {
    const { endpoint, claimed, attempt } = made;
    const now = this.clock.now();
    const tries = claimed.tries + 1;
    const nextAt = this.nextAt(attempt, tries, now);
    const health = await this.pending.failed({
      endpoint: endpoint.key,
      message: claimed,
      now,
      nextAt,
      pauseAfterFailures: this.settings.pauseAfterFailures,
      probePausesMs: probePauses(this.settings.schedule).map((pauseMs) => withJitter(pauseMs, this.settings.chance())),
    });
    await this.log.record(endpoint, claimed.message, { attempt, nextAt: health && nextAt });
    if (isGone(attempt)) return this.disable(endpoint, 'gone');
    if (health) await this.consequence(made, { nextAt, tries, health }); // else another has settled it while this process stood still
  }

  private nextAt({ answer }: Attempt, tries: number, now: number): number | null {
    const retryAfterMs = answer.kind === 'answered' ? parseRetryAfter(answer.retryAfter, now) : null;
    const pauseMs = pauseAfter(this.settings.schedule, tries, retryAfterMs);
    return pauseMs === null ? null : now + withJitter(pauseMs, this.settings.chance());
  }

  private async consequence(made: Made, { nextAt, tries, health }: Failure): Promise<void> {
    const { endpoint, claimed, attempt } = made;
    const failingForMs = health.failingSince === null ? 0 : attempt.endedAt - health.failingSince;
    if (failingForMs >= this.settings.disableAfterMs) return this.disable(endpoint, 'failing');
    if (nextAt === null) return claimed.isDeferred ? this.endDeferral(made, 'failed') : undefined;
    // Fewer failures in a row than this message has had: others passed in between, so it is the message and not the endpoint.
    const failsAlone = tries >= 2 && health.failuresInRow < tries;
    if (!failsAlone || claimed.isDeferred || endpoint.state.ordered) return;
    const deferral = { message: claimed.message, deferral: { tries, nextAt }, cause: 'failing' } as const;
    await this.commands.execute(new DeferDeliveryCommand(context(made, 'defer'), endpoint.key, deferral));
  }

  private async endDeferral(made: Made, outcome: 'delivered' | 'failed'): Promise<void> {
    const end = { message: made.claimed.message, outcome };
    await this.commands.execute(new EndDeferredDeliveryCommand(context(made, 'end'), made.endpoint.key, end));
  }

  private async disable({ key, accountId, revision }: ActiveEndpoint, reason: DisableReason): Promise<void> {
    const cause = causedByTimer({ accountId, stream: streamName(WEBHOOK_ENDPOINT, key), revision, name: PROCESS });
    await this.commands.execute(new DisableWebhookEndpointCommand(cause, key, reason));
  }
}

/** Caused by the event that the message tells; a message that is told no more is caused by its endpoint. */
function context({ endpoint, attempt }: Made, step: 'defer' | 'end'): CommandContext {
  const { accountId, key, revision } = endpoint;
  const cause = attempt.told
    ? causedBy(attempt.told.event, PROCESS)
    : causedByTimer({ accountId, stream: streamName(WEBHOOK_ENDPOINT, key), revision, name: PROCESS });
  return { ...cause, commandId: derivedCommandId(attempt.id, `${step}/${key}`) };
}
