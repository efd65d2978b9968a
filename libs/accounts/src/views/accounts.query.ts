// Reads of accounts and tokens.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ListOf, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import type { AccountState } from '../core/account.fields';
import { account, INSTALLATION } from '../core/account.stream';
import { type ApiTokenState, apiTokenStream } from '../core/api-token.state';
import { accountsOfOrganization } from './account.view';

/** Plain arrays have no pages: an installation with more accounts than this lists its newest. */
const MOST = 1_000;

export class GetAccountQuery extends Query<Resource<AccountState> | null> {
  constructor(readonly key: string) {
    super();
  }
}

@QueryHandler(GetAccountQuery)
export class GetAccountHandler implements IQueryHandler<GetAccountQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ key }: GetAccountQuery) {
    return this.reads.byKey(account, { accountId: INSTALLATION, key });
  }
}

export class ListAccountsQuery extends Query<readonly Resource<AccountState>[]> {
  constructor(readonly organizationId: string | null) {
    super();
  }
}

@QueryHandler(ListAccountsQuery)
export class ListAccountsHandler implements IQueryHandler<ListAccountsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  async execute({ organizationId }: ListAccountsQuery) {
    const index = organizationId === null ? 'all' : accountsOfOrganization(organizationId);
    const whole = { accountId: INSTALLATION, category: account.category, order: 'descending', offset: 0, limit: MOST } as const;
    return (await this.reads.list(account, { ...whole, index })).items;
  }
}

export class GetApiTokenQuery extends Query<Resource<ApiTokenState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetApiTokenQuery)
export class GetApiTokenHandler implements IQueryHandler<GetApiTokenQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute(query: GetApiTokenQuery) {
    return this.reads.byKey(apiTokenStream, query);
  }
}

export class ListApiTokensQuery extends Query<ListOf<ApiTokenState>> {
  constructor(
    readonly accountId: string,
    readonly page: { readonly offset: number; readonly limit: number },
  ) {
    super();
  }
}

@QueryHandler(ListApiTokensQuery)
export class ListApiTokensHandler implements IQueryHandler<ListApiTokensQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, page }: ListApiTokensQuery) {
    return this.reads.list(apiTokenStream, { ...page, accountId, category: apiTokenStream.category, index: 'all', order: 'descending' });
  }
}
