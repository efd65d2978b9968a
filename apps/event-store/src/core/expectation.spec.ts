import { TOMBSTONE } from './event';
import { checkCommit, type Expectation, type StreamPast, type Verdict } from './expectation';

/** A stream that holds events a, b, c, … with these ids, revisions from 0. */
function stream(ids: string, state: Partial<StreamPast> = {}): StreamPast {
  const stored = [...ids];
  return {
    last: stored.length - 1,
    softDeleted: false,
    hasMetadata: () => false,
    revisionOf: (id) => (stored.includes(id) ? stored.indexOf(id) : undefined),
    idsFrom: (revision, count) => stored.slice(revision, revision + count),
    ...state,
  };
}

const any: Expectation = { kind: 'any' };
const exists: Expectation = { kind: 'stream-exists' };
const none: Expectation = { kind: 'no-stream' };
const at = (revision: number): Expectation => ({ kind: 'revision', revision });
const soft = { softDeleted: true };
const known = (last: number): Verdict => ({ kind: 'known', last });

const cases: readonly [string, StreamPast, Expectation, string, Verdict | Verdict['kind']][] = [
  ['a tombstone wins over everything', stream('ab', { last: TOMBSTONE }), any, 'a', 'deleted'],
  ['any: new', stream('ab'), any, 'c', 'write'],
  ['any: the same again', stream('abc'), any, 'bc', known(2)],
  ['any: first known, later one not', stream('ab'), any, 'bx', 'wrong-version'],
  ['any: first new, later one known', stream('ab'), any, 'xb', 'write'],
  ['any: nothing', stream('ab'), any, '', 'write'],
  ['exists: it does', stream('a'), exists, 'b', 'write'],
  ['exists: it does not', stream(''), exists, 'a', 'wrong-version'],
  ['exists: metadata alone counts', stream('', { hasMetadata: () => true }), exists, 'a', 'write'],
  ['exists: soft-deleted does not', stream('a', soft), exists, 'b', 'deleted'],
  ['no stream: there is none', stream(''), none, 'a', 'write'],
  ['no stream: there is one', stream('a'), none, 'b', 'wrong-version'],
  ['no stream: the same again', stream('ab'), none, 'ab', known(1)],
  ['no stream: the same and more', stream('ab'), none, 'abc', 'wrong-version'],
  ['no stream: a part of the same', stream('abc'), none, 'ab', known(1)],
  ['no stream: soft-deleted counts as none', stream('ab', soft), none, 'x', 'write'],
  ['no stream: soft-deleted, later one differs', stream('ab', soft), none, 'ax', 'wrong-version'],
  ['number: at it', stream('ab'), at(1), 'c', 'write'],
  ['number: beyond the end', stream('ab'), at(2), 'c', 'wrong-version'],
  ['number: before the end, the same again', stream('abc'), at(0), 'bc', known(2)],
  ['number: before the end, another event', stream('abc'), at(0), 'x', 'wrong-version'],
  ['number: before the end, soft-deleted', stream('abc', soft), at(0), 'x', 'wrong-version'],
  ['number: before the end, nothing', stream('abc'), at(0), '', 'wrong-version'],
];

describe('optimistic concurrency', () => {
  it.each(cases)('%s', (...[, past, expected, ids, verdict]) => {
    expect(checkCommit(past, expected, [...ids])).toEqual(typeof verdict === 'string' ? { kind: verdict } : verdict);
  });
});
