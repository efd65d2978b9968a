// Deletes a definition: its one event hides all its values, since each of them names the definition that it is of. Then the key is free.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, derivedCommandId, Executor, Facts, type Outcome, ResourceReads } from '@tillstream/event-sourcing';
import { valuesOfDefinition } from '../../core/custom-field-counters';
import type { CustomFieldDefinitionRejection } from '../../core/custom-field-definition.commands';
import type {
  CustomFieldDefinitionEvent, CustomFieldDefinitionFields, CustomFieldDefinitionState,
} from '../../core/custom-field-definition.fields'; // prettier-ignore
import { customFieldDefinition, customFieldKey } from '../../core/custom-field-definition.stream';
import { CustomFieldDefinitions } from '../../custom-field-definitions';
import { customFieldDefinitionDecider } from '../custom-field-definition.decider';
import { isOwned, notFound } from '../owned';

type DeletionOutcome = Outcome<CustomFieldDefinitionState, CustomFieldDefinitionEvent, CustomFieldDefinitionRejection>;

export class DeleteCustomFieldDefinitionCommand extends Command<{ readonly outcome: DeletionOutcome; readonly deletedValues: number }> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    /** The field key, typed once more. */
    readonly confirmedKey: string,
  ) {
    super();
  }
}

@CommandHandler(DeleteCustomFieldDefinitionCommand)
export class DeleteCustomFieldDefinitionHandler implements ICommandHandler<DeleteCustomFieldDefinitionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly reads: ResourceReads,
    private readonly definitions: CustomFieldDefinitions,
  ) {}

  /** Throws ViewsRebuilding while nobody can say how many values there are. */
  async execute({ context, key, confirmedKey }: DeleteCustomFieldDefinitionCommand) {
    const present = await this.facts.get(customFieldDefinition, key, 'recent');
    if (!isOwned(present, context.accountId)) return { outcome: notFound(present), deletedValues: 0 };
    const [deletedValues = 0] = await this.reads.completeCounters(context.accountId, [valuesOfDefinition(key)]);
    const outcome = await this.executor.run(customFieldDefinitionDecider, { key, context }, { type: 'DeleteDefinition', confirmedKey });
    const { state } = outcome.resource;
    // A crash right here leaves the key with a deleted definition: the repeat of the call frees it, or whoever defines it next.
    if (outcome.kind === 'accepted' && state.status !== 'absent') await this.release(context, key, state.fields);
    return { outcome, deletedValues };
  }

  private async release(context: CommandContext, holder: string, { entityType, fieldKey }: CustomFieldDefinitionFields): Promise<void> {
    const key = this.definitions.claimKey({ accountId: context.accountId, entityType }, fieldKey);
    const own = { ...context, commandId: derivedCommandId(context.commandId, 'release-field-key') };
    await this.executor.run(customFieldKey, { key, context: own }, { type: 'Release', holder });
  }
}
