// From a parsed body to instances of its DTO, along the declared fields. Not by class-transformer, which the texts of query and path go
// through: it would walk into free objects too, where names such as `constructor` are data, and costs 25 µs an object.
import { type Constructor, type FieldSpec, fieldsOf } from './fields/field-registry';
import { isPlainObject } from './body-walk';

/** What has the wrong container is left out: the walk over the body has told it already. */
export function instanceOf<T extends object>(dto: Constructor<T>, plain: Readonly<Record<string, unknown>>): T {
  const values: Record<string, unknown> = {};
  for (const spec of fieldsOf(dto).values()) if (Object.hasOwn(plain, spec.name)) Object.assign(values, valueOf(spec, plain[spec.name]));
  return Object.assign(new dto(), values);
}

function valueOf(spec: FieldSpec, value: unknown): Readonly<Record<string, unknown>> {
  const { name, nested, isList } = spec;
  if (typeof value !== 'object' || value === null) return { [name]: value };
  if (!nested) return isList && !Array.isArray(value) ? {} : { [name]: value };
  if (isList)
    return Array.isArray(value) ? { [name]: value.map((item: unknown) => (isPlainObject(item) ? instanceOf(nested(), item) : null)) } : {};
  return isPlainObject(value) ? { [name]: instanceOf(nested(), value) } : {};
}
