// Accounts as requests name them and answers show them.
import { nested } from '../http/fields/compound.fields';
import { dateTime, identifier, text } from '../http/fields/scalar.fields';
import { BrandSettingsAnswer } from './brand-settings.dto';
import { FraudSettingsAnswer, FraudSettingsBody } from './fraud-settings.dto';
import { CheckoutSettingsAnswer, CheckoutSettingsBody } from './settings.dto';

export class AccountPath {
  @identifier('acc', { description: 'The account.' })
  account_id!: string;
}

export class OrganizationPath {
  @text({ max: 100, description: 'An organization id, as it was given when its accounts were created.', example: 'org_7' })
  organization_id!: string;
}

export class AccountSettingsBody {
  @nested(() => CheckoutSettingsBody, { optional: true, description: 'How sessions of this account behave.' })
  checkout_settings?: CheckoutSettingsBody | null;

  @nested(() => FraudSettingsBody, { optional: true, description: 'Rules against fraud.' })
  fraud_settings?: FraudSettingsBody | null;
}

export class CreateAccountBody {
  @text({ max: 200, description: 'What people call the account.', example: 'Acme Ltd' })
  name!: string;

  @text({ max: 100, description: 'Whose account it is; stored as given.', example: 'org_7' })
  organization_id!: string;

  @text({ max: 1_000, optional: true, description: 'For people.', example: 'Web shop, Europe' })
  description?: string | null;

  @text({ max: 50, optional: true, description: 'A word of your own; "standard" when absent.', example: 'standard' })
  account_type?: string | null;

  @nested(() => AccountSettingsBody, { optional: true, description: 'Settings to start with.' })
  settings?: AccountSettingsBody | null;
}

export class AccountSettingsAnswer {
  @nested(() => CheckoutSettingsAnswer, { description: 'How sessions of this account behave.' })
  checkout_settings!: CheckoutSettingsAnswer;

  @nested(() => BrandSettingsAnswer, { description: 'How the hosted page looks.' })
  brand_settings!: BrandSettingsAnswer;

  @nested(() => FraudSettingsAnswer, { description: 'Rules against fraud.' })
  fraud_settings!: FraudSettingsAnswer;
}

export class AccountAnswer {
  @identifier('acc', { description: 'Id of the account.' })
  id!: string;

  @text({ max: 200, description: 'What people call the account.', example: 'Acme Ltd' })
  name!: string;

  @text({ max: 100, description: 'Whose account it is; stored as given.', example: 'org_7' })
  organization_id!: string;

  @text({ max: 1_000, nullable: true, description: 'For people.', example: 'Web shop, Europe' })
  description!: string | null;

  @text({ max: 50, description: 'A word of your own.', example: 'standard' })
  account_type!: string;

  @identifier('proute', { nullable: true, description: 'The route of sessions that name none.' })
  default_processor_route_id!: string | null;

  @identifier('proc', { nullable: true, description: 'The first processor where no route says otherwise.' })
  default_processor_id!: string | null;

  @nested(() => AccountSettingsAnswer, { description: 'What the account decides.' })
  settings!: AccountSettingsAnswer;

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}
