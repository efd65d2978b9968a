// Connects a payment company to an account. Its credentials are encrypted here, before anything is decided or stored.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountKeyOf } from '@tillstream/accounts';
import { type CommandContext, derivedCommandId, Executor, Ids, type Loc } from '@tillstream/event-sourcing';
import { type CredentialFault, credentialFaults } from '../../adapters/credential-faults';
import { type Provider, type ProcessorFields, processor } from '../../core/processor';
import { processorOrder } from '../../core/processor-order';
import { CredentialBox } from '../../vault/credential-box';

export type ConnectProcessorRejection = { readonly code: 'sandbox-not-in-production'; readonly loc: Loc } | CredentialFault;

/** Their money is not real. */
const FOR_TRYING_ONLY: readonly Provider[] = ['sandbox'];

export class ConnectProcessorCommand {
  constructor(
    readonly context: CommandContext,
    readonly payload: Omit<ProcessorFields, 'credentials' | 'provider'> & {
      readonly provider: Provider;
      readonly credentials: Readonly<Record<string, string>>;
    },
  ) {}
}

@CommandHandler(ConnectProcessorCommand)
export class ConnectProcessorHandler implements ICommandHandler<ConnectProcessorCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly ids: Ids,
    private readonly box: CredentialBox,
  ) {}

  async execute({ context, payload }: ConnectProcessorCommand) {
    const reasons = this.faults(payload);
    if (reasons.length > 0) return { kind: 'rejected' as const, reasons };
    const key = this.ids.derivedKey('processor', context.commandId);
    // Listed first: a crash right here leaves a key that nobody has, which a plan passes over; the repeat finishes it.
    const listing = { ...context, commandId: derivedCommandId(context.commandId, 'list-processor') };
    await this.executor.run(
      processorOrder,
      { key: accountKeyOf(context.accountId), context: listing },
      { type: 'ListProcessor', processorKey: key },
    );
    const fields: ProcessorFields = { ...payload, credentials: this.box.close(payload.credentials) };
    return this.executor.run(processor, { key, context }, { type: 'Create', fields });
  }
  private faults({ provider, credentials }: ConnectProcessorCommand['payload']): readonly ConnectProcessorRejection[] {
    const isProduction = this.ids.environment === 'prod';
    const loc: Loc = ['body', 'provider'];
    const trying = isProduction && FOR_TRYING_ONLY.includes(provider) ? [{ code: 'sandbox-not-in-production' as const, loc }] : [];
    return [...trying, ...credentialFaults(provider, credentials, isProduction)];
  }
}
