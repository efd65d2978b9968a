// Subscriptions as requests name them and answers show them.
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { expandable, ExpandQuery } from '../catalog/expand';
import { freeObject, listOf, nested } from '../http/fields/compound.fields';
import { amountAtom, choice, dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { listQuery } from '../http/list/list-query.dto';

export class SubscriptionPath extends AccountPath {
  @identifier('sub', { description: 'The subscription.' })
  subscription_id!: string;
}

export class SubscriptionsOfCustomerPath extends AccountPath {
  @identifier('cus', { description: 'The customer.' })
  customer_id!: string;
}

const SubscriptionsQuery = listQuery({
  filters: ['created_at', 'customer_external_id', 'state'],
  sorts: ['created_at'],
  search: 'exact ids',
});

export class ListSubscriptionsQueryDto extends SubscriptionsQuery {
  @expandable()
  expand?: string[] | null;
}

export class CancelAtPeriodEndQuery extends ExpandQuery {
  @flag({ optional: true, description: 'Whether it shall end with its period; true when absent.', example: true })
  value?: boolean | null;
}

export class SubscriptionItemAnswer {
  @identifier('si', { description: 'Id of the item.' })
  id!: string;

  @freeObject({ description: 'The whole price.', example: {} })
  price!: JsonObject;

  @integer({ min: 1, max: 999_999, description: 'How many.', example: 1 })
  quantity!: number;

  @flag({ description: 'Whether it is still delivered.', example: true })
  is_active!: boolean;

  @text({ max: 500, description: 'Name of the product, as it was sold.', example: 'Membership' })
  product_name!: string;
}

export class SubscriptionDiscountAnswer {
  @identifier('coup', { description: 'The coupon of the session.' })
  coupon_id!: string;

  @text({ max: 100, nullable: true, description: 'The code through which it came.', example: 'SPRING' })
  promotion_code!: string | null;

  @amountAtom({ max: Number.MAX_SAFE_INTEGER, description: 'Taken off each payment that it holds for.', example: 100 })
  amount_atom!: number;

  @choice({ of: ['once', 'repeating', 'forever'], description: 'How long it holds.', example: 'repeating' })
  duration!: string;

  @dateTime({ nullable: true, description: 'Payments before this have it; null: all of them.' })
  ends_at!: string | null;
}

export class SubscriptionAnswer {
  @identifier('sub', { description: 'Id of the subscription.' })
  id!: string;

  @identifier('acc', { description: 'The account.' })
  account_id!: string;

  @choice({ of: ['trialing', 'active', 'cancelled'], description: 'Where it stands.', example: 'active' })
  state!: string;

  @text({ min: 3, max: 3, description: 'ISO 4217, lower case.', example: 'usd' })
  currency!: string;

  @text({ max: 500, nullable: true, description: 'For people.', example: 'Membership' })
  description!: string | null;

  @dateTime({ description: 'When the present period began.' })
  current_period_start!: string;

  @dateTime({ description: 'When the present period ends.' })
  current_period_end!: string;

  @dateTime({ nullable: true, description: 'When the trial began.' })
  trial_start!: string | null;

  @dateTime({ nullable: true, description: 'When the trial ends.' })
  trial_end!: string | null;

  @listOf(() => SubscriptionItemAnswer, { maxItems: 100, description: 'What is delivered.' })
  items!: SubscriptionItemAnswer[];

  @freeObject({ description: 'The whole customer.', example: {} })
  customer!: JsonObject;

  @choice({ of: ['charge_automatically', 'send_invoice'], description: 'How it is paid.', example: 'charge_automatically' })
  collection_method!: string;

  @identifier('pm', { nullable: true, description: 'The saved card.' })
  payment_method!: string | null;

  @nested(() => SubscriptionDiscountAnswer, {
    nullable: true,
    description: 'The discount that goes along from its session.',
  })
  discount!: SubscriptionDiscountAnswer | null;

  @freeObject({ description: 'Your own words.', example: {} })
  metadata!: JsonObject;

  @freeObject({ nullable: true, description: 'From params_for_sub of the session; null unless expanded.', example: {} })
  custom_fields!: JsonObject | null;

  @flag({ description: 'Whether it ends with its period.', example: false })
  cancel_at_period_end!: boolean;

  @dateTime({ nullable: true, description: 'When it was cancelled.' })
  cancelled_at!: string | null;

  @identifier('cs', { description: 'The session that created it.' })
  checkout_session_id!: string;

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}
