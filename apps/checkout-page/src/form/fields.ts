// The fields of the form: which are asked for, and what is wrong with what stands in them. Pure.
import { cardNumberFault, digitsOf, securityCodeLengthOf } from '@tillstream/payments/browser';
import type { MessageKey } from '../messages/en';
import { isPast, readExpiry } from './expiry';

export const fieldNames = ['email', 'number', 'expiry', 'code', 'name', 'country', 'postal'] as const;
export type FieldName = (typeof fieldNames)[number];

/** What stands in the fields, as typed. */
export type Typed = Readonly<Record<FieldName, string>>;
export type Faults = Readonly<Partial<Record<FieldName, MessageKey>>>;

/** Ids of the elements; the inputs have no `name`, so that no browser can send them anywhere by itself. */
export const fieldId = (name: FieldName): string => `field-${name}`;
export const faultId = (name: FieldName): string => `fault-${name}`;
export const hintId = (name: FieldName): string => `hint-${name}`;

export interface Asked {
  readonly email: boolean;
  /** Number, expiry, code, name, country. */
  readonly card: boolean;
}

/** Where banks compare the postal code with the card's; elsewhere it would only be one more field. */
const comparesPostalCode = ['US', 'CA', 'GB'];
export const asksPostalCode = (country: string): boolean => comparesPostalCode.includes(country);

export const isAsked = (name: FieldName, asked: Asked, country: string): boolean => {
  if (name === 'email') return asked.email;
  return asked.card && (name !== 'postal' || asksPostalCode(country));
};

/** Every fault of every field that is asked for. */
export function faultsOf(typed: Typed, asked: Asked, now: Date): Faults {
  const found = fieldNames
    .filter((name) => isAsked(name, asked, typed.country))
    .map((name) => [name, faultOf(name, typed, now)] as const)
    .filter((entry): entry is [FieldName, MessageKey] => entry[1] !== null);
  return Object.fromEntries(found);
}

export function faultOf(name: FieldName, typed: Typed, now: Date): MessageKey | null {
  const value = typed[name].trim();
  switch (name) {
    case 'email':
      return emailFault(value);
    case 'number':
      return numberFault(digitsOf(value));
    case 'expiry':
      return expiryFault(value, now);
    case 'code':
      return codeFault(digitsOf(value), digitsOf(typed.number));
    case 'name':
      return value === '' ? 'error.name' : null;
    case 'country':
      return value === '' ? 'error.country' : null;
    case 'postal':
      return value === '' ? 'error.postal' : null;
  }
}

// Only what can be no address at all: the server has the last word, and a refused buyer with an odd address is a lost one.
function emailFault(value: string): MessageKey | null {
  if (value === '') return 'error.email';
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value) ? null : 'error.email.form';
}

function numberFault(digits: string): MessageKey | null {
  if (digits === '') return 'error.number';
  const fault = cardNumberFault(digits);
  return fault === null ? null : `error.number.${fault}`;
}

function expiryFault(value: string, now: Date): MessageKey | null {
  const expiry = readExpiry(value);
  if (expiry === null) return 'error.expiry';
  return isPast(expiry, now) ? 'error.expiry.past' : null;
}

function codeFault(digits: string, number: string): MessageKey | null {
  if (digits === '') return 'error.code';
  return digits.length === securityCodeLengthOf(number) ? null : 'error.code.length';
}
