// What an account decides; each group of settings answers itself.
import { Controller, Get, Patch, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { accountFieldsOf, ChangeAccountCommand, GetAccountQuery, renderCheckoutSettings } from '@tillstream/accounts';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge } from '../http/http-edge';
import { commandOf, queryOf } from '../http/request-shape';
import { AccountPath } from './account.dto';
import { checkoutSettingsOf } from './account.fields';
import { CheckoutSettingsAnswer, CheckoutSettingsBody } from './settings.dto';

const getCheckoutSettings = queryOf({ path: AccountPath });
const changeCheckoutSettings = commandOf({ path: AccountPath, body: CheckoutSettingsBody });

@ApiTags('Account settings')
@Controller('api/accounts/:account_id')
export class AccountSettingsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('checkout-settings')
  @Call({ summary: 'Get checkout settings', scopes: ['read', 'operator'], request: getCheckoutSettings, answer: CheckoutSettingsAnswer })
  async checkoutSettings(@Req() request: ApiRequest): Promise<CheckoutSettingsAnswer> {
    const { path } = this.edge.read(getCheckoutSettings, request);
    const found = await this.queries.execute(new GetAccountQuery(this.edge.keyOf('acc', path.account_id)));
    return this.edge.found(found, (resource) => renderCheckoutSettings(accountFieldsOf(resource)));
  }

  @Patch('checkout-settings')
  @Call({
    summary: 'Change checkout settings',
    scopes: ['write', 'operator'],
    request: changeCheckoutSettings,
    answer: CheckoutSettingsAnswer,
  })
  async changeCheckoutSettings(@Req() request: ApiRequest): Promise<CheckoutSettingsAnswer> {
    const read = this.edge.read(changeCheckoutSettings, request);
    const key = this.edge.keyOf('acc', read.path.account_id);
    const outcome = await this.commands.execute(new ChangeAccountCommand(read.context, key, checkoutSettingsOf(read.body)));
    return this.edge.answer(read, outcome, (resource) => renderCheckoutSettings(accountFieldsOf(resource)));
  }
}
