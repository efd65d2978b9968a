// The accounts' one door.
import type { View } from '@tillstream/event-sourcing';
import { accountView } from './views/account.view';
import { apiTokenView } from './views/api-token.view';

export * from './accounts.module';
export type { AccountRejection } from './commands/account.decider';
export * from './commands/change-account/change-account.handler';
export * from './commands/create-account/create-account.handler';
export * from './commands/issue-api-token/issue-api-token.handler';
export * from './commands/revoke-api-token/revoke-api-token.handler';
export * from './commands/rotate-api-token/rotate-api-token.handler';
export * from './commands/store-brand-file/store-brand-file.handler';
export * from './index.core';
export * from './token-uses';
export * from './views/account.render';
export * from './views/accounts.query';
export * from './views/api-token.render';
export * from './views/brand-file.query';

export const accountsViews: readonly View[] = [accountView, apiTokenView];
