// An account with a token, made through the API itself.
import { OPERATOR_TOKEN } from './api-in-memory';
import type { ApiClient } from './api-client';

export interface Tenant {
  readonly accountId: string;
  readonly token: string;
  /** Sends the tenant's token. */
  readonly client: ApiClient;
  /** `/api/<account>` */
  readonly base: string;
}

export async function newTenant(client: ApiClient, scopes: readonly string[] = ['read', 'write']): Promise<Tenant> {
  const operator = client.withToken(OPERATOR_TOKEN);
  const account = await operator.post<{ id: string }>('/api/accounts/', { name: 'Acme', organization_id: 'org_1' });
  return tenantOf(client, account.body.id, scopes);
}

/** Another token for an account that is there. */
export async function tenantOf(client: ApiClient, accountId: string, scopes: readonly string[]): Promise<Tenant> {
  const operator = client.withToken(OPERATOR_TOKEN);
  const issued = await operator.post<{ token: string }>(`/api/accounts/${accountId}/api-tokens`, { scopes });
  return { accountId, token: issued.body.token, client: client.withToken(issued.body.token), base: `/api/${accountId}` };
}
