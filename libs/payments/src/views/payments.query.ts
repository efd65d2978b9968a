// Reads of processors and routes by id and as lists; a deleted one is not found.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ListQuery, type ListOf, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { processor } from '../core/processor';
import { processorRoute } from '../core/processor-route';

type Plan = Omit<ListQuery, 'accountId' | 'category'>;

export class GetProcessorQuery extends Query<Resource<typeof processor.initial> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetProcessorQuery)
export class GetProcessorHandler implements IQueryHandler<GetProcessorQuery> {
  constructor(private readonly reads: ResourceReads) {}

  async execute(query: GetProcessorQuery) {
    const found = await this.reads.byKey(processor, query);
    return found?.state.status === 'present' ? found : null;
  }
}

export class ListProcessorsQuery extends Query<ListOf<typeof processor.initial>> {
  constructor(
    readonly accountId: string,
    readonly plan: Plan,
  ) {
    super();
  }
}

@QueryHandler(ListProcessorsQuery)
export class ListProcessorsHandler implements IQueryHandler<ListProcessorsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, plan }: ListProcessorsQuery) {
    return this.reads.list(processor, { accountId, category: processor.category, ...plan });
  }
}

export class GetProcessorRouteQuery extends Query<Resource<typeof processorRoute.initial> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetProcessorRouteQuery)
export class GetProcessorRouteHandler implements IQueryHandler<GetProcessorRouteQuery> {
  constructor(private readonly reads: ResourceReads) {}

  async execute(query: GetProcessorRouteQuery) {
    const found = await this.reads.byKey(processorRoute, query);
    return found?.state.status === 'present' ? found : null;
  }
}

export class ListProcessorRoutesQuery extends Query<ListOf<typeof processorRoute.initial>> {
  constructor(
    readonly accountId: string,
    readonly plan: Plan,
  ) {
    super();
  }
}

@QueryHandler(ListProcessorRoutesQuery)
export class ListProcessorRoutesHandler implements IQueryHandler<ListProcessorRoutesQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, plan }: ListProcessorRoutesQuery) {
    return this.reads.list(processorRoute, { accountId, category: processorRoute.category, ...plan });
  }
}
