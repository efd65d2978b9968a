// API tokens of an account. Nobody hands out more than he may do himself.
import { Controller, Delete, Get, Post, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  type IssuedToken, IssueApiTokenCommand, ListApiTokensQuery, renderApiToken, RevokeApiTokenCommand, RotateApiTokenCommand, type Scope,
} from '@tillstream/accounts'; // prettier-ignore
import type { Principal } from '../http/access';
import { Call } from '../http/call.decorator';
import { instantOf } from '../http/fields/date-time';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { answerList } from '../http/list/answer-list';
import { type ListAnswer, listAnswerOf } from '../http/list/list-answer.dto';
import { PageQuery, pageOf } from '../http/list/page-query.dto';
import { problemOf } from '../http/problems/problem-catalog';
import { commandOf, queryOf } from '../http/request-shape';
import { AccountPath } from './account.dto';
import { ApiTokenAnswer, ApiTokenPath, IssueApiTokenBody, IssuedApiTokenAnswer, RotateApiTokenBody } from './api-token.dto';

const issueToken = commandOf({ path: AccountPath, body: IssueApiTokenBody });
const listTokens = queryOf({ path: AccountPath, query: PageQuery });
const rotateToken = commandOf({ path: ApiTokenPath, body: RotateApiTokenBody });
const revokeToken = commandOf({ path: ApiTokenPath });

@ApiTags('API tokens')
@Controller('api/accounts/:account_id/api-tokens')
export class ApiTokensController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
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
    return answerList(page, found, (resource) => renderApiToken(resource, context));
  }

  @Post(':token_id/rotate')
  @Call({ summary: 'Give a token a new secret', scopes: ['write', 'operator'], request: rotateToken, answer: IssuedApiTokenAnswer })
  async rotate(@Req() request: ApiRequest): Promise<IssuedApiTokenAnswer> {
    const read = this.edge.read(rotateToken, request);
    const graceMs = (read.body.grace_seconds ?? 0) * 1_000;
    const key = this.edge.keyOf('tok', read.path.token_id);
    return this.answerIssued(read, await this.commands.execute(new RotateApiTokenCommand(read.context, key, graceMs)));
  }

  @Delete(':token_id')
  @Call({ summary: 'Revoke a token', scopes: ['write', 'operator'], request: revokeToken, answer: null })
  async revoke(@Req() request: ApiRequest): Promise<void> {
    const read = this.edge.read(revokeToken, request);
    const command = new RevokeApiTokenCommand(read.context, this.edge.keyOf('tok', read.path.token_id));
    this.edge.accepted(read, await this.commands.execute(command));
  }

  private answerIssued(read: Read, { outcome, token }: IssuedToken): Promise<IssuedApiTokenAnswer> {
    return this.edge.answer(read, outcome, (resource, context) => ({ ...renderApiToken(resource, context), token }));
  }
}

const mayGrant = (principal: Principal | null, scopes: readonly Scope[]): boolean =>
  principal !== null && (principal.scopes.includes('operator') || scopes.every((scope) => principal.scopes.includes(scope)));
