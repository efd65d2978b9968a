// load → fold → decide → append, the one path by which anything comes to be (architecture.md §4). A crash before the append
// changes nothing; after it, the same command id finds its own event and answers from it.
import type { CommandContext } from './context';
import { reject } from './decision';
import type { Decider, StreamType } from './decider';
import type { DomainEvent, ProposedEvent, RecordedEvent } from './event';
import { streamName } from './event';
import { Fault, isFault, isPassing } from './faults';
import type { AppendResult, EventStore } from './ports/event-store';
import type { Log } from './ports/logger';
import { propose } from './proposal';
import { foldOn, type Folded, nothingYet, type Resource } from './resource';
import { SerialQueues } from './serial';
import type { StreamReader } from './stream-reader';
import type { Clock, Instant } from './time';

export type IdempotencyKeyReused = { readonly code: 'idempotency-key-reused' };
/** What the executor itself refuses, whatever the stream. */
export type ExecutorRejection =
  | IdempotencyKeyReused
  /** The stream is at another revision than those that the context names. */
  | { readonly code: 'precondition-failed' }
  | { readonly code: 'append-too-large' };

export type Outcome<State, Event extends DomainEvent, Rejection> =
  | {
      readonly kind: 'accepted';
      readonly resource: Resource<State>;
      /** What this run appended; empty when it was already so. */
      readonly events: readonly RecordedEvent<Event>[];
      /** The command id was known: `resource` is the state as it was after it. */
      readonly replayed: boolean;
      /** Of a target that tells beside: resolves once the listener of appends is done, and never rejects. */
      readonly told?: Promise<void>;
    }
  | { readonly kind: 'rejected'; readonly reasons: readonly (Rejection | ExecutorRejection)[]; readonly resource: Resource<State> };

export type Accepted<State, Event extends DomainEvent> = Extract<Outcome<State, Event, never>, { kind: 'accepted' }>;

/** Called after each append of this process with the new state, before the command answers. What it throws is logged: the append stands. */
export type AppendListener = (resource: Resource, events: readonly RecordedEvent[]) => Promise<void>;

export interface ExecutorParts {
  readonly store: EventStore;
  readonly reader: StreamReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly onAppend?: AppendListener;
  /** How long one command may keep trying, in milliseconds. */
  readonly budgetMs?: number;
}

export interface CommandTarget {
  readonly key: string;
  readonly context: CommandContext;
  /** For a command that stands for several: whose each decided event is. */
  readonly contextOf?: (index: number) => CommandContext;
  /** Somebody else has to be asked before anybody is answered: the listener of appends works beside that, and is not waited for. */
  readonly tellsBeside?: boolean;
}

interface Run<State, Command, Event extends DomainEvent, Rejection> extends CommandTarget {
  readonly decider: Decider<State, Command, Event, Rejection>;
  readonly command: Command;
  readonly deadlineAt: Instant;
}

const DEFAULT_BUDGET_MS = 10_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

export class Executor {
  private readonly queues = new SerialQueues();

  constructor(private readonly parts: ExecutorParts) {}

  /** Throws a Fault when the outcome is not known within the budget; a repeat with the same command id is always safe. */
  run<State, Command, Event extends DomainEvent, Rejection>(
    decider: Decider<State, Command, Event, Rejection>,
    target: CommandTarget,
    command: Command,
  ): Promise<Outcome<State, Event, Rejection>> {
    const deadlineAt = target.context.deadlineAt ?? this.parts.clock.now() + (this.parts.budgetMs ?? DEFAULT_BUDGET_MS);
    const run = { decider, ...target, command, deadlineAt };
    return this.queues.run(streamName(decider.category, target.key), () => this.decideAndAppend(run));
  }

  private async decideAndAppend<State, Command, Event extends DomainEvent, Rejection>(
    run: Run<State, Command, Event, Rejection>,
  ): Promise<Outcome<State, Event, Rejection>> {
    const { decider, key } = run;
    this.assertTimeLeft(run); // one that waited too long in the queue must not make the others wait longer
    // Most streams that this process does not know are about to be made: "nothing yet" is a guess that an append proves or refutes.
    let folded = this.parts.reader.known(decider, key) ?? nothingYet(decider, key);
    let isFresh = false;
    for (;;) {
      assertOwned(run, folded);
      const remembered = await this.answerFromMemory(run, folded);
      if (remembered) return remembered;
      const decision = isAsExpected(run, folded) ? decider.decide(run.command, folded.state) : preconditionFailed;
      const events = 'accepted' in decision ? decision.accepted : [];
      if (events.length > 0) {
        const outcome = await this.append(run, folded, events);
        if (outcome) return outcome;
      } else if (isFresh) {
        return 'accepted' in decision
          ? { kind: 'accepted', resource: folded, events: [], replayed: false }
          : { kind: 'rejected', reasons: decision.rejected, resource: folded };
      }
      // Lost a race, or about to refuse on a state that may be behind: read on, then decide again.
      this.assertTimeLeft(run);
      const behind = folded;
      folded = await this.insist(run, () => this.parts.reader.readOn(decider, behind));
      isFresh = true;
    }
  }

