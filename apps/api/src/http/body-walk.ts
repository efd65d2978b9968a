// Walks a parsed body beside its DTO: names that nobody knows, wrong containers, texts that may not be. class-validator is given only
// what has the right shape; alone it would lose the place of an unknown name and look into lists of lists.
import type { Loc } from '@tillstream/event-sourcing';
import { type Constructor, type FieldSpec, fieldsOf } from './fields/field-registry';
import type { LocatedFault } from './located-fault';
import { textComplaint } from './text-inspection';

const NOT_OBJECT = { type: 'not-object', msg: 'must be an object' };
const NOT_LIST = { type: 'not-list', msg: 'must be a list' };

export function walkBody(dto: Constructor, value: unknown): readonly LocatedFault[] {
  const faults: LocatedFault[] = [];
  walkObject(dto, value, { loc: ['body'], faults });
  return faults;
}

interface Walk {
  readonly loc: Loc;
  readonly faults: LocatedFault[];
}

const inside = (walk: Walk, step: string | number): Walk => ({ loc: [...walk.loc, step], faults: walk.faults });

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function walkObject(dto: Constructor, value: unknown, walk: Walk): void {
  if (!isPlainObject(value)) return void walk.faults.push({ loc: walk.loc, ...NOT_OBJECT });
  const fields = fieldsOf(dto);
  for (const [name, part] of Object.entries(value)) {
    const spec = fields.get(name);
    const here = inside(walk, name);
    if (spec) walkField(spec, part, here);
    else walk.faults.push({ loc: here.loc, type: 'unknown-field', msg: 'is not a field of this request' });
  }
}

function walkField(spec: FieldSpec, value: unknown, walk: Walk): void {
  if (value === null) return; // whether it may be null is for the rules of the field
  if (spec.isList && Array.isArray(value)) return value.forEach((item, index) => walkItem(spec, item, inside(walk, index)));
  if (spec.isList) return void walk.faults.push({ loc: walk.loc, ...NOT_LIST });
  if (spec.nested) return walkObject(spec.nested(), value, walk);
  walkTexts(value, walk, spec.mayLookLikeCard);
}

function walkItem(spec: FieldSpec, item: unknown, walk: Walk): void {
  if (spec.nested) return walkObject(spec.nested(), item, walk);
  const complaint = spec.item?.(item) ?? null;
  if (complaint) walk.faults.push({ loc: walk.loc, ...complaint });
  walkTexts(item, walk);
}

/** Every text below, and every name of a free object. */
function walkTexts(value: unknown, walk: Walk, mayLookLikeCard = false): void {
  if (typeof value === 'string') return tellText(value, walk, mayLookLikeCard);
  if (Array.isArray(value)) return value.forEach((item, index) => walkTexts(item, inside(walk, index), mayLookLikeCard));
  if (!isPlainObject(value)) return;
  for (const [name, part] of Object.entries(value)) {
    const here = inside(walk, name);
    tellText(name, here, mayLookLikeCard);
    walkTexts(part, here, mayLookLikeCard);
  }
}

function tellText(text: string, walk: Walk, mayLookLikeCard: boolean): void {
  const complaint = textComplaint(text, mayLookLikeCard);
  // A place is answered in JSON too: a broken name must not break the answer.
  if (complaint) walk.faults.push({ loc: walk.loc.map((step) => (typeof step === 'string' ? step.toWellFormed() : step)), ...complaint });
}
