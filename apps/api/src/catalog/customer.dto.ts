// Customers as requests name them.
import { ADDRESS_TYPES, type AddressType } from '@tillstream/catalog';
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { freeObject, nested, texts } from '../http/fields/compound.fields';
import { choice, identifier, text } from '../http/fields/scalar.fields';
import { listQuery } from '../http/list/list-query.dto';
import { described } from './customer.described';
import { expandable } from './expand';

export class CustomerPath extends AccountPath {
  @identifier('cus', { description: 'The customer.' })
  customer_id!: string;
}

export class AddressBody {
  @text({ ...described.line1, optional: true })
  line1?: string | null;

  @text({ ...described.line2, optional: true })
  line2?: string | null;

  @text({ ...described.line3, optional: true })
  line3?: string | null;

  @text({ ...described.city, optional: true })
  city?: string | null;

  @text({ ...described.state, optional: true })
  state?: string | null;

  @text({ ...described.zip_code, optional: true })
  zip_code?: string | null;

  @text({ ...described.country, optional: true })
  country?: string | null;
}

export class AddAddressBody extends AddressBody {
  @choice({ of: ADDRESS_TYPES, description: 'Which of the two it is; it replaces the one before.', example: 'billing' })
  address_type!: AddressType;
}

class CustomerBody {
  @text({ ...described.first_name, optional: true })
  first_name?: string | null;

  @text({ ...described.last_name, optional: true })
  last_name?: string | null;

  @text({ ...described.phone, optional: true })
  phone?: string | null;

  @text({ ...described.billing_email, optional: true })
  billing_email?: string | null;

  @text({ ...described.business_name, optional: true })
  business_name?: string | null;

  @nested(() => AddressBody, { ...described.address, optional: true })
  address?: AddressBody | null;

  @nested(() => AddressBody, { ...described.shipping_address, optional: true })
  shipping_address?: AddressBody | null;

  @text({ ...described.note_id, optional: true })
  note_id?: string | null;

  @texts({ ...described.tax_ids, maxItems: 20, maxLength: 100, optional: true })
  tax_ids?: string[] | null;

  @text({ ...described.currency, optional: true })
  currency?: string | null;

  @text({ ...described.language, optional: true })
  language?: string | null;

  @freeObject({ ...described.metadata, optional: true })
  metadata?: JsonObject | null;

  @freeObject({ ...described.custom_fields, optional: true })
  custom_fields?: JsonObject | null;

  @freeObject({ ...described.invoice_settings, optional: true })
  invoice_settings?: JsonObject | null;
}

export class CreateCustomerBody extends CustomerBody {
  @text(described.email)
  email!: string;
}

export class UpdateCustomerBody extends CustomerBody {
  @text({ ...described.email, optional: true })
  email?: string | null;
}

const CustomerListQuery = listQuery({ filters: ['created_at', 'email'], sorts: ['created_at'], search: 'an exact id or e-mail' });

export class ListCustomersQueryDto extends CustomerListQuery {
  @expandable()
  expand?: string[] | null;
}
