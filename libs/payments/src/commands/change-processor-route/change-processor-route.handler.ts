// Changes a route. Sessions resolve their route when an attempt starts, so that the next press of "Pay" already follows it.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts } from '@tillstream/event-sourcing';
import { type ProcessorRouteFields, processorRoute, routeFaults } from '../../core/processor-route';
import { knownProcessors } from '../processor-keys';

export class ChangeProcessorRouteCommand {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<ProcessorRouteFields>,
  ) {}
}

@CommandHandler(ChangeProcessorRouteCommand)
export class ChangeProcessorRouteHandler implements ICommandHandler<ChangeProcessorRouteCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
  ) {}

  async execute({ context, key, changes }: ChangeProcessorRouteCommand) {
    if (changes.steps) {
      const known = await knownProcessors(this.facts, { accountId: context.accountId, freshness: 'fresh' }, changes.steps);
      const reasons = routeFaults(changes.steps, known);
      if (reasons.length > 0) return { kind: 'rejected' as const, reasons };
    }
    return this.executor.run(processorRoute, { key, context }, { type: 'Update', changes });
  }
}
