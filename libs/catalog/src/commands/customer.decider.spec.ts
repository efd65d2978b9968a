import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { noCustomFields } from '../core/custom-fields';
import type { CustomerEvent, CustomerFields } from '../core/customer.fields';
import { customerDecider } from './customer.decider';

const given = scenariosFor(customerDecider);
const sealed = (value: string, cipher = `${value}-sealed`) => ({ k: 'ada', c: cipher, h: `hash-of-${value}` });
const fields: CustomerFields = {
  email: sealed('ada@example.com'),
  emailKey: 'E1',
  firstName: sealed('Ada'),
  lastName: null,
  phone: null,
  billingEmail: null,
  businessName: null,
  address: null,
  shippingAddress: null,
  noteId: null,
  taxIds: [],
  currency: null,
  language: null,
  metadata: {},
  customFields: {},
  invoiceSettings: null,
};
const { customFields: _none, ...asked } = fields;
const create = (changes: Partial<typeof asked> = {}) =>
  ({ type: 'CreateCustomer', fields: { ...asked, ...changes }, customFields: noCustomFields }) as const;
const created: CustomerEvent = { type: 'CustomerCreated', data: fields };
const erased: CustomerEvent = { type: 'CustomerDeleted', data: {} };

describe('customer', () => {
  it('is created', () => given().when(create()).then(created));
  it('has a currency that exists', () =>
    given()
      .when(create({ currency: 'zzz' }))
      .rejected({ code: 'unknown-currency', loc: ['body', 'currency'] }));
  it('takes no custom field that nobody defined', () =>
    given(created)
      .when({ type: 'ChangeCustomer', changes: {}, customFields: { wish: { vip: true }, defined: {} } })
      .rejected({ code: 'custom-field-not-defined', loc: ['body', 'custom_fields', 'vip'] }));
  it('changes what is another value', () =>
    given(created)
      .when({ type: 'ChangeCustomer', changes: { firstName: sealed('Augusta'), lastName: null } })
      .then({ type: 'CustomerUpdated', data: { firstName: sealed('Augusta') } }));
  it('knows an equal value under another ciphertext', () =>
    given(created)
      .when({ type: 'ChangeCustomer', changes: { firstName: sealed('Ada', 'another-nonce') } })
      .nothing());
  it('is erased', () => given(created).when({ type: 'EraseCustomer' }).then(erased));
  it('stays erased', () => given(created, erased).when({ type: 'EraseCustomer' }).nothing());
  it('is not changed once erased', () =>
    given(created, erased).when({ type: 'ChangeCustomer', changes: {} }).rejected({ code: 'not-found' }));
});
