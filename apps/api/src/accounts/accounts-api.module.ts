// The part of the API that is about accounts.
import { Module } from '@nestjs/common';
import { AccountsModule } from '@tillstream/accounts';
import { AccountDefaultsController } from './account-defaults.controller';
import { AccountSettingsController } from './account-settings.controller';
import { AccountsController } from './accounts.controller';
import { ApiTokensController } from './api-tokens.controller';

@Module({
  imports: [AccountsModule],
  controllers: [AccountsController, AccountSettingsController, AccountDefaultsController, ApiTokensController],
})
export class AccountsApiModule {}
