// From the names of a request to a customer of the catalog.
import { type AddressLines, type CustomerWish, nobodyYet } from '@tillstream/catalog';
import { type Changed, changesOf } from '../http/changes';
import type { AddressBody, CreateCustomerBody, UpdateCustomerBody } from './customer.dto';

export const newCustomerOf = (body: CreateCustomerBody): CustomerWish => ({ ...nobodyYet, ...customerChangesOf(body), email: body.email });

/** An e-mail cannot be cleared: null leaves it alone. */
export const customerChangesOf = (body: UpdateCustomerBody): Changed<CustomerWish> => ({
  ...(typeof body.email === 'string' ? { email: body.email } : {}),
  ...changesOf<Omit<CustomerWish, 'email'>>({
    firstName: [body.first_name, null],
    lastName: [body.last_name, null],
    phone: [body.phone, null],
    billingEmail: [body.billing_email, null],
    businessName: [body.business_name, null],
    address: [body.address ? addressLinesOf(body.address) : body.address, null],
    shippingAddress: [body.shipping_address ? addressLinesOf(body.shipping_address) : body.shipping_address, null],
    noteId: [body.note_id, null],
    taxIds: [body.tax_ids, []],
    currency: [body.currency == null ? body.currency : body.currency.toLowerCase(), null],
    language: [body.language, null],
    metadata: [body.metadata, {}],
    customFields: [body.custom_fields, null],
    invoiceSettings: [body.invoice_settings, null],
  }),
});

export const addressLinesOf = (body: AddressBody): AddressLines => ({
  line1: body.line1 ?? null,
  line2: body.line2 ?? null,
  line3: body.line3 ?? null,
  city: body.city ?? null,
  state: body.state ?? null,
  zipCode: body.zip_code ?? null,
  country: body.country?.toUpperCase() ?? null,
});
