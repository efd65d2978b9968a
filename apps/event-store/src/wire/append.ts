// The calls that write once: Append (events come in, one answer goes out), Delete and Tombstone.
import type { handleClientStreamingCall, handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Outcome } from '../store/store';
import { streamDeleted, versions, writeTimedOut, wrongVersion } from './faults';
import type { AppendRequest, DeleteRequest, WriteOptions } from './messages';
import { deleteTarget, Proposals, writeTarget } from './proposals';
import { fail, type Service, success, wirePosition, WRITE_TIMEOUT_MS } from './service';

export const appendHandler =
  (service: Service): handleClientStreamingCall<AppendRequest, object> =>
  (call, answer) =>
    respond(service, append(service, call), answer);

export const deleteHandler =
  (service: Service, hard: boolean): handleUnaryCall<DeleteRequest, object> =>
  (call, answer) =>
    respond(service, remove(service, call.request, hard), answer);

function respond(service: Service, work: Promise<object>, answer: sendUnaryData<object>): void {
  work.then(
    (response) => answer(null, response),
    (error: unknown) => answer(fail(service, error)),
  );
}

/** A call that is cut off half way throws out of the loop: nothing of it is written. */
async function append({ store }: Service, call: AsyncIterable<AppendRequest>): Promise<object> {
  const proposals = new Proposals();
  let chosen: WriteOptions | undefined;
  for await (const { options, proposedMessage } of call) {
    chosen = options ?? chosen;
    if (proposedMessage) proposals.add(proposedMessage);
  }
  const target = writeTarget(chosen);
  const outcome = await inTime(store.append(target, proposals.events));
  if (outcome.kind === 'deleted') throw streamDeleted(target.stream);
  if (outcome.kind === 'wrong-version') return { wrongExpectedVersion: versions(target.expected, outcome.current) };
  return { success: success(outcome.last, outcome.position) };
}

async function remove({ store }: Service, { options }: DeleteRequest, hard: boolean): Promise<object> {
  const target = deleteTarget(options);
  const outcome = await inTime(store.delete(target, hard));
  if (outcome.kind === 'deleted') throw streamDeleted(target.stream);
  if (outcome.kind === 'wrong-version') throw wrongVersion(target.stream, target.expected, outcome.current);
  return { position: wirePosition(outcome.position ?? 0) };
}

function inTime(write: Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(writeTimedOut()), WRITE_TIMEOUT_MS)));
  return Promise.race([write, late]).finally(() => clearTimeout(timer));
}
