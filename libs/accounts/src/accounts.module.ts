// What the accounts lib offers to a process: its handlers.
import { Module } from '@nestjs/common';
import { ChangeAccountHandler } from './commands/change-account/change-account.handler';
import { CreateAccountHandler } from './commands/create-account/create-account.handler';
import { IssueApiTokenHandler } from './commands/issue-api-token/issue-api-token.handler';
import { RevokeApiTokenHandler } from './commands/revoke-api-token/revoke-api-token.handler';
import { RotateApiTokenHandler } from './commands/rotate-api-token/rotate-api-token.handler';
import { StoreBrandFileHandler } from './commands/store-brand-file/store-brand-file.handler';
import { GetAccountHandler, GetApiTokenHandler, ListAccountsHandler, ListApiTokensHandler } from './views/accounts.query';
import { GetBrandFileHandler } from './views/brand-file.query';

@Module({
  providers: [
    ChangeAccountHandler,
    CreateAccountHandler,
    IssueApiTokenHandler,
    RevokeApiTokenHandler,
    RotateApiTokenHandler,
    StoreBrandFileHandler,
    GetAccountHandler,
    GetApiTokenHandler,
    GetBrandFileHandler,
    ListAccountsHandler,
    ListApiTokensHandler,
  ],
})
export class AccountsModule {}
