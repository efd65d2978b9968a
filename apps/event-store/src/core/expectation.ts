// Optimistic concurrency: may these events be written, are they there already, or has somebody else been faster?
// The order of the checks is the protocol's; `past` includes what is handed to the writer and not yet committed.
import { TOMBSTONE } from './event';

export type Expectation =
  { readonly kind: 'any' | 'no-stream' | 'stream-exists' } | { readonly kind: 'revision'; readonly revision: number };

export interface StreamPast {
  /** Last revision, -1 without events, TOMBSTONE once deleted for good. */
  readonly last: number;
  readonly softDeleted: boolean;
  hasMetadata(): boolean;
  /** Revision of a recent event of this stream with that id: best effort, as in the original. */
  revisionOf(id: string): number | undefined;
  /** Ids of the stored events from a revision on, at most `count`: exact. */
  idsFrom(revision: number, count: number): readonly string[];
}

export type Verdict = { readonly kind: 'write' | 'wrong-version' | 'deleted' } | { readonly kind: 'known'; readonly last: number };

const write: Verdict = { kind: 'write' };
const wrongVersion: Verdict = { kind: 'wrong-version' };
const deleted: Verdict = { kind: 'deleted' };

export function checkCommit(past: StreamPast, expected: Expectation, ids: readonly string[]): Verdict {
  if (past.last === TOMBSTONE) return deleted;
  if (expected.kind === 'stream-exists' && past.softDeleted) return deleted;
  if (expected.kind === 'stream-exists' && past.last < 0 && !past.hasMetadata()) return wrongVersion;
  if (expected.kind === 'revision') return checkByRevision(past, expected.revision, ids);
  if (expected.kind === 'no-stream') return checkByRevision(past, -1, ids);
  return checkByIds(past, ids);
}

/** Without a number only the ids can tell a repetition. A call that is there in part can be neither repeated nor completed. */
function checkByIds(past: StreamPast, ids: readonly string[]): Verdict {
  const revisions = ids.map((id) => past.revisionOf(id));
  if (revisions[0] === undefined) return write;
  return revisions.includes(undefined) ? wrongVersion : { kind: 'known', last: revisions.at(-1) ?? past.last };
}

function checkByRevision(past: StreamPast, expected: number, ids: readonly string[]): Verdict {
  if (expected > past.last) return wrongVersion;
  if (expected === past.last) return write;
  if (ids.length === 0) return wrongVersion;
  const stored = past.idsFrom(expected + 1, ids.length);
  const difference = ids.findIndex((id, index) => id !== stored[index]);
  if (difference === -1) return { kind: 'known', last: expected + ids.length };
  return difference === 0 && expected === -1 && past.softDeleted ? write : wrongVersion;
}
