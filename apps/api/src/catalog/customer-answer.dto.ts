// Customers as answers show them. Whatever told who he was is null once he is erased.
import type { Json, JsonObject } from '@tillstream/event-sourcing';
import { freeObject, nested, texts } from '../http/fields/compound.fields';
import { amountAtom, dateTime, identifier, text } from '../http/fields/scalar.fields';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { described } from './customer.described';

export class AddressAnswer {
  @identifier('addr', { description: 'Id of the address.' })
  id!: string;

  @text({ ...described.line1, nullable: true })
  line1!: string | null;

  @text({ ...described.line2, nullable: true })
  line2!: string | null;

  @text({ ...described.line3, nullable: true })
  line3!: string | null;

  @text({ ...described.city, nullable: true })
  city!: string | null;

  @text({ ...described.state, nullable: true })
  state!: string | null;

  @text({ ...described.zip_code, nullable: true })
  zip_code!: string | null;

  @text({ ...described.country, nullable: true })
  country!: string | null;
}

export class TotalSpentAnswer {
  @amountAtom({ max: Number.MAX_SAFE_INTEGER, description: 'In the smallest unit of the currency.', example: 1_000 })
  amount_atom!: number;

  @text({ min: 3, max: 3, description: 'ISO 4217, lower case.', example: 'gbp' })
  currency!: string;
}

export class CustomerAnswer {
  @identifier('cus', { description: 'Id of the customer.' })
  id!: string;

  @identifier('acc', { description: 'The account that he belongs to.' })
  account_id!: string;

  @text({ ...described.email, nullable: true })
  email!: string | null;

  @text({ max: 300, nullable: true, description: 'First and last name, else the company.', example: 'Ada Lovelace' })
  name!: string | null;

  @text({ ...described.first_name, nullable: true })
  first_name!: string | null;

  @text({ ...described.last_name, nullable: true })
  last_name!: string | null;

  @text({ ...described.phone, nullable: true })
  phone!: string | null;

  @text({ ...described.billing_email, nullable: true })
  billing_email!: string | null;

  @text({ ...described.business_name, nullable: true })
  business_name!: string | null;

  @nested(() => AddressAnswer, { ...described.address, nullable: true })
  address!: AddressAnswer | null;

  @nested(() => AddressAnswer, { ...described.shipping_address, nullable: true })
  shipping_address!: AddressAnswer | null;

  @text({ ...described.note_id, nullable: true })
  note_id!: string | null;

  @texts({ ...described.tax_ids, maxItems: 20, maxLength: 100 })
  tax_ids!: Json[];

  @text({ ...described.currency, nullable: true })
  currency!: string | null;

  @text({ ...described.language, nullable: true })
  language!: string | null;

  @freeObject(described.metadata)
  metadata!: JsonObject;

  @freeObject({ ...described.custom_fields, nullable: true })
  custom_fields!: JsonObject | null;

  @freeObject({ ...described.invoice_settings, nullable: true })
  invoice_settings!: JsonObject | null;

  @amountAtom({ nullable: true, description: 'Always null: there are no credits here.', example: 0 })
  credit_balance!: number | null;

  @nested(() => TotalSpentAnswer, {
    nullable: true,
    description: 'Always null: what a customer has paid is not added up; his sessions tell it.',
  })
  total_spent!: TotalSpentAnswer | null;

  @dateTime({ description: 'When he was created.' })
  created_at!: string;

  @dateTime({ description: 'When he last changed.' })
  updated_at!: string;
}

export const CustomerList = listAnswerOf(CustomerAnswer);
