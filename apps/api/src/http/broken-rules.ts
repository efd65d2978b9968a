// class-validator's rules of a DTO, looked up once per class and asked in their order. Its own executor looks them up anew for each
// instance, which cost more than everything else that the edge does.
import { getMetadataStorage, type ValidationArguments, ValidationTypes } from 'class-validator';
import type { Loc } from '@tillstream/event-sourcing';
import { type Constructor, fieldsOf, type FieldSpec } from './fields/field-registry';
import type { Complaint, LocatedFault } from './located-fault';

type RuleMetadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Asked = Pick<ValidationArguments, 'value' | 'object'>;

interface FieldRules {
  readonly name: string;
  /** Absent or null: nothing else is asked. */
  readonly isOptional: boolean;
  /** The first that is broken is told. */
  readonly rules: readonly ((asked: Asked) => Complaint | null)[];
  readonly nested: FieldSpec['nested'];
}

const WITHOUT_RULE = [ValidationTypes.CONDITIONAL_VALIDATION, ValidationTypes.NESTED_VALIDATION];
const known = new WeakMap<Constructor, readonly FieldRules[]>();

/** What an instance of this DTO breaks, one fault per field, and all that its nested objects break. */
export function brokenRules(dto: Constructor, instance: object, loc: Loc): readonly LocatedFault[] {
  const faults: LocatedFault[] = [];
  check(dto, instance, { loc, faults });
  return faults;
}

interface Check {
  readonly loc: Loc;
  readonly faults: LocatedFault[];
}

function check(dto: Constructor, object: object, { loc, faults }: Check): void {
  for (const { name, isOptional, rules, nested } of rulesOf(dto)) {
    const value: unknown = (object as Readonly<Record<string, unknown>>)[name];
    if (isOptional && (value === undefined || value === null)) continue;
    const complaint = firstOf(rules, { value, object });
    // A list that is too long is not walked.
    if (complaint) faults.push({ loc: [...loc, name], ...complaint });
    else if (nested) checkNested(nested(), value, { loc: [...loc, name], faults });
  }
}

function firstOf(rules: FieldRules['rules'], asked: Asked): Complaint | null {
  for (const rule of rules) {
    const complaint = rule(asked);
    if (complaint) return complaint;
  }
  return null;
}

/** What is no object has been told by the walk over the body. */
function checkNested(dto: Constructor, value: unknown, { loc, faults }: Check): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) return check(dto, value, { loc, faults });
  value.forEach((item: unknown, index) => {
    if (typeof item === 'object' && item !== null) check(dto, item, { loc: [...loc, index], faults });
  });
}

function rulesOf(dto: Constructor): readonly FieldRules[] {
  const before = known.get(dto);
  if (before) return before;
  const all = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const rules = [...fieldsOf(dto).values()].map(({ name, nested }): FieldRules => {
    const own = all.filter(({ propertyName }) => propertyName === name);
    return {
      name,
      isOptional: own.some(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION),
      rules: own.filter(({ type }) => !(WITHOUT_RULE as readonly string[]).includes(type)).map(ruleOf),
      nested: own.some(({ type }) => type === ValidationTypes.NESTED_VALIDATION) ? nested : undefined,
    };
  });
  known.set(dto, rules);
  return rules;
}

function ruleOf(metadata: RuleMetadata): FieldRules['rules'][number] {
  const { constraintCls, propertyName: property, message } = metadata;
  const constraints = (metadata.constraints as unknown[] | undefined) ?? [];
  const validators = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  const type = typeOf(metadata.context as unknown);
  return (asked) => {
    const given: ValidationArguments = { ...asked, property, targetName: asked.object.constructor.name, constraints };
    if (validators.every(({ instance }) => instance.validate(given.value, given) === true)) return null;
    return { type, msg: typeof message === 'function' ? message(given) : message };
  };
}

const typeOf = (context: unknown): string =>
  typeof context === 'object' && context !== null && 'type' in context && typeof context.type === 'string' ? context.type : 'not-valid';
