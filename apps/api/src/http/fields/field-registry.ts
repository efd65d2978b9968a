// What a DTO class declares of its fields, beside class-validator's rules: which names are known, what is nested, how text becomes a value.
import type { ApiPropertyOptions } from '@nestjs/swagger';
import type { Complaint } from '../located-fault';

export type Constructor<T extends object = object> = new () => T;

/** How a value is read where a request can only hold text: query, path and headers. */
export type Wire = 'text' | 'integer' | 'boolean' | 'texts';

export interface FieldSpec {
  readonly name: string;
  readonly wire: Wire;
  /** JSON schema and description, as the OpenAPI document has them. */
  readonly documented: ApiPropertyOptions;
  /** The DTO of a nested object, or of each item of a list. */
  readonly nested?: () => Constructor;
  readonly isList?: true;
  /** Checks one item of a list whose items are no DTOs. */
  readonly item?: (value: unknown) => Complaint | null;
  /** Long runs of digits are normal here (telephone numbers). */
  readonly mayLookLikeCard?: true;
}

const declared = new WeakMap<object, Map<string, FieldSpec>>();
const complete = new WeakMap<Constructor, ReadonlyMap<string, FieldSpec>>();

export function declareField(prototype: object, spec: FieldSpec): void {
  const own = declared.get(prototype) ?? new Map<string, FieldSpec>();
  declared.set(prototype, own.set(spec.name, spec));
}

/** The fields of a DTO class and of those it extends, in the order of their declaration. Throws when one is declared twice. */
export function fieldsOf(dto: Constructor): ReadonlyMap<string, FieldSpec> {
  const known = complete.get(dto);
  if (known) return known;
  const fields = new Map<string, FieldSpec>();
  for (const [name, spec] of lineage(dto).flatMap((prototype) => [...(declared.get(prototype) ?? [])])) {
    // class-validator would go on applying the rules of the class above as well.
    if (fields.has(name)) throw new Error(`${dto.name}.${name} is declared in two classes`);
    fields.set(name, spec);
  }
  complete.set(dto, fields);
  return fields;
}

function lineage(dto: Constructor): readonly object[] {
  const found: object[] = [];
  for (let at: unknown = dto.prototype; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at)) found.unshift(at);
  return found;
}
