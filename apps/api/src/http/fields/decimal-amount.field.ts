// An amount in whole units of its currency with decimals, as people write it: a number or a text. It is kept as text, so that no cent is
// lost on the way to the smallest unit.
import { ValidateBy } from 'class-validator';
import { field, type FieldOptions, says } from './field';

const DECIMAL = /^\d{1,10}(\.\d{1,10})?$/;

/** JSON's number prints as the shortest text that means it, which is what its sender wrote. */
export const decimalText = (value: number | string): string => String(value);

export function decimalAmount(options: FieldOptions): PropertyDecorator {
  const isDecimal = (value: unknown): boolean =>
    (typeof value === 'number' || typeof value === 'string') && DECIMAL.test(decimalText(value));
  return field(options, {
    spec: { wire: 'text' },
    schema: {
      oneOf: [
        { type: 'number', minimum: 0, maximum: 9_999_999_999 },
        { type: 'string', maxLength: 21, pattern: DECIMAL.source },
      ],
    },
    rules: [
      ValidateBy(
        { name: 'isDecimalAmount', validator: { validate: isDecimal } },
        says('not-an-amount', 'must be an amount such as 49.90, as a number or a text'),
      ),
    ],
  });
}
