// Query, path and headers hold text only: each declared field is turned into its declared type, and what does not turn stays text,
// for the field's rule to refuse.
import { type Constructor, type FieldSpec, fieldsOf } from './fields/field-registry';
import type { LocatedFault } from './located-fault';
import { textComplaint } from './text-inspection';

export type TextSection = 'path' | 'query' | 'header';

export interface TextPart {
  readonly values: Record<string, unknown>;
  readonly faults: readonly LocatedFault[];
}

const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

/** @param given names as they came; headers that are not declared are nobody's business, other names are refused. */
export function readTextPart(dto: Constructor, section: TextSection, given: Readonly<Record<string, unknown>>): TextPart {
  const fields = fieldsOf(dto);
  const values: Record<string, unknown> = {};
  const faults: LocatedFault[] = [];
  if (section !== 'header') faults.push(...unknownNames(fields, section, given));
  for (const spec of fields.values()) {
    const raw = given[section === 'header' ? spec.name.toLowerCase() : spec.name];
    if (raw === undefined) continue;
    const read = readText(spec, raw);
    const loc = [section, spec.name];
    const complaint = read.texts.map((text) => textComplaint(text, spec.mayLookLikeCard)).find((found) => found !== null);
    if (complaint) faults.push({ loc, ...complaint });
    const unfit = spec.item && read.texts.map(spec.item).find((found) => found !== null);
    if (unfit) faults.push({ loc, ...unfit });
    if (read.isRepeated) faults.push({ loc, type: 'given-twice', msg: 'must be given once' });
    values[spec.name] = read.value;
  }
  return { values, faults };
}

function unknownNames(
  fields: ReadonlyMap<string, FieldSpec>,
  section: TextSection,
  given: Readonly<Record<string, unknown>>,
): readonly LocatedFault[] {
  const unknown = Object.keys(given).filter((name) => !fields.has(name));
  return unknown.map((name) => ({
    loc: [section, name.toWellFormed()],
    type: 'unknown-parameter',
    msg: fields.size > 0 ? `is not known here; known are ${[...fields.keys()].join(', ')}` : 'is not known here',
  }));
}

function readText(
  spec: FieldSpec,
  raw: unknown,
): { readonly value: unknown; readonly texts: readonly string[]; readonly isRepeated: boolean } {
  const given = (Array.isArray(raw) ? raw : [raw]).map(String);
  if (spec.wire === 'texts') {
    const items = given.flatMap((text) => text.split(',')).filter((text) => text !== '');
    return { value: items, texts: items, isRepeated: false };
  }
  return { value: typed(spec, given.at(-1) ?? ''), texts: given, isRepeated: given.length > 1 };
}

function typed(spec: FieldSpec, text: string): unknown {
  if (spec.wire === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (spec.wire === 'boolean') return TRUTH.get(text) ?? text;
  return text;
}
