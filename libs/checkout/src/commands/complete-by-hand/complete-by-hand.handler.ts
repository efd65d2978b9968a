// Completes a session without a payment, at its merchant's word.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, Ids, StreamReader } from '@tillstream/event-sourcing';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { OwedEffects } from '../owed-effects';
import { attemptKeyOf, subscriptionKeysOf } from '../session-ids';

export class CompleteByHandCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
  ) {
    super();
  }
}

@CommandHandler(CompleteByHandCommand)
export class CompleteByHandHandler implements ICommandHandler<CompleteByHandCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly owed: OwedEffects,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute({ context, sessionKey }: CompleteByHandCommand) {
    const { state } = await this.reader.current(checkoutSession, sessionKey);
    const outcome = await this.executor.run(
      checkoutSession,
      { key: sessionKey, context },
      {
        type: 'CompleteByHand',
        now: this.clock.now(),
        attemptKey: attemptKeyOf(this.ids, sessionKey, 'manual'),
        subscriptionKeys: subscriptionKeysOf(this.ids, sessionKey, state),
      },
    );
    if (outcome.kind === 'accepted') await this.owed.send(outcome.events, outcome.resource);
    return outcome;
  }
}
