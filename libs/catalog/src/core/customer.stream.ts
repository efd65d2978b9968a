// The stream of a customer, and the claim by which a session finds the customer of an e-mail.
import { claim, plainResource } from '@tillstream/event-sourcing';
import type { CustomerFields } from './customer.fields';

export const customer = plainResource<CustomerFields, 'Customer'>('customer', 'Customer');

/** Keyed by a hash of account and normalised e-mail: whoever is first with an e-mail is who later buyers with it are taken for. */
export const customerEmail = claim('customerEmail');

/** Case and surrounding space do not make another person. */
export const normalizedEmail = (email: string): string => email.trim().toLowerCase();
