// Saved cards as requests name them and answers show them: never a number, never a processor's token.
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { freeObject } from '../http/fields/compound.fields';
import { choice, dateTime, flag, identifier, text } from '../http/fields/scalar.fields';
import { PageQuery } from '../http/list/page-query.dto';

export class PaymentMethodPath extends AccountPath {
  @identifier('pm', { description: 'The payment method.' })
  payment_method_id!: string;
}

export class PaymentMethodsOfCustomerPath extends AccountPath {
  @identifier('cus', { description: 'The customer.' })
  customer_id!: string;
}

export class PaymentMethodsQuery extends PageQuery {
  @flag({ optional: true, description: 'Whether detached ones are listed too.', example: false })
  include_inactive?: boolean | null;
}

export class PaymentMethodAnswer {
  @identifier('pm', { description: 'Id of the payment method.' })
  id!: string;

  @identifier('acc', { description: 'The account.' })
  account_id!: string;

  @identifier('cus', { nullable: true, description: 'Whose card it is.' })
  customer_id!: string | null;

  @choice({ of: ['credit_card'], description: 'What it is.', example: 'credit_card' })
  provider_type!: string;

  @text({ max: 60, description: 'What to call it for people.', example: 'Visa •••• 4242' })
  name!: string;

  @flag({ description: 'Whether it can be paid with; a detached one cannot.', example: true })
  is_active!: boolean;

  @freeObject({
    nullable: true,
    description: 'What is known of the card: brand, last_four, exp_month, exp_year, funding, country.',
    example: { brand: 'visa', last_four: '4242', exp_month: 12, exp_year: 2044, funding: null, country: null },
  })
  metadata!: JsonObject | null;

  @dateTime({ description: 'When it was saved.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}
