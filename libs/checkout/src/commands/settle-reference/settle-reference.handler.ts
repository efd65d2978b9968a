// Looks once more whether a new session still holds the reference that it was made for; it ends where it does not.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, StreamReader } from '@tillstream/event-sourcing';
import { checkoutSession } from '../checkout-session.decider';
import { ClaimedReferences } from '../claimed-references';

export class SettleReferenceCommand {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
  ) {}
}

@CommandHandler(SettleReferenceCommand)
export class SettleReferenceHandler implements ICommandHandler<SettleReferenceCommand> {
  constructor(
    private readonly reader: StreamReader,
    private readonly claims: ClaimedReferences,
  ) {}

  async execute({ context, sessionKey }: SettleReferenceCommand) {
    await this.claims.settle(context, await this.reader.current(checkoutSession, sessionKey));
  }
}
