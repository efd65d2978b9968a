// What travels with every command, and ends in the metadata of every event it causes.
import type { Actor, RecordedEvent } from './event';
import { derivedCommandId } from './ids';
import type { Instant } from './time';

export interface CommandContext {
  /** UUID. From the idempotency key, from the causing event, or random (formats.md §2). */
  readonly commandId: string;
  /** Keyed hash of the canonical request: tells a retry from another request under the same key. */
  readonly requestHash: string;
  readonly requestId: string | null;
  /** `acc_…` */
  readonly accountId: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
  readonly net: string | null;
  readonly reason: string | null;
  /** Until when the executor may keep trying; absent: its default budget. */
  readonly deadlineAt?: Instant;
  /** The revisions that one stream must still be at. It names the stream, since contexts are passed on to commands of others. */
  readonly precondition?: { readonly stream: string; readonly revisions: readonly number[] };
}

/** The context of a command that a process sends because of `event`: repeating the reaction repeats the very same ids. */
export function causedBy(event: RecordedEvent, process: string): CommandContext {
  return {
    commandId: derivedCommandId(event.id, process),
    requestHash: process,
    requestId: event.metadata.requestId,
    accountId: event.metadata.accountId,
    actor: { kind: 'system', id: process },
    correlationId: event.metadata.$correlationId,
    causationId: event.id,
    net: null,
    reason: null,
  };
}

/** The context of a command that a timer sends. The same timer at the same revision is the same command. */
export function causedByTimer(timer: {
  readonly accountId: string;
  readonly stream: string;
  readonly revision: number;
  readonly name: string;
}): CommandContext {
  const commandId = derivedCommandId(`${timer.stream}@${timer.revision}`, timer.name);
  return {
    commandId,
    requestHash: timer.name,
    requestId: null,
    accountId: timer.accountId,
    actor: { kind: 'system', id: `timer:${timer.name}` },
    correlationId: commandId,
    causationId: commandId,
    net: null,
    reason: null,
  };
}
