// What is plain has Created, Updated (changed fields only) and Deleted (soft), and no ceremony: one piece serves them all.
import { accept, alreadySo, type Decision, reject } from './decision';
import type { Decider } from './decider';
import { canonicalJson } from './hashing';

export type PlainEvent<Name extends string, Fields extends object> =
  | { readonly type: `${Name}Created`; readonly data: Fields }
  | { readonly type: `${Name}Updated`; readonly data: Partial<Fields> }
  | { readonly type: `${Name}Deleted`; readonly data: object };

export type PlainCommand<Fields extends object> =
  | { readonly type: 'Create'; readonly fields: Fields }
  /** A field that is absent is left alone; null clears where the field's type allows it. */
  | { readonly type: 'Update'; readonly changes: Partial<Fields> }
  | { readonly type: 'Delete' };

export type PlainState<Fields extends object> =
  { readonly status: 'absent' } | { readonly status: 'present' | 'deleted'; readonly fields: Fields };
export type PlainRejection = { readonly code: 'not-found' } | { readonly code: 'already-exists' };
export type PlainDecider<Name extends string, Fields extends object> = Decider<
  PlainState<Fields>,
  PlainCommand<Fields>,
  PlainEvent<Name, Fields>,
  PlainRejection
>;

const same = (left: unknown, right: unknown): boolean =>
  left === right || (left !== undefined && right !== undefined && canonicalJson(left) === canonicalJson(right));

function changed<Fields extends object>(fields: Fields, changes: Partial<Fields>): Partial<Fields> {
  const names = Object.keys(changes) as (keyof Fields)[];
  return Object.fromEntries(
    names.filter((name) => changes[name] !== undefined && !same(fields[name], changes[name])).map((name) => [name, changes[name]]),
  ) as Partial<Fields>;
}

/** @param name first part of the event types, e.g. `Product` → `ProductCreated`. */
export function plainResource<Fields extends object, Name extends string = string>(
  category: string,
  name: Name,
): PlainDecider<Name, Fields> {
  type Event = PlainEvent<Name, Fields>;
  type State = PlainState<Fields>;
  const created = (fields: Fields) => ({ type: `${name}Created`, data: fields }) as Event;
  const updated = (changes: Partial<Fields>) => ({ type: `${name}Updated`, data: changes }) as Event;
  const deleted = () => ({ type: `${name}Deleted`, data: {} }) as Event;

  function decide(command: PlainCommand<Fields>, state: State): Decision<Event, PlainRejection> {
    if (command.type === 'Create') return state.status === 'absent' ? accept(created(command.fields)) : reject({ code: 'already-exists' });
    if (state.status === 'absent') return reject({ code: 'not-found' });
    if (command.type === 'Delete') return state.status === 'deleted' ? alreadySo : accept(deleted());
    if (state.status === 'deleted') return reject({ code: 'not-found' });
    const changes = changed(state.fields, command.changes);
    return Object.keys(changes).length === 0 ? alreadySo : accept(updated(changes));
  }

  function evolve(state: State, event: Event): State {
    if (event.type === `${name}Created`) return { status: 'present', fields: event.data as Fields };
    if (state.status === 'absent') return state; // a stream always begins with its creation; evolve never throws
    if (event.type === `${name}Updated`) return { ...state, fields: { ...state.fields, ...event.data } };
    return event.type === `${name}Deleted` ? { ...state, status: 'deleted' } : state;
  }

  return { category, initial: { status: 'absent' }, decide, evolve };
}
