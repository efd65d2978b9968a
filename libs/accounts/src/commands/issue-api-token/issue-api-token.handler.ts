// Issues an API token. The secret leaves in this one answer and is kept nowhere; a repeat of the request is answered without it.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, Ids, nothingYet, sha256 } from '@tillstream/event-sourcing';
import { account, accountKeyOf } from '../../core/account.stream';
import type { ApiTokenIssued } from '../../core/api-token.events';
import { newTokenSecret, tokenText } from '../../core/api-token.text';
import { apiToken } from '../api-token.decider';
import type { IssuedToken } from '../../core/issued-token';

export class IssueApiTokenCommand extends Command<IssuedToken> {
  constructor(
    readonly context: CommandContext,
    readonly given: Omit<ApiTokenIssued, 'secretHash'>,
  ) {
    super();
  }
}

@CommandHandler(IssueApiTokenCommand)
export class IssueApiTokenHandler implements ICommandHandler<IssueApiTokenCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly ids: Ids,
  ) {}

  async execute({ context, given }: IssueApiTokenCommand): Promise<IssuedToken> {
    const owner = await this.facts.get(account, accountKeyOf(context.accountId), 'recent');
    const key = this.ids.derivedKey('apiToken', context.commandId);
    if (owner.revision < 0)
      return { outcome: { kind: 'rejected', reasons: [{ code: 'not-found' }], resource: nothingYet(apiToken, key) }, token: null };
    const secret = newTokenSecret(() => this.ids.randomKey());
    const issue = { ...given, secretHash: sha256(secret) };
    const outcome = await this.executor.run(apiToken, { key, context }, { type: 'IssueApiToken', issue });
    const isNew = outcome.kind === 'accepted' && !outcome.replayed;
    return { outcome, token: isNew ? tokenText(this.ids.environment, { key, secret }) : null };
  }
}
