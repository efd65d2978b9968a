// Reads of custom-field definitions: one by its key, and all of an account, oldest first.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Resource, ResourceReads } from '@tillstream/event-sourcing';
import type { CustomFieldDefinitionState, CustomFieldEntity } from '../core/custom-field-definition.fields';
import { customFieldDefinition } from '../core/custom-field-definition.stream';
import { definitionsFor } from './custom-field-definition.view';

/** Null when there is none, or none any more. */
export class GetCustomFieldDefinitionQuery extends Query<Resource<CustomFieldDefinitionState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetCustomFieldDefinitionQuery)
export class GetCustomFieldDefinitionHandler implements IQueryHandler<GetCustomFieldDefinitionQuery> {
  constructor(private readonly reads: ResourceReads) {}

  async execute(query: GetCustomFieldDefinitionQuery) {
    const found = await this.reads.byKey(customFieldDefinition, query);
    return found?.state.status === 'present' ? found : null;
  }
}

export class ListCustomFieldDefinitionsQuery extends Query<readonly Resource<CustomFieldDefinitionState>[]> {
  constructor(
    readonly accountId: string,
    /** Null: of all. */
    readonly entityType: CustomFieldEntity | null,
  ) {
    super();
  }
}

/** The list is one answer, kept in memory while it is made. */
const MOST = 1_000;

@QueryHandler(ListCustomFieldDefinitionsQuery)
export class ListCustomFieldDefinitionsHandler implements IQueryHandler<ListCustomFieldDefinitionsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  async execute({ accountId, entityType }: ListCustomFieldDefinitionsQuery) {
    const index = entityType === null ? 'all' : definitionsFor(entityType);
    const page = { index, order: 'ascending', offset: 0, limit: MOST } as const;
    return (await this.reads.list(customFieldDefinition, { accountId, category: customFieldDefinition.category, ...page })).items;
  }
}
