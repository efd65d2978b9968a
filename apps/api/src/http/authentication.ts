// Who is calling? Runs before the body is read. A token is its stream's state, at most 10 s old; before a refusal it is read again.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { acceptedHashes, apiTokenStream, parseTokenText, type TokenText, TokenUses } from '@tillstream/accounts';
import { Clock, Facts, type Freshness, Ids, sameText, sha256 } from '@tillstream/event-sourcing';
import type { Access, Principal } from './access';
import { HttpSettings } from './http-settings';
import { problemOf } from './problems/problem-catalog';

const TOKEN_MAX_AGE_MS = 10_000;
const BEARER = /^Bearer +([\x21-\x7e]+) *$/i;

@Injectable()
export class Authentication {
  private readonly operatorHash: string | null;

  constructor(
    private readonly facts: Facts,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly uses: TokenUses,
    settings: HttpSettings,
  ) {
    this.operatorHash = settings.operatorToken === null ? null : sha256(settings.operatorToken);
  }

  /** Throws ApiProblem 401 or 403. */
  async authenticate(request: FastifyRequest, access: Access): Promise<Principal | null> {
    if (access.scopes.length === 0) return null;
    const principal = await this.principalOf(request.headers.authorization);
    if (!principal) throw problemOf('unauthenticated');
    const isOperator = principal.scopes.includes('operator') && access.scopes.includes('operator');
    const named = accountInPath(request.params);
    if (named !== null && !isOperator && named !== principal.accountId) throw problemOf('other-account');
    if (!access.scopes.some((scope) => principal.scopes.includes(scope))) throw problemOf('missing-scope');
    return principal;
  }

  private async principalOf(header: string | undefined): Promise<Principal | null> {
    const token = BEARER.exec(header ?? '')?.[1];
    if (token === undefined) return null;
    const parsed = parseTokenText(this.ids.environment, token);
    const known = parsed && (await this.tokenOf(parsed, TOKEN_MAX_AGE_MS));
    if (known) return known;
    if (this.operatorHash !== null && sameText(sha256(token), this.operatorHash)) {
      return { actor: { kind: 'operator', id: 'configuration' }, scopes: ['operator'], accountId: null };
    }
    return parsed && this.tokenOf(parsed, 'fresh');
  }

  private async tokenOf({ key, secret }: TokenText, freshness: Freshness): Promise<Principal | null> {
    const presented = sha256(secret);
    const { state, accountId } = await this.facts.get(apiTokenStream, key, freshness);
    if (state.status === 'absent') return null;
    if (!acceptedHashes(state, this.clock.now()).some((hash) => sameText(hash, presented))) return null;
    this.uses.note(key);
    return { actor: { kind: 'api_token', id: this.ids.format('tok', key) }, scopes: state.scopes, accountId };
  }
}

const accountInPath = (params: unknown): string | null =>
  typeof params === 'object' && params !== null && 'account_id' in params && typeof params.account_id === 'string'
    ? params.account_id
    : null;
