// What one event made of a resource, field by field as the API shows it.
import { canonicalJson } from '@tillstream/event-sourcing';

export interface Change {
  readonly from: unknown;
  readonly to: unknown;
}

export type Changes = Readonly<Record<string, Change>>;

// The entry itself tells revision and time; the link's secret never changes, and whoever reads a history is not thereby let into the page.
const UNTOLD: ReadonlySet<string> = new Set(['revision', 'updated_at', 'secure_token', 'url']);

/** Top-level differences of a rendered resource. Null: not there; an absent field counts as null. */
export function changesBetween(before: object | null, after: object | null): Changes {
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  const names = new Set([...from.keys(), ...to.keys()]);
  return Object.fromEntries(
    [...names]
      .map((name) => [name, { from: from.get(name) ?? null, to: to.get(name) ?? null }] as const)
      .filter(([name, change]) => !UNTOLD.has(name) && canonicalJson(change.from) !== canonicalJson(change.to)),
  );
}

const fieldsOf = (rendered: object | null): ReadonlyMap<string, unknown> => new Map(Object.entries(rendered ?? {}));
