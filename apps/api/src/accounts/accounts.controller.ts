// Accounts: made by operators, read by whoever holds a token of theirs.
import { Controller, Get, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { type AccountResource, CreateAccountCommand, GetAccountQuery, ListAccountsQuery, renderAccount } from '@tillstream/accounts';
import type { RenderContext } from '@tillstream/event-sourcing';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { commandOf, queryOf } from '../http/request-shape';
import { AccountAnswer, AccountPath, CreateAccountBody, OrganizationPath } from './account.dto';
import { newAccountOf } from './account.fields';
import { BrandFiles } from './brand-files';

const createAccount = commandOf({ body: CreateAccountBody });
const listAccounts = queryOf({});
const listByOrganization = queryOf({ path: OrganizationPath });
const getAccount = queryOf({ path: AccountPath });

@ApiTags('Accounts')
@Controller('api/accounts')
export class AccountsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly files: BrandFiles,
  ) {}

  private readonly render = (account: AccountResource, context: RenderContext) => renderAccount(account, context, this.files.urlOf);

  @Post()
  @Call({ summary: 'Create an account', scopes: ['operator'], request: createAccount, answer: AccountAnswer })
  async create(@Req() request: ApiRequest): Promise<AccountAnswer> {
    const read = this.edge.read(createAccount, request);
    const outcome = await this.commands.execute(new CreateAccountCommand(read.context, newAccountOf(read.body)));
    return this.edge.answer(read, outcome, this.render);
  }

  @Get()
  @Call({ summary: 'List accounts', scopes: ['read', 'operator'], request: listAccounts, answer: [AccountAnswer] })
  async list(@Req() request: ApiRequest): Promise<readonly AccountAnswer[]> {
    const read = this.edge.read(listAccounts, request);
    return this.answerAll(read, await this.queries.execute(new ListAccountsQuery(null)));
  }

  @Get('organization/:organization_id')
  @Call({
    summary: 'List the accounts of an organization',
    scopes: ['read', 'operator'],
    request: listByOrganization,
    answer: [AccountAnswer],
  })
  async listByOrganization(@Req() request: ApiRequest): Promise<readonly AccountAnswer[]> {
    const read = this.edge.read(listByOrganization, request);
    return this.answerAll(read, await this.queries.execute(new ListAccountsQuery(read.path.organization_id)));
  }

  @Get(':account_id')
  @Call({ summary: 'Get an account', scopes: ['read', 'operator'], request: getAccount, answer: AccountAnswer })
  async get(@Req() request: ApiRequest): Promise<AccountAnswer> {
    const { path } = this.edge.read(getAccount, request);
    const found = await this.queries.execute(new GetAccountQuery(this.edge.keyOf('acc', path.account_id)));
    return this.edge.found(found, this.render);
  }

  /** Operators see every account, tokens of an account see theirs. */
  private async answerAll({ principal }: Read, found: readonly AccountResource[]): Promise<readonly AccountAnswer[]> {
    const context = await this.edge.renderContext(null);
    const all = found.map((resource) => this.render(resource, context));
    return principal?.scopes.includes('operator') ? all : all.filter(({ id }) => id === principal?.accountId);
  }
}
