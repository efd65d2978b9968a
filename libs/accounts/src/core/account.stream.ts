// The stream of an account: plain (created, updated). Accounts belong to the installation, not to themselves: so they can be listed.
import { plainResource } from '@tillstream/event-sourcing';
import type { AccountFields } from './account.fields';

export const account = plainResource<AccountFields, 'Account'>('account', 'Account');

/** `accountId` in the metadata and the views of every account's own stream. */
export const INSTALLATION = 'installation';

/** `acc_dev_4f…` → the account's key. Only for ids that a token or a stream has vouched for. */
export const accountKeyOf = (accountId: string): string => accountId.slice(accountId.lastIndexOf('_') + 1);
