// Connected processors of an account over HTTP. Credentials come in and never go out.
import { Controller, Get, Patch, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Ids } from '@tillstream/event-sourcing';
import {
  ChangeProcessorCommand, ConnectProcessorCommand, GetProcessorQuery, ListProcessorsQuery, ProcessorHealth, type ProcessorResource, renderProcessor, renderProcessorHealth,
} from '@tillstream/payments'; // prettier-ignore
import { AccountPath } from '../accounts/account.dto';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { answerList } from '../http/list/answer-list';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { listQuery } from '../http/list/list-query.dto';
import type { ListSpec } from '../http/list/list-spec';
import { planList } from '../http/list/plan-list';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import { ProcessorHealthAnswer } from './processor-health.dto';
import { ConnectProcessorBody, type CredentialsBody, ProcessorAnswer, ProcessorPath, UpdateProcessorBody } from './processors.dto';

const list: ListSpec<ProcessorResource['state']> = {
  index: 'all',
  filters: {},
  search: (text) => ({ test: ({ state }) => state.status !== 'absent' && state.fields.name.toLowerCase().includes(text.toLowerCase()) }),
};
const shapes = {
  list: queryOf({ path: AccountPath, query: listQuery({ filters: ['created_at'], sorts: ['created_at'], search: 'names' }) }),
  connect: commandOf({ path: AccountPath, body: ConnectProcessorBody }),
  get: queryOf({ path: ProcessorPath }),
  update: commandOf({ path: ProcessorPath, body: UpdateProcessorBody }),
};
const ProcessorList = listAnswerOf(ProcessorAnswer);

const givenTexts = (credentials: CredentialsBody): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(credentials).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

@ApiTags('Processors')
@Controller('api/:account_id/processors')
export class ProcessorsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
    private readonly health: ProcessorHealth,
  ) {}

  @Get()
  @Call({ summary: 'List processors', scopes: ['read'], request: shapes.list, answer: ProcessorList })
  async list(@Req() request: ApiRequest) {
    const { accountId, query } = this.edge.read(shapes.list, request);
    const plan = planList(query, list);
    const found = await this.queries.execute(new ListProcessorsQuery(accountId, plan));
    return answerList(plan, found, (one: ProcessorResource) => renderProcessor(one, { ids: this.ids }));
  }

  @Post()
  @Call({ summary: 'Connect a processor', scopes: ['write'], request: shapes.connect, answer: ProcessorAnswer })
  async connect(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.connect, request);
    const { name, provider, credentials, currencies, minimum_atom } = call.body;
    const payload = {
      name, provider, enabled: true, minimumAtom: minimum_atom ?? 0,
      credentials: givenTexts(credentials),
      currencies: (currencies ?? []).map((currency) => currency.toLowerCase()),
    }; // prettier-ignore
    return this.edge.answer(call, await this.commands.execute(new ConnectProcessorCommand(call.context, payload)), renderProcessor);
  }

  @Get(':processor_id')
  @Call({ summary: 'Get a processor', scopes: ['read'], request: shapes.get, answer: ProcessorAnswer })
  async get(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.get, request);
    return renderProcessor(await this.present(call), { ids: this.ids });
  }

  @Patch(':processor_id')
  @Call({ summary: 'Enable, disable or rename a processor', scopes: ['write'], request: shapes.update, answer: ProcessorAnswer })
  async update(@Req() request: ApiRequest) {
    const call = this.edge.read(shapes.update, request);
    const { key } = await this.present(call);
    const { name, is_enabled, currencies, minimum_atom, notice_secret: noticeSecret } = call.body;
    const changes = {
      ...(typeof name === 'string' ? { name } : {}),
      ...(typeof is_enabled === 'boolean' ? { enabled: is_enabled } : {}),
      ...(currencies === undefined ? {} : { currencies: (currencies ?? []).map((currency) => currency.toLowerCase()) }),
      ...(minimum_atom === undefined ? {} : { minimumAtom: minimum_atom ?? 0 }),
    };
    return this.edge.answer(
      call,
      await this.commands.execute(
        new ChangeProcessorCommand(call.context, key, { ...changes, ...(noticeSecret === undefined ? {} : { noticeSecret }) }),
      ),
      renderProcessor,
    );
  }

  @Get(':processor_id/health')
  @Call({ summary: 'How a processor is', scopes: ['read'], request: shapes.get, answer: ProcessorHealthAnswer })
  async getHealth(@Req() request: ApiRequest) {
    const { key } = await this.present(this.edge.read(shapes.get, request));
    return renderProcessorHealth(key, await this.health.of(key), await this.edge.renderContext(null));
  }

  private async present(call: Read<ProcessorPath>): Promise<ProcessorResource> {
    const key = this.ids.parse('proc', call.path.processor_id);
    const found = key === null ? null : await this.queries.execute(new GetProcessorQuery(call.accountId, key));
    if (!found) throw problemOf('not-found');
    return found;
  }
}
