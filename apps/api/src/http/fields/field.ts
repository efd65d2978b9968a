// One declaration per field: what class-validator checks and what the OpenAPI document says come from the same line.
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsDefined, IsOptional, ValidateBy, type ValidationOptions } from 'class-validator';
import type { Json } from '@tillstream/event-sourcing';
import { declareField, type FieldSpec } from './field-registry';

export interface FieldOptions {
  readonly description: string;
  readonly example: Json;
  /** In a request: may be absent or null. */
  readonly optional?: true;
  /** In an answer: always there, null when there is nothing. */
  readonly nullable?: true;
  /** In an answer: not always there, and never null. */
  readonly omittable?: true;
}

export interface FieldPlan {
  readonly spec: Omit<FieldSpec, 'name' | 'documented'>;
  /** JSON schema of the value. */
  readonly schema: ApiPropertyOptions;
  /** Checked in this order; the first that fails is told. */
  readonly rules: readonly PropertyDecorator[];
}

/** What a rule says when it fails. */
export const says = (type: string, message: string): ValidationOptions => ({ message, context: { type } });

export function field(options: FieldOptions, { spec, schema, rules }: FieldPlan): PropertyDecorator {
  const { description, example } = options;
  const required = !options.optional && !options.omittable;
  const nullable = options.optional === true || options.nullable === true;
  const presence = required && !nullable ? IsDefined(says('required', 'is required')) : IsOptional();
  const documented = { ...schema, description, required, ...(nullable ? { nullable } : {}), example } as ApiPropertyOptions;
  return (target, name) => {
    declareField(target, { ...spec, name: String(name), documented });
    for (const rule of [presence, ...rules, ApiProperty(documented)]) rule(target, name);
  };
}

/** Refuses a field where another one, which gives it its meaning, is absent. Written above the field's own decorator. */
export const goesWith = (other: string): PropertyDecorator =>
  ValidateBy(
    {
      name: 'goesWith',
      validator: { validate: (_, args) => ((args?.object ?? {}) as Readonly<Record<string, unknown>>)[other] != null },
    },
    says('goes-with', `goes with ${other} only`),
  );
