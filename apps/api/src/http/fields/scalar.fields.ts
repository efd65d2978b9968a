// Fields that hold one text, number, time or choice.
import { IsBoolean, IsIn, IsInt, IsNumber, IsString, Length, Matches, Max, Min, ValidateBy } from 'class-validator';
import type { IdPrefix } from '@tillstream/event-sourcing';
import { isDateTime } from './date-time';
import { field, type FieldOptions, says } from './field';

export interface TextOptions extends FieldOptions {
  /** Characters; 1 when absent. */
  readonly min?: number;
  readonly max: number;
  readonly pattern?: { readonly matches: RegExp; readonly says: string };
  readonly mayLookLikeCard?: true;
}

export function text(options: TextOptions): PropertyDecorator {
  const { min = 1, max, pattern } = options;
  const matches = pattern ? [Matches(pattern.matches, says('wrong-format', pattern.says))] : [];
  return field(options, {
    spec: { wire: 'text', ...(options.mayLookLikeCard ? { mayLookLikeCard: true } : {}) },
    schema: { type: 'string', minLength: min, maxLength: max, ...(pattern ? { pattern: pattern.matches.source } : {}) },
    rules: [
      IsString(says('not-text', 'must be a text')),
      Length(min, max, says('wrong-length', `must have ${min} to ${max} characters`)),
      ...matches,
    ],
  });
}

/** An id of this installation. Only its length is checked here: an id that is none names nothing, which is for the lookup to say. */
export function identifier(prefix: IdPrefix, options: Omit<FieldOptions, 'example'>): PropertyDecorator {
  return text({ ...options, max: 64, example: `${prefix}_dev_4fGh2KpQ9sTvXyZa1bC3` });
}

export interface IntegerOptions extends FieldOptions {
  readonly min: number;
  readonly max: number;
}

export function integer(options: IntegerOptions): PropertyDecorator {
  const { min, max } = options;
  const range = `must be a whole number from ${min} to ${max}`;
  return field(options, {
    spec: { wire: 'integer' },
    schema: { type: 'integer', minimum: min, maximum: max },
    rules: [IsInt(says('not-integer', range)), Min(min, says('too-small', range)), Max(max, says('too-large', range))],
  });
}

/** A number with decimals; JSON's own, so that it is exact to 15 digits. In a body only. */
export function decimal(options: IntegerOptions): PropertyDecorator {
  const { min, max } = options;
  const range = `must be a number from ${min} to ${max}`;
  return field(options, {
    spec: { wire: 'text' },
    schema: { type: 'number', minimum: min, maximum: max },
    rules: [IsNumber({}, says('not-number', range)), Min(min, says('too-small', range)), Max(max, says('too-large', range))],
  });
}

/** An amount in the currency's smallest unit. */
export const amountAtom = (options: FieldOptions & { readonly min?: number; readonly max?: number }): PropertyDecorator =>
  integer({ min: 0, max: 99_999_999, ...options });

export function flag(options: FieldOptions): PropertyDecorator {
  return field(options, {
    spec: { wire: 'boolean' },
    schema: { type: 'boolean' },
    rules: [IsBoolean(says('not-boolean', 'must be true or false'))],
  });
}

export function choice(options: FieldOptions & { readonly of: readonly string[] }): PropertyDecorator {
  return field(options, {
    spec: { wire: 'text' },
    schema: { type: 'string', enum: [...options.of] },
    rules: [IsIn([...options.of], says('unknown-choice', `must be one of ${options.of.join(', ')}`))],
  });
}

const REVISION = /^\d{1,15}$/;

/** A moment of a stream: a revision in digits, or a time. */
export function moment(options: FieldOptions): PropertyDecorator {
  const isMoment = (value: unknown): boolean => isDateTime(value) || (typeof value === 'string' && REVISION.test(value));
  return field(options, {
    spec: { wire: 'text' },
    schema: { type: 'string', minLength: 1, maxLength: 40 },
    rules: [
      ValidateBy(
        { name: 'isMoment', validator: { validate: isMoment } },
        says('not-a-moment', 'must be a revision, or a date and time with an offset, such as 2031-05-04T10:20:30Z'),
      ),
    ],
  });
}

/** ISO 8601 with an offset; `instantOf` turns it into milliseconds. */
export function dateTime(options: Omit<FieldOptions, 'example'>): PropertyDecorator {
  return field(
    { ...options, example: '2031-05-04T10:20:30.000Z' },
    {
      spec: { wire: 'text' },
      schema: { type: 'string', format: 'date-time', maxLength: 40 },
      rules: [
        ValidateBy(
          { name: 'isDateTime', validator: { validate: isDateTime } },
          says('not-a-time', 'must be a date and time with an offset, such as 2031-05-04T10:20:30Z'),
        ),
      ],
    },
  );
}
