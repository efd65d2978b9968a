// Between the form's elements and the pure checks: reads what stands in the inputs, and spaces digits without losing the caret.
import { digitsOf, longestCardNumber, spacedCardNumber } from '@tillstream/payments/browser';
import { spacedExpiry } from '../../form/expiry';
import { fieldId, type FieldName, type Typed } from '../../form/fields';

export function readTyped(form: HTMLFormElement): Typed {
  const value = (name: FieldName): string => elementOf(form, name)?.value ?? '';
  return {
    email: value('email'),
    number: value('number'),
    expiry: value('expiry'),
    code: value('code'),
    name: value('name'),
    country: value('country'),
    postal: value('postal'),
  };
}

export const elementOf = (form: HTMLFormElement, name: FieldName): HTMLInputElement | HTMLSelectElement | null =>
  form.querySelector<HTMLInputElement | HTMLSelectElement>(`#${fieldId(name)}`);

const spacings: Readonly<Partial<Record<FieldName, (typed: string) => string>>> = {
  number: (typed) => {
    const digits = digitsOf(typed);
    return spacedCardNumber(digits.slice(0, longestCardNumber(digits)));
  },
  expiry: spacedExpiry,
  code: (typed) => digitsOf(typed).slice(0, 4),
};

/** Puts the spaces where they stand on the card; the caret stays behind the digit that was typed last. */
export function respace(input: HTMLInputElement, name: FieldName): void {
  const spaced = spacings[name]?.(input.value);
  if (spaced === undefined || spaced === input.value) return;
  const caret = input.selectionStart ?? input.value.length;
  const wasAtEnd = caret >= input.value.length;
  const digitsBefore = digitsOf(input.value.slice(0, caret)).length;
  input.value = spaced;
  if (wasAtEnd) return;
  let place = 0;
  for (let digits = 0; place < spaced.length && digits < digitsBefore; place += 1) if (/\d/.test(spaced.charAt(place))) digits += 1;
  input.setSelectionRange(place, place);
}
