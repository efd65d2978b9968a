// The part of the API that is about accounts.
import { Module } from '@nestjs/common';
import { AccountsModule } from '@tillstream/accounts';
import { AccountDefaultsController } from './account-defaults.controller';
import { AccountSettingsController } from './account-settings.controller';
import { AccountsController } from './accounts.controller';
import { ApiTokensController } from './api-tokens.controller';
import { BrandFiles } from './brand-files';
import { BrandFilesController } from './brand-files.controller';
import { BrandSettingsController } from './brand-settings.controller';

@Module({
  imports: [AccountsModule],
  providers: [BrandFiles],
  controllers: [
    AccountsController,
    AccountSettingsController,
    AccountDefaultsController,
    ApiTokensController,
    BrandFilesController,
    BrandSettingsController,
  ],
})
export class AccountsApiModule {}
