// Gathers the facts (here only the time) and lets the executor load, decide and append.
// A crash before the append changes nothing; after it, the same command id finds its own event and answers from it.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor } from '@tillstream/event-sourcing';
import type { ExpiryReason } from '../../core/checkout-session.events';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';

export class ExpireSessionCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly reason: ExpiryReason,
    /** The earlier of the worker's and the queue's clock, where a timer sends it; absent: now. */
    readonly now?: number,
  ) {
    super();
  }
}

@CommandHandler(ExpireSessionCommand)
export class ExpireSessionHandler implements ICommandHandler<ExpireSessionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly clock: Clock,
  ) {}

  execute({ context, sessionKey, reason, now }: ExpireSessionCommand) {
    return this.executor.run(
      checkoutSession,
      { key: sessionKey, context },
      { type: 'ExpireSession', reason, now: now ?? this.clock.now() },
    );
  }
}
