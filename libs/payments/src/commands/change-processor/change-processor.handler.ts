// Enables, disables or renames a connected processor, or changes the secret of its notices. A disabled one is skipped with that reason; attempts
// that run are not touched.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Ids, StreamReader } from '@tillstream/event-sourcing';
import { type CredentialFault, credentialFaults } from '../../adapters/credential-faults';
import { NOTICE_SECRET, type ProcessorFields, processor } from '../../core/processor';
import { CredentialBox } from '../../vault/credential-box';

export class ChangeProcessorCommand {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<Pick<ProcessorFields, 'name' | 'enabled' | 'currencies' | 'minimumAtom'>> & {
      /** Null: it has none any more. */
      readonly noticeSecret?: string | null;
    },
  ) {}
}

type Credentials = Readonly<Record<string, string>>;

@CommandHandler(ChangeProcessorCommand)
export class ChangeProcessorHandler implements ICommandHandler<ChangeProcessorCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly box: CredentialBox,
    private readonly ids: Ids,
  ) {}

  async execute({ context, key, changes: { noticeSecret, ...fields } }: ChangeProcessorCommand) {
    const { state } = await this.reader.current(processor, key);
    if (noticeSecret === undefined || state.status !== 'present')
      return this.executor.run(processor, { key, context }, { type: 'Update', changes: fields });
    const { provider, credentials: closed } = state.fields;
    const [before, name] = [this.box.open(closed), NOTICE_SECRET[provider]];
    const after = withSecret(before, name, noticeSecret);
    const [fault] = credentialFaults(provider, after, this.ids.environment === 'prod').filter(({ loc }) => loc.at(-1) === name);
    const reasons: readonly CredentialFault[] = fault ? [{ ...fault, loc: ['body', 'notice_secret'] }] : [];
    if (reasons.length > 0) return { kind: 'rejected' as const, reasons };
    // What is encrypted again looks different each time: the same secret changes nothing.
    const changes = before[name] === after[name] ? fields : { ...fields, credentials: this.box.close(after) };
    return this.executor.run(processor, { key, context }, { type: 'Update', changes });
  }
}

function withSecret(before: Credentials, name: string, secret: string | null): Credentials {
  const { [name]: _before, ...others } = before;
  return secret === null ? others : { ...others, [name]: secret };
}
