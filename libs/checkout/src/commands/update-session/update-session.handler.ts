// Gathers what the changes refer to, then lets the session decide them all at once.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, type Freshness, StreamReader } from '@tillstream/event-sourcing';
import type { SessionChanges } from '../../core/checkout-session.commands';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { UpdateFacts } from './update-facts';

export class UpdateSessionCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly changes: SessionChanges,
  ) {
    super();
  }
}

@CommandHandler(UpdateSessionCommand)
export class UpdateSessionHandler implements ICommandHandler<UpdateSessionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly facts: UpdateFacts,
  ) {}

  async execute(command: UpdateSessionCommand) {
    const outcome = await this.run(command, 'recent');
    return outcome.kind === 'rejected' ? this.run(command, 'fresh') : outcome;
  }

  private async run({ context, sessionKey, changes }: UpdateSessionCommand, freshness: Freshness) {
    const { state } = await this.reader.current(checkoutSession, sessionKey);
    const command = await this.facts.gather({ accountId: context.accountId, sessionKey, state }, changes, freshness);
    return this.executor.run(checkoutSession, { key: sessionKey, context }, command);
  }
}
