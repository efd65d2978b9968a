// From a parsed body to instances of its DTO, along the declared fields. Not by class-transformer, which the texts of query and path go
// through: it would walk into free objects too, where names such as `constructor` are data, and costs 25 µs an object.
import { type Constructor, type FieldSpec, fieldsOf } from './fields/field-registry';
import { isPlainObject } from './body-walk';

const LEFT_OUT = Symbol('left out');

/** What has the wrong container is left out: the walk over the body has told it already. */
export function instanceOf<T extends object>(dto: Constructor<T>, plain: Readonly<Record<string, unknown>>): T {
  const instance = new dto();
  for (const spec of fieldsOf(dto).values()) {
    const value = Object.hasOwn(plain, spec.name) ? valueOf(spec, plain[spec.name]) : LEFT_OUT;
    if (value !== LEFT_OUT) Object.assign(instance, { [spec.name]: value });
  }
  return instance;
}

function valueOf({ nested, isList }: FieldSpec, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isList && !Array.isArray(value)) return LEFT_OUT;
  if (!nested) return value;
  if (Array.isArray(value))
    return isList ? value.map((item: unknown) => (isPlainObject(item) ? instanceOf(nested(), item) : null)) : LEFT_OUT;
  return isPlainObject(value) ? instanceOf(nested(), value) : LEFT_OUT;
}
