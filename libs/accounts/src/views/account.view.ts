// Accounts, listed for the installation: `all` and `organization:<id>`, by creation.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import type { AccountEvent, AccountState } from '../core/account.fields';
import { account } from '../core/account.stream';

export const accountsOfOrganization = (organizationId: string): string => `organization:${organizationId}`;

export const accountView: View<AccountState, AccountEvent> = {
  type: account,
  contributions: ({ state, createdAt }) =>
    state.status === 'present'
      ? { ...contributesNothing, indexes: { all: createdAt, [accountsOfOrganization(state.fields.organizationId)]: createdAt } }
      : contributesNothing,
};
