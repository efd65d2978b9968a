// Where a view is not what the events say, or the events are not what was once written.
import { canonicalJson, type ChainFault, type Resource, streamName } from '@tillstream/event-sourcing';

/** `path` as in `state.tiers[0].lineItems`; an absent value is null. */
export interface FieldDifference {
  readonly path: string;
  readonly events: unknown;
  readonly view: unknown;
}

export type Difference = {
  readonly stream: string;
  /** The last one by the events, else where it is broken. */ readonly revision: number;
  /** Of the document of a piece that lives on the stream, as in `charge 5Xk…`; absent: of the resource's own. */ readonly part?: string;
} & (
  | { readonly kind: 'view-missing' }
  /** A view that is ahead shows what no event says. */
  | { readonly kind: 'view-behind' | 'view-ahead'; readonly viewRevision: number }
  | { readonly kind: 'fields-differ'; readonly fields: readonly FieldDifference[] }
  | { readonly kind: 'view-unreadable' | 'events-unreadable'; readonly error: string }
  | { readonly kind: 'chain-broken'; readonly problem: ChainFault['problem'] }
);

const MOST_FIELDS = 20;

/** Null when both are the same, byte for byte of their canonical JSON. */
export function differenceOf(stream: string, events: Resource, view: Resource | null): Difference | null {
  const at = placeOf(stream, events);
  if (!view) return { ...at, kind: 'view-missing' };
  if (view.revision < events.revision) return { ...at, kind: 'view-behind', viewRevision: view.revision };
  if (view.revision > events.revision) return { ...at, kind: 'view-ahead', viewRevision: view.revision };
  const [left, right] = [compared(events), compared(view)];
  if (canonicalJson(left) === canonicalJson(right)) return null;
  return { ...at, kind: 'fields-differ', fields: fieldDifferences('', left, right).slice(0, MOST_FIELDS) };
}

export const unreadable = (stream: string, events: Resource, error: string): Difference => ({
  ...placeOf(stream, events),
  kind: 'view-unreadable',
  error,
});

const placeOf = (stream: string, { category, key, revision }: Resource): Pick<Difference, 'stream' | 'revision' | 'part'> => ({
  stream,
  revision,
  ...(streamName(category, key) === stream ? {} : { part: `${category} ${key}` }),
});

const compared = ({ accountId, createdAt, updatedAt, revision, state }: Resource) => ({ accountId, createdAt, updatedAt, revision, state });

function fieldDifferences(path: string, events: unknown, view: unknown): readonly FieldDifference[] {
  if (isSame(events, view)) return [];
  if (!isBranch(events) || !isBranch(view) || Array.isArray(events) !== Array.isArray(view))
    return [{ path, events: events ?? null, view: view ?? null }];
  const [left, right] = [new Map(Object.entries(events)), new Map(Object.entries(view))];
  const step = (name: string) => (Array.isArray(events) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`);
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => fieldDifferences(step(name), left.get(name), right.get(name)));
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isSame = (left: unknown, right: unknown): boolean =>
  left === right || (left !== undefined && right !== undefined && canonicalJson(left) === canonicalJson(right));
