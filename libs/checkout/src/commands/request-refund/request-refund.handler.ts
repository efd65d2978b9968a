// A merchant's refund: written down first, then asked of the processor. Who sends it may stop waiting: the refund goes on by itself.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, Ids, type Resource } from '@tillstream/event-sourcing';
import type { RequestRefund } from '../../core/refund.commands';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { Refunds } from '../refunds';
import { refundKeyOf } from '../session-ids';

export type WantedRefund = Omit<RequestRefund, 'type' | 'now' | 'refundKey'>;

export interface RequestedRefund {
  readonly outcome: SessionOutcome;
  readonly refundKey: string;
  /** Resolves once the processor has answered or was given up on for now; null when nobody had to be asked. */
  readonly settled: Promise<Resource<CheckoutSessionState>> | null;
}

export class RequestRefundCommand extends Command<RequestedRefund> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly wanted: WantedRefund,
  ) {
    super();
  }
}

@CommandHandler(RequestRefundCommand)
export class RequestRefundHandler implements ICommandHandler<RequestRefundCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly refunds: Refunds,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute({ context, sessionKey, wanted }: RequestRefundCommand): Promise<RequestedRefund> {
    const refundKey = refundKeyOf(this.ids, context.commandId);
    const command: RequestRefund = { type: 'RequestRefund', now: this.clock.now(), refundKey, ...wanted };
    const outcome = await this.executor.run(checkoutSession, { key: sessionKey, context }, command);
    const isToBeMade = outcome.kind === 'accepted' && outcome.events.length > 0 && !wanted.isOutOfBand;
    return { outcome, refundKey, settled: isToBeMade ? this.refunds.begin(outcome.events, outcome.resource) : null };
  }
}
