import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  NotFoundError,
  StreamDeletedError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  UnsupportedError,
} from '@eventstore/db-client';
import { Fault, type FaultKind } from '@tillstream/event-sourcing';
import { faultOf, isStuck } from './faults';

const grpc = (code: number, message: string) => Object.assign(new Error(message), { code, details: message, metadata: undefined });
const notReached = '14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED';

const known: readonly (readonly [name: string, error: unknown, kinds: readonly [reading: FaultKind, writing: FaultKind]])[] = [
  ['a tombstoned stream', StreamDeletedError.fromStreamName('x-1'), ['gone', 'gone']],
  ['no access', new AccessDeniedError(undefined, 'no'), ['refused', 'refused']],
  ['too large', MaxAppendSizeExceededError.fromMaxAppendSize(5), ['refused', 'refused']],
  ['too old a server', new UnsupportedError('x', '1'), ['refused', 'refused']],
  ['no connection', new UnavailableError(undefined, notReached), ['unavailable', 'unavailable']],
  ['a lost connection', new UnavailableError(undefined, '14 UNAVAILABLE: Connection dropped'), ['unavailable', 'unclear']],
  ['a cancelled call', new CancelledError(undefined, 'x'), ['unavailable', 'unclear']],
  ["the server's own timeout", new TimeoutError(undefined, 'x'), ['timeout', 'unclear']],
  ['a passed deadline', new DeadlineExceededError(undefined, 'x'), ['timeout', 'unclear']],
  ['something unknown', new UnknownError(undefined, 'x'), ['unavailable', 'unclear']],
  ['something not found', new NotFoundError(undefined, 'x'), ['unavailable', 'unclear']],
  ['no connection, unwrapped', grpc(14, notReached), ['unavailable', 'unavailable']],
  ['a broken stream, unwrapped', grpc(13, '13 INTERNAL: Received RST_STREAM with code 2'), ['unavailable', 'unclear']],
  ['no cluster', new Error('Failed to discover after 10 attempts.'), ['unavailable', 'unavailable']],
  ['a thrown text', 'Impossible situation', ['unavailable', 'unclear']],
]; // prettier-ignore

describe('faults', () => {
  it.each(known)('%s', (_, error, [reading, writing]) => {
    expect(faultOf(error, 'reading')).toMatchObject({ name: 'Fault', kind: reading, cause: error });
    expect(faultOf(error, 'writing')).toMatchObject({ name: 'Fault', kind: writing });
  });

  it('are made once', () => {
    const fault = new Fault('gone', 'x');
    expect(faultOf(fault, 'writing')).toBe(fault);
  });

  it('are not made of bugs', () => {
    const bug = new TypeError('x');
    expect(faultOf(bug, 'writing')).toBe(bug);
  });
});

describe('a stuck client', () => {
  it.each([
    ['a failed discovery', new Error('Failed to discover after 10 attempts.'), true],
    ["a failed look at the server's features", grpc(13, '13 INTERNAL'), true],
    ['what the client recovers from by itself', grpc(14, notReached), false],
    ['an answer of the server', new UnknownError(undefined, 'x'), false],
    ['a deadline of ours', new Fault('unclear', 'x'), false],
    ['a bug', new TypeError('x'), false],
  ])('%s', (_, error, expected) => expect(isStuck(error)).toBe(expected));
});
