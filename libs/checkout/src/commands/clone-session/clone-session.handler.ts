// Makes a fresh session from an old one, whatever became of that: a new id and link, a life of its own, prices as they are now.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Ids, StreamReader } from '@tillstream/event-sourcing';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { sessionKeyOf } from '../session-ids';
import { SessionsAgain } from '../sessions-again';

export class CloneSessionCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
  ) {
    super();
  }
}

@CommandHandler(CloneSessionCommand)
export class CloneSessionHandler implements ICommandHandler<CloneSessionCommand> {
  constructor(
    private readonly reader: StreamReader,
    private readonly again: SessionsAgain,
    private readonly ids: Ids,
  ) {}

  async execute({ context, sessionKey }: CloneSessionCommand): Promise<SessionOutcome> {
    const old = await this.reader.current(checkoutSession, sessionKey);
    const isOurs = old.state.status !== 'absent' && old.accountId === context.accountId;
    if (!isOurs) return { kind: 'rejected', reasons: [{ code: 'session-not-found' }], resource: old };
    return this.again.create(context, sessionKeyOf(this.ids, context.commandId), { old });
  }
}
