// API tokens of an account. Nobody hands out more than he may do himself.
import { Controller, Delete, Get, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  type ApiTokenState, GetApiTokenQuery, type IssuedToken, IssueApiTokenCommand, ListApiTokensQuery, renderApiToken, RevokeApiTokenCommand,
  RotateApiTokenCommand, type Scope, TokenUses,
} from '@tillstream/accounts'; // prettier-ignore
import type { Resource } from '@tillstream/event-sourcing';
import type { Principal } from '../http/access';
import { Call } from '../http/call.decorator';
import { instantOf } from '../http/fields/date-time';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { answerItems } from '../http/list/answer-list';
import { type ListAnswer, listAnswerOf } from '../http/list/list-answer.dto';
import { PageQuery, pageOf } from '../http/list/page-query.dto';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import { AccountPath } from './account.dto';
import { ApiTokenAnswer, ApiTokenPath, IssueApiTokenBody, IssuedApiTokenAnswer, RotateApiTokenBody } from './api-token.dto';

const issueToken = commandOf({ path: AccountPath, body: IssueApiTokenBody });
const listTokens = queryOf({ path: AccountPath, query: PageQuery });
const getToken = queryOf({ path: ApiTokenPath });
const rotateToken = commandOf({ path: ApiTokenPath, body: RotateApiTokenBody });
const revokeToken = commandOf({ path: ApiTokenPath });

@ApiTags('API tokens')
@Controller('api/accounts/:account_id/api-tokens')
export class ApiTokensController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly uses: TokenUses,
  ) {}

  @Post()
  @Call({ summary: 'Issue an API token', scopes: ['write', 'operator'], request: issueToken, answer: IssuedApiTokenAnswer })
  async issue(@Req() request: ApiRequest): Promise<IssuedApiTokenAnswer> {
    const read = this.edge.read(issueToken, request);
    this.edge.keyOf('acc', read.path.account_id);
    const { name, scopes, expires_at } = read.body;
    const granted: readonly Scope[] = scopes ?? ['read', 'write'];
    if (!mayGrant(read.principal, granted)) throw problemOf('missing-scope');
    const given = { name: name ?? null, scopes: [...new Set(granted)], expiresAt: expires_at ? instantOf(expires_at) : null };
    return this.answerIssued(read, await this.commands.execute(new IssueApiTokenCommand(read.context, given)));
  }

  @Get()
  @Call({ summary: 'List API tokens', scopes: ['read', 'operator'], request: listTokens, answer: listAnswerOf(ApiTokenAnswer) })
  async list(@Req() request: ApiRequest): Promise<ListAnswer<ApiTokenAnswer>> {
    const { accountId, query } = this.edge.read(listTokens, request);
    const page = pageOf(query);
    const found = await this.queries.execute(new ListApiTokensQuery(accountId, page));
    const context = await this.edge.renderContext(null);
    const uses = await this.uses.lastUses(found.items.map(({ key }) => key));
    const items = found.items.map((resource, index) => renderApiToken(resource, context, { lastUsedAt: uses[index] ?? null }));
    return answerItems(page, found, items);
  }

  @Get(':token_id')
  @Call({ summary: 'Get an API token', scopes: ['read', 'operator'], request: getToken, answer: ApiTokenAnswer })
  async get(@Req() request: ApiRequest): Promise<ApiTokenAnswer> {
    const { accountId, path } = this.edge.read(getToken, request);
    const found = await this.present(accountId, this.edge.keyOf('tok', path.token_id));
    return renderApiToken(found, await this.edge.renderContext(null), { lastUsedAt: await this.uses.lastUse(found.key) });
  }

  @Post(':token_id/rotate')
  @Call({ summary: 'Give a token a new secret', scopes: ['write', 'operator'], request: rotateToken, answer: IssuedApiTokenAnswer })
  async rotate(@Req() request: ApiRequest): Promise<IssuedApiTokenAnswer> {
    const read = this.edge.read(rotateToken, request);
    const graceMs = (read.body.grace_seconds ?? 0) * 1_000;
    const { key, state } = await this.present(read.accountId, this.edge.keyOf('tok', read.path.token_id));
    // Whoever gets the secret of a token may do what it may.
    if (state.status !== 'absent' && !mayGrant(read.principal, state.scopes)) throw problemOf('missing-scope');
    return this.answerIssued(read, await this.commands.execute(new RotateApiTokenCommand(read.context, key, graceMs)));
  }

  @Delete(':token_id')
  @Call({ summary: 'Revoke a token', scopes: ['write', 'operator'], request: revokeToken, answer: null })
  async revoke(@Req() request: ApiRequest): Promise<void> {
    const read = this.edge.read(revokeToken, request);
    const command = new RevokeApiTokenCommand(read.context, this.edge.keyOf('tok', read.path.token_id));
    this.edge.accepted(read, await this.commands.execute(command));
  }

  private async answerIssued(read: Read, { outcome, token }: IssuedToken): Promise<IssuedApiTokenAnswer> {
    const lastUsedAt = await this.uses.lastUse(outcome.resource.key);
    return this.edge.answer(read, outcome, (resource, context) => ({ ...renderApiToken(resource, context, { lastUsedAt }), token }));
  }

  private async present(accountId: string, key: string): Promise<Resource<ApiTokenState>> {
    const found = await this.queries.execute(new GetApiTokenQuery(accountId, key));
    if (!found) throw problemOf('not-found');
    return found;
  }
}

const mayGrant = (principal: Principal | null, scopes: readonly Scope[]): boolean =>
  principal !== null && (principal.scopes.includes('operator') || scopes.every((scope) => principal.scopes.includes(scope)));
