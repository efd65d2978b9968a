// A customer as the API shows him. Everything personal is opened here and nowhere else; erased, it is null.
import { isoTime, type RenderContext, type Resource, type Sealed, streamName } from '@tillstream/event-sourcing';
import { sealedCustomField } from '../core/custom-fields';
import type { Address, CustomerFields, CustomerState, SealedField } from '../core/customer.fields';
import { customer } from '../core/customer.stream';
import { type CustomFieldsShown, renderCustomFields } from './custom-fields.render';

export type CustomerResource = Resource<CustomerState>;

type Opened = Readonly<Record<SealedField, string | null>>;

function openAll({ key }: CustomerResource, fields: CustomerFields, { open }: Pick<RenderContext, 'open'>): Opened {
  const stream = streamName(customer.category, key);
  const opened = (field: SealedField): string | null => {
    const sealed: Sealed | null = fields[field];
    return sealed === null ? null : open(sealed, { stream, field });
  };
  return {
    email: opened('email'),
    firstName: opened('firstName'),
    lastName: opened('lastName'),
    phone: opened('phone'),
    billingEmail: opened('billingEmail'),
    businessName: opened('businessName'),
    address: opened('address'),
    shippingAddress: opened('shippingAddress'),
  };
}

function renderAddress(text: string | null, { ids }: Pick<RenderContext, 'ids'>) {
  if (text === null) return null;
  const { key, line1, line2, line3, city, state, zipCode, country } = JSON.parse(text) as Address;
  return { id: ids.format('addr', key), line1, line2, line3, city, state, zip_code: zipCode, country };
}

const fullName = ({ firstName, lastName, businessName }: Opened): string | null =>
  [firstName, lastName].filter((part) => part !== null).join(' ') || businessName;

export function renderCustomer(resource: CustomerResource, context: Pick<RenderContext, 'ids' | 'open'>, joined: CustomFieldsShown = {}) {
  const { key, state } = resource;
  if (state.status === 'absent') throw new Error(`customer ${key} was never created`);
  const { fields } = state;
  // Erased is erased, also for a process that has not yet forgotten his key.
  const personal = openAll(resource, fields, state.status === 'deleted' ? { open: () => null } : context);
  return {
    id: context.ids.format('cus', key),
    account_id: resource.accountId,
    email: personal.email,
    name: fullName(personal),
    first_name: personal.firstName,
    last_name: personal.lastName,
    phone: personal.phone,
    billing_email: personal.billingEmail,
    business_name: personal.businessName,
    address: renderAddress(personal.address, context),
    shipping_address: renderAddress(personal.shippingAddress, context),
    note_id: fields.noteId,
    tax_ids: [...fields.taxIds],
    currency: fields.currency,
    language: fields.language,
    metadata: fields.metadata,
    custom_fields: renderCustomFields(fields.customFields, joined, (sealed, fieldKey) =>
      context.open(sealed, { stream: streamName(customer.category, key), field: sealedCustomField(fieldKey) }),
    ),
    invoice_settings: fields.invoiceSettings,
    credit_balance: null,
    total_spent: null,
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}
