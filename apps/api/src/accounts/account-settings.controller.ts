// What an account decides; each group of settings answers itself.
import { Controller, Get, Patch, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountFields,
  accountFieldsOf,
  ChangeAccountCommand,
  GetAccountQuery,
  renderCheckoutSettings,
  renderFraudSettings,
} from '@tillstream/accounts';
import { Call } from '../http/call.decorator';
import { type ApiRequest, HttpEdge, type Read } from '../http/http-edge';
import { commandOf, queryOf } from '../http/request-shape';
import { AccountPath } from './account.dto';
import { checkoutSettingsOf, fraudSettingsOf } from './account.fields';
import { FraudSettingsAnswer, FraudSettingsBody } from './fraud-settings.dto';
import { CheckoutSettingsAnswer, CheckoutSettingsBody } from './settings.dto';

const getSettings = queryOf({ path: AccountPath });
const changeCheckoutSettings = commandOf({ path: AccountPath, body: CheckoutSettingsBody });
const changeFraudSettings = commandOf({ path: AccountPath, body: FraudSettingsBody });

type Render<Answer> = (fields: AccountFields) => Answer;

@ApiTags('Account settings')
@Controller('api/accounts/:account_id')
export class AccountSettingsController {
  constructor(
    private readonly edge: HttpEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('checkout-settings')
  @Call({ summary: 'Get checkout settings', scopes: ['read', 'operator'], request: getSettings, answer: CheckoutSettingsAnswer })
  checkoutSettings(@Req() request: ApiRequest): Promise<CheckoutSettingsAnswer> {
    return this.present(request, renderCheckoutSettings);
  }

  @Patch('checkout-settings')
  @Call({
    summary: 'Change checkout settings',
    scopes: ['write', 'operator'],
    request: changeCheckoutSettings,
    answer: CheckoutSettingsAnswer,
  })
  changeCheckoutSettings(@Req() request: ApiRequest): Promise<CheckoutSettingsAnswer> {
    const read = this.edge.read(changeCheckoutSettings, request);
    return this.changed(read, checkoutSettingsOf(read.body), renderCheckoutSettings);
  }

  @Get('fraud-settings')
  @Call({ summary: 'Get the rules against fraud', scopes: ['read', 'operator'], request: getSettings, answer: FraudSettingsAnswer })
  fraudSettings(@Req() request: ApiRequest): Promise<FraudSettingsAnswer> {
    return this.present(request, renderFraudSettings);
  }

  @Patch('fraud-settings')
  @Call({
    summary: 'Change the rules against fraud',
    scopes: ['write', 'operator'],
    request: changeFraudSettings,
    answer: FraudSettingsAnswer,
  })
  changeFraudSettings(@Req() request: ApiRequest): Promise<FraudSettingsAnswer> {
    const read = this.edge.read(changeFraudSettings, request);
    return this.changed(read, fraudSettingsOf(read.body), renderFraudSettings);
  }

  private async present<Answer>(request: ApiRequest, render: Render<Answer>): Promise<Answer> {
    const { path } = this.edge.read(getSettings, request);
    const found = await this.queries.execute(new GetAccountQuery(this.edge.keyOf('acc', path.account_id)));
    return this.edge.found(found, (resource) => render(accountFieldsOf(resource)));
  }

  private async changed<Answer>(read: Read<AccountPath>, changes: Partial<AccountFields>, render: Render<Answer>): Promise<Answer> {
    const key = this.edge.keyOf('acc', read.path.account_id);
    const outcome = await this.commands.execute(new ChangeAccountCommand(read.context, key, changes));
    return this.edge.answer(read, outcome, (resource) => render(accountFieldsOf(resource)));
  }
}
