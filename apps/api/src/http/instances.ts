// From parsed values to instances of their DTO, level by level along the declared fields. class-transformer is given single values only:
// it would walk into free objects too, where names such as `constructor` are data.
import { plainToInstance } from 'class-transformer';
import { type Constructor, type FieldSpec, fieldsOf } from './fields/field-registry';
import { isPlainObject } from './body-walk';

/** What has the wrong container is left out: the walk over the body has told it already. */
export function instanceOf<T extends object>(dto: Constructor<T>, plain: Readonly<Record<string, unknown>>): T {
  const single: Record<string, unknown> = {};
  const compound: Record<string, unknown> = {};
  for (const spec of fieldsOf(dto).values()) {
    if (!Object.hasOwn(plain, spec.name)) continue;
    const value = plain[spec.name];
    if (typeof value !== 'object' || value === null) single[spec.name] = value;
    else Object.assign(compound, compoundOf(spec, value));
  }
  return Object.assign(plainToInstance(dto, single), compound);
}

function compoundOf(spec: FieldSpec, value: object): Readonly<Record<string, unknown>> {
  const { name, nested, isList } = spec;
  if (!nested) return isList && !Array.isArray(value) ? {} : { [name]: value };
  if (isList)
    return Array.isArray(value) ? { [name]: value.map((item: unknown) => (isPlainObject(item) ? instanceOf(nested(), item) : null)) } : {};
  return isPlainObject(value) ? { [name]: instanceOf(nested(), value) } : {};
}
