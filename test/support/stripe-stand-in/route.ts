// One call that the stand-in knows: its path, what it may be asked with, and what it does.
import { expands, type Form } from './form';
import { missing } from './refusal';
import type { IntentObject } from './store';
import type { Trouble } from './troubles';
import type { World } from './world';

export interface Asked {
  readonly world: World;
  readonly form: Form;
  /** The id in the path; empty where it has none. */
  readonly id: string;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** With the id as its group, if it has one. */
  readonly path: RegExp;
  readonly params: readonly string[];
  handle(asked: Asked): object;
  /** What the card that is presented brings with it. */
  trouble?(asked: Asked): Trouble | null;
}

export function intentOf({ world, id }: Asked): IntentObject {
  const found = world.store.intents.get(id);
  if (!found) throw missing('intent', id);
  return found;
}

/** As it is now: what is answered, and remembered with its key, does not change any more. */
export function shown({ world, form }: Asked, intent: IntentObject): object {
  const { latest_charge: charge, payment_method: method } = intent;
  return structuredClone({
    ...intent,
    ...(charge && expands(form, 'latest_charge') ? { latest_charge: world.store.charges.get(charge) } : {}),
    ...(method && expands(form, 'payment_method') ? { payment_method: world.store.methods.get(method) } : {}),
  });
}

/** Newest first. */
export function listed({ form }: Asked, all: readonly { readonly id: string }[]): object {
  const newestFirst = [...all].reverse();
  const from = form.has('starting_after') ? newestFirst.findIndex(({ id }) => id === form.get('starting_after')) + 1 : 0;
  const limit = Number(form.get('limit') ?? 10);
  const data = structuredClone(newestFirst.slice(from, from + limit));
  return { object: 'list', url: '/v1', data, has_more: from + limit < newestFirst.length };
}
