// Definitions of custom fields over HTTP.
import { Controller, Delete, Get, Patch, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  ChangeCustomFieldDefinitionCommand, CreateCustomFieldDefinitionCommand, type CustomFieldConstraints, DeleteCustomFieldDefinitionCommand,
  GetCustomFieldDefinitionQuery, ListCustomFieldDefinitionsQuery, renderCustomFieldDefinition, unconstrained,
} from '@tillstream/catalog'; // prettier-ignore
import { Ids } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { changesOf } from '../http/changes';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { commandOf, queryOf } from '../http/request-shape';
import {
  type ConstraintsBody, CreateDefinitionBody, CustomFieldDefinitionAnswer, DefinitionPath, DeleteDefinitionBody, ListDefinitionsQuery, UpdateDefinitionBody,
} from './custom-field-definition.dto'; // prettier-ignore

const shapes = {
  list: queryOf({ path: AccountPath, query: ListDefinitionsQuery }),
  create: commandOf({ path: AccountPath, body: CreateDefinitionBody }),
  get: queryOf({ path: DefinitionPath }),
  update: commandOf({ path: DefinitionPath, body: UpdateDefinitionBody }),
  remove: commandOf({ path: DefinitionPath, body: DeleteDefinitionBody }),
};

const constraintsOf = (body: ConstraintsBody): CustomFieldConstraints => ({
  min: body.min ?? null,
  max: body.max ?? null,
  options: body.options ?? null,
});

@ApiTags('Custom fields')
@Controller('api/:account_id/custom-field-definitions')
export class CustomFieldDefinitionsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  @Get()
  @Call({
    summary: 'List custom-field definitions',
    description: 'A plain array, oldest first, at most 1,000.',
    scopes: ['read'],
    request: shapes.list,
    answer: [CustomFieldDefinitionAnswer],
  })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const found = await this.queries.execute(new ListCustomFieldDefinitionsQuery(accountId, query.entity_type ?? null));
    return found.map((definition) => renderCustomFieldDefinition(definition, { ids: this.ids }));
  }

  @Post()
  @Call({ summary: 'Define a custom field', scopes: ['write'], request: shapes.create, answer: CustomFieldDefinitionAnswer })
  async create(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.create, request);
    const { body } = read;
    const command = new CreateCustomFieldDefinitionCommand(read.context, {
      fieldKey: body.field_key,
      entityType: body.entity_type,
      dataType: body.data_type,
      isPersonal: body.is_personal ?? false,
      displayName: body.display_name,
      description: body.description ?? null,
      constraints: constraintsOf(body.constraints ?? {}),
    });
    return this.edge.answer(read, await this.commands.execute(command), renderCustomFieldDefinition);
  }

  @Get(':definition_id')
  @Call({ summary: 'Get a custom-field definition', scopes: ['read'], request: shapes.get, answer: CustomFieldDefinitionAnswer })
  async get(@Req() request: ApiRequest) {
    const { accountId, path } = this.edge.read(shapes.get, request);
    const found = await this.queries.execute(new GetCustomFieldDefinitionQuery(accountId, this.edge.keyOf('cfd', path.definition_id)));
    return this.edge.found(found, renderCustomFieldDefinition);
  }

  @Patch(':definition_id')
  @Call({ summary: 'Change a custom-field definition', scopes: ['write'], request: shapes.update, answer: CustomFieldDefinitionAnswer })
  async update(@Req() request: ApiRequest) {
    const read = this.edge.read(shapes.update, request);
    const { display_name: displayName, description, constraints } = read.body;
    const command = new ChangeCustomFieldDefinitionCommand(read.context, this.edge.keyOf('cfd', read.path.definition_id), {
      ...(typeof displayName === 'string' ? { displayName } : {}), // a name cannot be cleared: null leaves it alone
      ...changesOf<{ description: string | null; constraints: CustomFieldConstraints }>({
        description: [description, null],
        constraints: [constraints ? constraintsOf(constraints) : constraints, unconstrained],
      }),
    });
    return this.edge.answer(read, await this.commands.execute(command), renderCustomFieldDefinition);
  }

  @Delete(':definition_id')
  @Call({
    summary: 'Delete a custom field with all its values',
    description: 'Its values vanish from answers for good; what webhooks, history and `as_of` tell of earlier moments keeps them.',
    scopes: ['write'],
    request: shapes.remove,
    answer: null,
    answerHeaders: {
      'X-Deleted-Values-Count': { description: 'How many values vanished.', schema: { type: 'integer', minimum: 0 }, required: true },
    },
  })
  async remove(@Req() request: ApiRequest): Promise<void> {
    const read = this.edge.read(shapes.remove, request);
    const key = this.edge.keyOf('cfd', read.path.definition_id);
    const command = new DeleteCustomFieldDefinitionCommand(read.context, key, read.body.confirm_field_key);
    const { outcome, deletedValues } = await this.commands.execute(command);
    this.edge.accepted(read, outcome);
    read.header('x-deleted-values-count', String(deletedValues));
  }
}
