// Enables, disables or renames a connected processor. A disabled one is skipped with that reason; attempts that run are not touched.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor } from '@tillstream/event-sourcing';
import { type ProcessorFields, processor } from '../../core/processor';

export class ChangeProcessorCommand {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<Pick<ProcessorFields, 'name' | 'enabled' | 'currencies' | 'minimumAtom'>>,
  ) {}
}

@CommandHandler(ChangeProcessorCommand)
export class ChangeProcessorHandler implements ICommandHandler<ChangeProcessorCommand> {
  constructor(private readonly executor: Executor) {}

  execute({ context, key, changes }: ChangeProcessorCommand) {
    return this.executor.run(processor, { key, context }, { type: 'Update', changes });
  }
}
