// Makes a route: the order in which processors are tried.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, Ids } from '@tillstream/event-sourcing';
import { type ProcessorRouteFields, processorRoute, routeFaults } from '../../core/processor-route';
import { knownProcessors } from '../processor-keys';

export class CreateProcessorRouteCommand {
  constructor(
    readonly context: CommandContext,
    readonly fields: ProcessorRouteFields,
  ) {}
}

@CommandHandler(CreateProcessorRouteCommand)
export class CreateProcessorRouteHandler implements ICommandHandler<CreateProcessorRouteCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly ids: Ids,
  ) {}

  async execute({ context, fields }: CreateProcessorRouteCommand) {
    const known = await knownProcessors(this.facts, { accountId: context.accountId, freshness: 'fresh' }, fields.steps);
    const reasons = routeFaults(fields.steps, known);
    if (reasons.length > 0) return { kind: 'rejected' as const, reasons };
    const key = this.ids.derivedKey('processorRoute', context.commandId);
    return this.executor.run(processorRoute, { key, context }, { type: 'Create', fields });
  }
}
