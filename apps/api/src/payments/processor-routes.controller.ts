// Processor routes of an account over HTTP.
import { Controller, Delete, Get, Patch, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Ids } from '@tillstream/event-sourcing';
import {
  ChangeProcessorRouteCommand, CreateProcessorRouteCommand, DeleteProcessorRouteCommand, GetProcessorRouteQuery, ListProcessorRoutesQuery,
  type ProcessorRouteResource, renderProcessorRoute, type RouteStep,
} from '@tillstream/payments'; // prettier-ignore
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { listQuery } from '../http/list/list-query.dto';
import type { ListSpec } from '../http/list/list-spec';
import { planList } from '../http/list/plan-list';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import {
  CreateRouteBody,
  ProcessorRouteAnswer,
  ProcessorRouteList,
  ProcessorRoutePath,
  type RouteStepBody,
  UpdateRouteBody,
} from './processors.dto';

const list: ListSpec<ProcessorRouteResource['state']> = {
  index: 'all',
  filters: {},
  search: (text) => ({ test: ({ state }) => state.status !== 'absent' && state.fields.name.toLowerCase().includes(text.toLowerCase()) }),
};
const shapes = {
  list: queryOf({ path: AccountPath, query: listQuery({ filters: ['created_at'], sorts: ['created_at'], search: 'names' }) }),
  create: commandOf({ path: AccountPath, body: CreateRouteBody }),
  get: queryOf({ path: ProcessorRoutePath }),
  update: commandOf({ path: ProcessorRoutePath, body: UpdateRouteBody }),
  remove: commandOf({ path: ProcessorRoutePath }),
};

@ApiTags('Processor routes')
@Controller('api/:account_id/processor-routes')
export class ProcessorRoutesController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  @Get()
  @Call({ summary: 'List processor routes', scopes: ['read'], request: shapes.list, answer: ProcessorRouteList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const plan = planList(query, list);
    const found = await this.queries.execute(new ListProcessorRoutesQuery(accountId, plan));
    const data = found.items.map((one: ProcessorRouteResource) => renderProcessorRoute(one, { ids: this.ids }));
    return { data, total: found.total, limit: plan.limit, offset: plan.offset };
  }

  @Post()
  @Call({ summary: 'Create a processor route', scopes: ['write'], request: shapes.create, answer: ProcessorRouteAnswer })
  async create(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.create, request);
    const { name, description, processors } = call.body;
    const fields = { name, description: description ?? null, steps: this.steps(processors) };
    return this.edge.answer(call, await this.commands.execute(new CreateProcessorRouteCommand(call.context, fields)), renderProcessorRoute);
  }

  @Get(':route_id')
  @Call({ summary: 'Get a processor route', scopes: ['read'], request: shapes.get, answer: ProcessorRouteAnswer })
  async get(@Req() request: ApiRequest) {
    return renderProcessorRoute(await this.present(this.edge.read(shapes.get, request)), { ids: this.ids });
  }

  @Patch(':route_id')
  @Call({ summary: 'Change a processor route', scopes: ['write'], request: shapes.update, answer: ProcessorRouteAnswer })
  async update(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.update, request);
    const { key } = await this.present(call);
    const { name, description, processors } = call.body;
    const changes = {
      ...(typeof name === 'string' ? { name } : {}),
      ...(description === undefined ? {} : { description }),
      ...(processors ? { steps: this.steps(processors) } : {}),
    };
    return this.edge.answer(
      call,
      await this.commands.execute(new ChangeProcessorRouteCommand(call.context, key, changes)),
      renderProcessorRoute,
    );
  }

  @Delete(':route_id')
  @Call({ summary: 'Delete a processor route that nothing names', scopes: ['write'], request: shapes.remove, answer: null })
  async remove(@Req() request: ApiRequest): Promise<void> {
    const call = this.edge.read(shapes.remove, request);
    const { key } = await this.present(call);
    this.edge.accepted(call, await this.commands.execute(new DeleteProcessorRouteCommand(call.context, key)));
  }

  /** An id that is none of ours becomes a key that nobody has: the decision says where. */
  private steps(processors: readonly RouteStepBody[]): readonly RouteStep[] {
    return processors.map(({ processor_id, disposition }) => ({
      processorKey: this.ids.parse('proc', processor_id) ?? '',
      disposition: disposition ?? 'charge_and_setup',
    }));
  }

  private async present(call: Read<ProcessorRoutePath>): Promise<ProcessorRouteResource> {
    const key = this.ids.parse('proute', call.path.route_id);
    const found = key === null ? null : await this.queries.execute(new GetProcessorRouteQuery(call.accountId, key));
    if (!found) throw problemOf('not-found');
    return found;
  }
}
