// Turns what a request says of a customer into what his events may hold: personal values under his own key, his e-mail also as a claim.
import { Injectable } from '@nestjs/common';
import { Ids, PersonKeys, type Sealed, streamName } from '@tillstream/event-sourcing';
import { sealedCustomField } from './core/custom-fields';
import type { Address, CustomerFields, SealedField } from './core/customer.fields';
import { customer } from './core/customer.stream';
import type { AddressLines, AddressType, CustomerWish } from './core/customer.wish';
import { CustomerDirectory } from './customer-directory';

const TEXTS = ['email', 'firstName', 'lastName', 'phone', 'billingEmail', 'businessName'] as const;
const ADDRESSES = { address: 'billing', shippingAddress: 'shipping' } as const;

/** Custom fields are decided on apart, beside their definitions. */
type Wish = Omit<CustomerWish, 'customFields'>;
type Fields = Omit<CustomerFields, 'customFields'>;
type Seal = (value: string, field: SealedField) => Sealed;

@Injectable()
export class CustomerSealer {
  constructor(
    private readonly personKeys: PersonKeys,
    private readonly directory: CustomerDirectory,
    private readonly ids: Ids,
  ) {}

  /** A crash after the key was made leaves an unused key: harmless. */
  async whole(at: { readonly accountId: string; readonly key: string }, wish: Wish): Promise<Fields> {
    const seal = await this.sealFor(at.key);
    const optional = (field: SealedField, value: string | null): Sealed | null => (value === null ? null : seal(value, field));
    const { email, firstName, lastName, phone, billingEmail, businessName, address, shippingAddress, ...open } = wish;
    return {
      ...open,
      email: seal(email, 'email'),
      emailKey: this.directory.claimKey(at.accountId, email),
      firstName: optional('firstName', firstName),
      lastName: optional('lastName', lastName),
      phone: optional('phone', phone),
      billingEmail: optional('billingEmail', billingEmail),
      businessName: optional('businessName', businessName),
      address: optional('address', this.addressText(at.key, 'billing', address)),
      shippingAddress: optional('shippingAddress', this.addressText(at.key, 'shipping', shippingAddress)),
    };
  }

  /** Only what is being changed; null clears. */
  async changed(at: { readonly accountId: string; readonly key: string }, wish: Partial<Wish>): Promise<Partial<Fields>> {
    const seal = await this.sealFor(at.key);
    const { email, firstName, lastName, phone, billingEmail, businessName, address, shippingAddress, ...open } = wish;
    const texts = { email, firstName, lastName, phone, billingEmail, businessName };
    const sealed: Partial<Record<SealedField, Sealed | null>> = {};
    for (const field of TEXTS) {
      const value = texts[field];
      if (value !== undefined) sealed[field] = value === null ? null : seal(value, field);
    }
    for (const [field, lines] of [['address', address] as const, ['shippingAddress', shippingAddress] as const]) {
      const text = lines === undefined ? undefined : this.addressText(at.key, ADDRESSES[field], lines);
      if (text !== undefined) sealed[field] = text === null ? null : seal(text, field);
    }
    const emailKey = email === undefined ? {} : { emailKey: this.directory.claimKey(at.accountId, email) };
    return { ...open, ...(sealed as Partial<Fields>), ...emailKey };
  }

  /** For the values of personal custom fields. */
  async customFields(key: string): Promise<(value: string, fieldKey: string) => Sealed> {
    const seal = await this.personKeys.sealer(key);
    return (value, fieldKey) => seal(value, { stream: streamName(customer.category, key), field: sealedCustomField(fieldKey) });
  }

  private async sealFor(key: string): Promise<Seal> {
    const seal = await this.personKeys.sealer(key);
    return (value, field) => seal(value, { stream: streamName(customer.category, key), field });
  }

  /** One address of each type, with an id that stays. */
  private addressText(customerKey: string, type: AddressType, lines: AddressLines | null): string | null {
    if (lines === null) return null;
    const address: Address = { key: this.ids.derivedKey('address', customerKey, type), ...lines };
    return JSON.stringify(address);
  }
}
