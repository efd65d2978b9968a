// Deletes a route that nobody names any more. Best effort by design: a session created in the same moment resolves to the next default.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, ResourceReads, StreamReader } from '@tillstream/event-sourcing';
import { account } from '@tillstream/accounts';
import { openSessionsOfRoute, processorRoute } from '../../core/processor-route';

export type DeleteRouteRejection = { readonly code: 'route-in-use' };

export class DeleteProcessorRouteCommand {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
  ) {}
}

@CommandHandler(DeleteProcessorRouteCommand)
export class DeleteProcessorRouteHandler implements ICommandHandler<DeleteProcessorRouteCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reads: ResourceReads,
    private readonly reader: StreamReader,
  ) {}

  async execute({ context, key }: DeleteProcessorRouteCommand) {
    if (await this.inUse(context.accountId, key)) return { kind: 'rejected' as const, reasons: [{ code: 'route-in-use' as const }] };
    return this.executor.run(processorRoute, { key, context }, { type: 'Delete' });
  }

  private async inUse(accountId: string, key: string): Promise<boolean> {
    const [open] = await this.reads.completeCounters(accountId, [openSessionsOfRoute(key)]);
    return (open ?? 0) > 0 || (await this.isDefault(accountId, key));
  }

  private async isDefault(accountId: string, key: string): Promise<boolean> {
    const owner = await this.reader.current(account, accountId.slice(accountId.lastIndexOf('_') + 1));
    return owner.state.status === 'present' && owner.state.fields.defaultProcessorRouteKey === key;
  }
}
