// Fields that hold objects and lists.
import { ArrayMaxSize, ArrayMinSize, IsArray, isIn, IsObject, isString, ValidateBy, ValidateNested } from 'class-validator';
import type { Complaint } from '../located-fault';
import type { Constructor } from './field-registry';
import { field, type FieldOptions, says } from './field';
import { freeJsonComplaint } from './free-json';

export interface ListBounds {
  readonly minItems?: number;
  readonly maxItems: number;
}

const listRules = ({ minItems = 0, maxItems }: ListBounds): PropertyDecorator[] => [
  IsArray(says('not-list', 'must be a list')),
  ArrayMinSize(minItems, says('too-few', `must have at least ${minItems} items`)),
  ArrayMaxSize(maxItems, says('too-many', `must have at most ${maxItems} items`)),
];

/** What is made of other fields: its example follows from theirs, in the document (`derive-examples.ts`). */
export type ComposedOptions = Omit<FieldOptions, 'example'>;

const derived = <Options extends ComposedOptions>(options: Options) => ({ ...options, example: null });

export function nested(dto: () => Constructor, options: ComposedOptions): PropertyDecorator {
  return field(derived(options), {
    spec: { wire: 'text', nested: dto },
    schema: { type: () => dto() }, // @nestjs/swagger resolves it late only when it is written so
    rules: [IsObject(says('not-object', 'must be an object')), ValidateNested()],
  });
}

export function listOf(dto: () => Constructor, options: ComposedOptions & ListBounds): PropertyDecorator {
  const { minItems = 0, maxItems } = options;
  return field(derived(options), {
    spec: { wire: 'text', nested: dto, isList: true },
    schema: { type: () => dto(), isArray: true, minItems, maxItems },
    rules: [...listRules(options), ValidateNested()],
  });
}

export interface TextsOptions extends FieldOptions, ListBounds {
  /** Characters of one item. */
  readonly maxLength: number;
  readonly of?: readonly string[];
  readonly pattern?: { readonly matches: RegExp; readonly says: string };
}

/** A list of texts; in a query also comma-separated or repeated. */
export function texts(options: TextsOptions): PropertyDecorator {
  const { minItems = 0, maxItems, maxLength, of, pattern } = options;
  const items = of
    ? { type: 'string', enum: [...of] }
    : { type: 'string', minLength: 1, maxLength, ...(pattern ? { pattern: pattern.matches.source } : {}) };
  return field(options, {
    spec: { wire: 'texts', isList: true, item: (value) => itemComplaint(value, options) },
    schema: { type: 'array', items, minItems, maxItems },
    rules: listRules(options),
  });
}

function itemComplaint(value: unknown, { maxLength, of, pattern }: TextsOptions): Complaint | null {
  if (of) return isIn(value, [...of]) ? null : { type: 'unknown-choice', msg: `must be one of ${of.join(', ')}` };
  if (!isString(value)) return { type: 'not-text', msg: 'must be a text' };
  if (value.length === 0 || value.length > maxLength) return { type: 'wrong-length', msg: `must have 1 to ${maxLength} characters` };
  return pattern && !pattern.matches.test(value) ? { type: 'wrong-format', msg: pattern.says } : null;
}

/** An object whose names the caller chooses: metadata, custom fields. At most 50 names, five levels, 16 KB. */
export function freeObject(options: FieldOptions): PropertyDecorator {
  const rule = ValidateBy(
    { name: 'isFreeObject', validator: { validate: (value) => freeJsonComplaint(value) === null } },
    { message: ({ value }) => freeJsonComplaint(value)?.msg ?? '', context: { type: 'not-plain-object' } },
  );
  return field(options, {
    spec: { wire: 'text' },
    schema: { type: 'object', additionalProperties: true, maxProperties: 50 },
    rules: [rule],
  });
}

/** A list of whole numbers in a body. */
export function integers(options: FieldOptions & ListBounds & { readonly min: number; readonly max: number }): PropertyDecorator {
  const { minItems = 0, maxItems, min, max } = options;
  const msg = `must be a whole number from ${min} to ${max}`;
  const isInRange = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
  const item = (value: unknown): Complaint | null => (isInRange(value) ? null : { type: 'not-integer', msg });
  return field(options, {
    spec: { wire: 'texts', isList: true, item },
    schema: { type: 'array', items: { type: 'integer', minimum: min, maximum: max }, minItems, maxItems },
    rules: listRules(options),
  });
}
