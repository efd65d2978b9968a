// What turning a state into an answer needs from outside: nothing else reaches a `render`, so that every render can be repeated years later.
import type { Ids } from './ids';
import type { Open } from './personal/person-keys';
import type { Instant } from './time';

export interface RenderContext {
  readonly ids: Ids;
  /** Opens sealed personal values; null for a value whose person was erased. */
  readonly open: Open;
  readonly now: Instant;
}

/** ISO 8601, UTC, milliseconds. */
export const isoTime = (at: Instant): string => new Date(at).toISOString();
export const isoTimeOrNull = (at: Instant | null | undefined): string | null => (at === null || at === undefined ? null : isoTime(at));
