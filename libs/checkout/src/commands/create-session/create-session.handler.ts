// Makes a session from a request, in one append.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Ids } from '@tillstream/event-sourcing';
import type { CreateSessionPayload } from '../../core/wanted-session';
import type { SessionOutcome } from '../checkout-session.decider';
import { NewSessions } from '../new-sessions';
import { sessionKeyOf } from '../session-ids';

export class CreateSessionCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly payload: CreateSessionPayload,
  ) {
    super();
  }
}

@CommandHandler(CreateSessionCommand)
export class CreateSessionHandler implements ICommandHandler<CreateSessionCommand> {
  constructor(
    private readonly sessions: NewSessions,
    private readonly ids: Ids,
  ) {}

  execute({ context, payload }: CreateSessionCommand) {
    return this.sessions.create(context, sessionKeyOf(this.ids, context.commandId), payload);
  }
}