  private async answerFromMemory<State, Command, Event extends DomainEvent, Rejection>(
    run: Run<State, Command, Event, Rejection>,
    folded: Folded<State>,
  ): Promise<Outcome<State, Event, Rejection> | null> {
    const remembered = folded.commands.get(run.context.commandId);
    if (!remembered) return null;
    if (remembered.requestHash !== run.context.requestHash)
      return { kind: 'rejected', reasons: [{ code: 'idempotency-key-reused' }], resource: folded };
    const resource = await this.insist(run, () => this.parts.reader.at(run.decider, run.key, remembered.revision));
    return { kind: 'accepted', resource, events: [], replayed: true };
  }

  /** Null when somebody else was first. */
  private async append<State, Command, Event extends DomainEvent, Rejection>(
    run: Run<State, Command, Event, Rejection>,
    folded: Folded<State>,
    events: readonly Event[],
  ): Promise<Outcome<State, Event, Rejection> | null> {
    const stream = streamName(run.decider.category, run.key);
    const { decider: type, context, contextOf } = run;
    const proposed = propose({ type, folded, events, context, contextOf, now: this.parts.clock.now() });
    if (isTooLarge(proposed)) return { kind: 'rejected', reasons: [{ code: 'append-too-large' }], resource: folded };
    // A crash in here leaves the append done or not done; with the answer lost, the very same bytes are sent again.
    const result = await this.insist(run, () => this.parts.store.append(stream, folded.revision, proposed));
    if (result.kind === 'conflict') {
      if (result.actual >= folded.revision) return null;
      this.parts.reader.forget(folded); // a store that was put back to an earlier time: what is remembered never happened
      throw new Fault('unavailable', `${stream} holds less than was read of it before; repeat the command`);
    }
    const recorded = record(proposed, { stream, after: folded.revision, result });
    const after = foldOn(run.decider, folded, recorded);
    this.parts.reader.remember(after);
    const told = this.announce(after, recorded);
    if (!run.tellsBeside) await told;
    await this.leaveCopy(run.decider, folded.revision, after);
    return { kind: 'accepted', resource: after, events: recorded, replayed: false, ...(run.tellsBeside ? { told } : {}) };
  }

  /** A command whose events are stored has succeeded, whatever becomes of telling others. */
  private async announce(after: Resource, recorded: readonly RecordedEvent[]): Promise<void> {
    try {
      await this.parts.onAppend?.(after, recorded);
    } catch (error) {
      this.parts.log.error({ category: after.category, key: after.key, error: String(error) }, 'after an append something failed');
    }
  }

  private async leaveCopy<State, Event extends DomainEvent>(
    type: StreamType<State, Event>,
    before: number,
    after: Folded<State>,
  ): Promise<void> {
    try {
      await this.parts.reader.keepCopy(type, before, after);
    } catch (error) {
      this.parts.log.warn({ category: after.category, key: after.key, error: String(error) }, 'a copy of a state was not left');
    }
  }

  /** Repeats through passing faults until the command's time is over. Only for steps whose repeat is harmless. */
  private async insist<T>(run: { readonly deadlineAt: Instant; readonly context: CommandContext }, step: () => Promise<T>): Promise<T> {
    let unclear: unknown; // a later "not reached" must not make the caller believe that nothing was done
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await step();
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (isFault(error) && error.kind !== 'unavailable') unclear ??= error;
        if (this.parts.clock.now() + pauseMs >= run.deadlineAt) throw unclear ?? error;
        this.parts.log.warn(
          { commandId: run.context.commandId, fault: String(error) },
          'the event store did not answer; trying again with the same ids',
        );
      }
      await this.parts.clock.sleep(pauseMs);
    }
  }

  private assertTimeLeft(run: { readonly deadlineAt: Instant; readonly context: CommandContext }): void {
    if (this.parts.clock.now() < run.deadlineAt) return;
    throw new Fault(
      'unavailable',
      `command ${run.context.commandId} did not get its turn within its time; nothing was appended, repeat it`,
    );
  }
}

/** A key from outside may name another account's stream: for this account there is nothing there, whatever the command is. */
function assertOwned({ context }: { readonly context: CommandContext }, { category, key, revision, accountId }: Folded): void {
  if (revision < 0 || accountId === context.accountId) return;
  throw new Fault('gone', `${streamName(category, key)} is not of account ${context.accountId}`);
}

const preconditionFailed = reject<ExecutorRejection>({ code: 'precondition-failed' });

function isAsExpected({ context }: { readonly context: CommandContext }, { category, key, revision }: Resource): boolean {
  const { precondition } = context;
  return precondition?.stream !== streamName(category, key) || precondition.revisions.includes(revision);
}

/** Of UTF-8, in one append: what an event store takes at once has an end, and no session needs more (formats.md §6). */
const MOST_BYTES = 256 * 1_024;
const MOST_BYTES_PER_CHARACTER = 3;

function isTooLarge(proposed: readonly ProposedEvent[]): boolean {
  const text = JSON.stringify(proposed.map(({ data }) => data));
  return text.length * MOST_BYTES_PER_CHARACTER > MOST_BYTES && Buffer.byteLength(text) > MOST_BYTES;
}

interface Appended {
  readonly stream: string;
  readonly after: number;
  readonly result: Extract<AppendResult, { kind: 'appended' }>;
}

function record<Event extends DomainEvent>(
  proposed: readonly ProposedEvent<Event>[],
  { stream, after, result }: Appended,
): readonly RecordedEvent<Event>[] {
  return proposed.map((event, index) => ({ ...event, stream, revision: after + 1 + index, position: result.position }));
}
