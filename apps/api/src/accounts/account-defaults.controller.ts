// What an account's sessions use where they say nothing: its route, and its first processor. Both must be there when they are named.
import { Controller, Get, Patch, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountFields,
  accountFieldsOf,
  ChangeAccountCommand,
  GetAccountQuery,
  renderDefaultProcessor,
  renderDefaultRoute,
} from '@tillstream/accounts';
import type { RenderContext } from '@tillstream/event-sourcing';
import { GetProcessorQuery, GetProcessorRouteQuery } from '@tillstream/payments';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { commandOf, queryOf } from '../http/request-shape';
import { AccountPath } from './account.dto';
import { DefaultProcessorAnswer, DefaultProcessorBody, DefaultRouteAnswer, DefaultRouteBody } from './settings.dto';

const shapes = {
  get: queryOf({ path: AccountPath }),
  setRoute: commandOf({ path: AccountPath, body: DefaultRouteBody }),
  setProcessor: commandOf({ path: AccountPath, body: DefaultProcessorBody }),
};

type RenderDefault<Answer> = (fields: AccountFields, context: RenderContext) => Answer;

@ApiTags('Account settings')
@Controller('api/accounts/:account_id')
export class AccountDefaultsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('default-processor-route')
  @Call({ summary: 'Get the default route', scopes: ['read', 'operator'], request: shapes.get, answer: DefaultRouteAnswer })
  async route(@Req() request: ApiRequest): Promise<DefaultRouteAnswer> {
    return this.present(this.edge.read(shapes.get, request).path, renderDefaultRoute);
  }

  @Patch('default-processor-route')
  @Call({ summary: 'Set the default route', scopes: ['write', 'operator'], request: shapes.setRoute, answer: DefaultRouteAnswer })
  async setRoute(@Req() request: ApiRequest): Promise<DefaultRouteAnswer> {
    const read = this.edge.read(shapes.setRoute, request);
    const { default_processor_route_id: id } = read.body;
    if (id === undefined) return this.present(read.path, renderDefaultRoute);
    const key = id === null ? null : this.edge.reference('proute', id);
    if (key !== null && !(await this.queries.execute(new GetProcessorRouteQuery(read.accountId, key)))) {
      throw this.edge.refused(read, [{ code: 'route-not-found', loc: ['body', 'default_processor_route_id'] }]);
    }
    const command = new ChangeAccountCommand(read.context, this.edge.keyOf('acc', read.path.account_id), { defaultProcessorRouteKey: key });
    return this.edge.answer(read, await this.commands.execute(command), (account, context) =>
      renderDefaultRoute(accountFieldsOf(account), context),
    );
  }

  @Get('default-processor')
  @Call({ summary: 'Get the default processor', scopes: ['read', 'operator'], request: shapes.get, answer: DefaultProcessorAnswer })
  async processor(@Req() request: ApiRequest): Promise<DefaultProcessorAnswer> {
    return this.present(this.edge.read(shapes.get, request).path, renderDefaultProcessor);
  }

  @Patch('default-processor')
  @Call({
    summary: 'Set the default processor',
    scopes: ['write', 'operator'],
    request: shapes.setProcessor,
    answer: DefaultProcessorAnswer,
  })
  async setProcessor(@Req() request: ApiRequest): Promise<DefaultProcessorAnswer> {
    const read = this.edge.read(shapes.setProcessor, request);
    const { default_processor_id: id } = read.body;
    if (id === undefined) return this.present(read.path, renderDefaultProcessor);
    const key = id === null ? null : this.edge.reference('proc', id);
    if (key !== null && !(await this.queries.execute(new GetProcessorQuery(read.accountId, key)))) {
      throw this.edge.refused(read, [{ code: 'processor-not-found', loc: ['body', 'default_processor_id'] }]);
    }
    const command = new ChangeAccountCommand(read.context, this.edge.keyOf('acc', read.path.account_id), { defaultProcessorKey: key });
    return this.edge.answer(read, await this.commands.execute(command), (account, context) =>
      renderDefaultProcessor(accountFieldsOf(account), context),
    );
  }

  /** As it is now; an update that names nothing changes nothing. */
  private async present<Answer>(path: AccountPath, render: RenderDefault<Answer>): Promise<Answer> {
    const found = await this.queries.execute(new GetAccountQuery(this.edge.keyOf('acc', path.account_id)));
    return this.edge.found(found, (account, context) => render(accountFieldsOf(account), context));
  }
}
