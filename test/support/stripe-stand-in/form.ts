// A form-encoded body or query, flat: `metadata[merchant_reference]`, `expand[0]`. What a route knows is a list of such names, `*` for any.
import { malformed } from './refusal';

export type Form = ReadonlyMap<string, string>;

export function readForm(text: string): Form {
  const pairs = [...new URLSearchParams(text)];
  const form = new Map(pairs);
  for (const [name] of pairs) if (pairs.filter(([other]) => other === name).length > 1) throw malformed('parameter_invalid', name);
  return form;
}

/** `!` at the end of a name marks one that must be there. */
export function checkForm(form: Form, known: readonly string[]): void {
  const names = known.map((name) => name.replace(/!$/, ''));
  const patterns = names.map((name) => new RegExp(`^${name.replace(/[[\]]/g, '\\$&').replace('*', '[^\\[\\]]+')}$`));
  for (const name of form.keys()) {
    if (name.startsWith('payment_method_types')) throw malformed('payment_method_types_no_longer_supported', 'payment_method_types');
    if (!patterns.some((pattern) => pattern.test(name))) throw malformed('parameter_unknown', name);
  }
  for (const name of known) if (name.endsWith('!') && !form.get(name.slice(0, -1))) throw malformed('parameter_missing', name.slice(0, -1));
}

export const metadataOf = (form: Form): Record<string, string> =>
  Object.fromEntries([...form].flatMap(([name, value]) => {
    const [, key] = /^metadata\[(.+)\]$/.exec(name) ?? [];
    return key ? [[key, value]] : [];
  })); // prettier-ignore

export const expands = (form: Form, field: string): boolean =>
  [...form].some(([name, value]) => /^expand\[\d+\]$/.test(name) && value === field);

export function whole(form: Form, name: string): number {
  const text = form.get(name) ?? '';
  if (!/^\d{1,8}$/.test(text)) throw malformed('parameter_invalid_integer', name);
  return Number(text);
}
