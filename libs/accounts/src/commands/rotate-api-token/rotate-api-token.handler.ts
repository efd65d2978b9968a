// Gives a token a new secret; the one before it works on for the time granted, so that callers can be changed one by one.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, Ids, sha256 } from '@tillstream/event-sourcing';
import { newTokenSecret, tokenText } from '../../core/api-token.text';
import type { IssuedToken } from '../../core/issued-token';
import { apiToken } from '../api-token.decider';

export class RotateApiTokenCommand extends Command<IssuedToken> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly graceMs: number,
  ) {
    super();
  }
}

@CommandHandler(RotateApiTokenCommand)
export class RotateApiTokenHandler implements ICommandHandler<RotateApiTokenCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute({ context, key, graceMs }: RotateApiTokenCommand): Promise<IssuedToken> {
    const secret = newTokenSecret(() => this.ids.randomKey());
    const command = { type: 'RotateApiToken', secretHash: sha256(secret), graceMs, now: this.clock.now() } as const;
    const outcome = await this.executor.run(apiToken, { key, context }, command);
    const isNew = outcome.kind === 'accepted' && !outcome.replayed;
    return { outcome, token: isNew ? tokenText(this.ids.environment, { key, secret }) : null };
  }
}
