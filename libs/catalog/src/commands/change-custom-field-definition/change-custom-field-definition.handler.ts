// Changes what may change of a definition. Whether an option is in use is counted in the views: a value set in the same moment is not
// seen, and keeps an option that nobody can choose any more.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Outcome, ResourceReads } from '@tillstream/event-sourcing';
import { valuesOfDefinition, valuesOfOption } from '../../core/custom-field-counters';
import type { ChangeableDefinitionFields, CustomFieldDefinitionRejection } from '../../core/custom-field-definition.commands';
import type { CustomFieldDefinitionEvent, CustomFieldDefinitionState } from '../../core/custom-field-definition.fields';
import { customFieldDefinition } from '../../core/custom-field-definition.stream';
import { customFieldDefinitionDecider } from '../custom-field-definition.decider';
import { isOwned, notFound } from '../owned';

export class ChangeCustomFieldDefinitionCommand extends Command<
  Outcome<CustomFieldDefinitionState, CustomFieldDefinitionEvent, CustomFieldDefinitionRejection>
> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<ChangeableDefinitionFields>,
  ) {
    super();
  }
}

@CommandHandler(ChangeCustomFieldDefinitionCommand)
export class ChangeCustomFieldDefinitionHandler implements ICommandHandler<ChangeCustomFieldDefinitionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly reads: ResourceReads,
  ) {}

  /** Throws ViewsRebuilding while nobody can say which options are in use. */
  async execute({ context, key, changes }: ChangeCustomFieldDefinitionCommand) {
    const present = await this.facts.get(customFieldDefinition, key, 'fresh');
    if (!isOwned(present, context.accountId) || present.state.status !== 'present') return notFound(present);
    const { constraints, isPersonal } = present.state.fields;
    const before = constraints.options ?? [];
    const removed = changes.constraints ? before.filter((option) => !changes.constraints?.options?.includes(option)) : [];
    const uses = await this.reads.completeCounters(
      context.accountId,
      removed.map((option) => (isPersonal ? valuesOfDefinition(key) : valuesOfOption(key, option))), // sealed, each may be any option
    );
    const unusedOptions = removed.filter((_option, index) => uses[index] === 0);
    return this.executor.run(customFieldDefinitionDecider, { key, context }, { type: 'ChangeDefinition', changes, unusedOptions });
  }
}
