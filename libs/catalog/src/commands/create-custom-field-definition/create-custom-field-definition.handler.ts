// Makes the definition of a custom field. The claim on its key decides between two that come at once.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, derivedCommandId, Executor, Ids, type Outcome, StreamReader } from '@tillstream/event-sourcing';
import type { CustomFieldDefinitionRejection } from '../../core/custom-field-definition.commands';
import { definitionFaults } from '../../core/custom-field-definition.faults';
import type {
  CustomFieldDefinitionEvent, CustomFieldDefinitionFields, CustomFieldDefinitionState,
} from '../../core/custom-field-definition.fields'; // prettier-ignore
import { customFieldDefinition, customFieldKey } from '../../core/custom-field-definition.stream';
import { CustomFieldDefinitions } from '../../custom-field-definitions';
import { customFieldDefinitionDecider } from '../custom-field-definition.decider';

type DefinitionOutcome = Outcome<CustomFieldDefinitionState, CustomFieldDefinitionEvent, CustomFieldDefinitionRejection>;

export class CreateCustomFieldDefinitionCommand extends Command<DefinitionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly fields: CustomFieldDefinitionFields,
  ) {
    super();
  }
}

@CommandHandler(CreateCustomFieldDefinitionCommand)
export class CreateCustomFieldDefinitionHandler implements ICommandHandler<CreateCustomFieldDefinitionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly definitions: CustomFieldDefinitions,
    private readonly ids: Ids,
  ) {}

  async execute({ context, fields }: CreateCustomFieldDefinitionCommand): Promise<DefinitionOutcome> {
    const own = this.ids.derivedKey('customFieldDefinition', context.commandId);
    const known = await this.reader.current(customFieldDefinition, own);
    const isNew = known.revision < 0 && definitionFaults(fields).length === 0;
    // Nothing is claimed for a request that is repeated or refused. A crash after the claim leaves a key whose definition is made by
    // whoever asks for it next, under the very stream that was claimed.
    const key = isNew ? await this.claim(context, fields, own) : own;
    return this.executor.run(customFieldDefinitionDecider, { key, context }, { type: 'CreateDefinition', fields });
  }

  /** Who holds the field key. A holder that was deleted, or is of another field, is a claim that a crash or a race left behind. */
  private async claim(context: CommandContext, fields: CustomFieldDefinitionFields, own: string): Promise<string> {
    const key = this.definitions.claimKey({ accountId: context.accountId, entityType: fields.entityType }, fields.fieldKey);
    const ask = (type: 'Claim' | 'Release', holder: string) => {
      const commandId = derivedCommandId(context.commandId, `${type}-field-key-${holder}`);
      return this.executor.run(customFieldKey, { key, context: { ...context, commandId } }, { type, holder });
    };
    const { holder } = (await ask('Claim', own)).resource.state;
    if (holder === null || holder === own) return own;
    const { state } = await this.reader.current(customFieldDefinition, holder);
    const isLeftBehind =
      state.status === 'deleted' ||
      (state.status === 'present' && (state.fields.fieldKey !== fields.fieldKey || state.fields.entityType !== fields.entityType));
    if (!isLeftBehind) return holder;
    await ask('Release', holder);
    return (await ask('Claim', own)).resource.state.holder ?? own;
  }
}
