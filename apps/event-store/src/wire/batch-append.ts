// BatchAppend: one endless stream per connection that carries many appends at once. Each correlation id is answered exactly once;
// whatever else comes for an answered id is ignored, because a second answer breaks the client.
import { status } from '@grpc/grpc-js';
import { NO_BYTES } from '../core/event';
import type { Outcome, Target } from '../store/store';
import { Fault, streamDeleted, writeTimedOut, wrongVersion } from './faults';
import type { BatchAppendCall, BatchAppendRequest, WriteOptions } from './messages';
import { Proposals, writeTarget } from './proposals';
import { fail, type Service, success, WRITE_TIMEOUT_MS } from './service';

/** Appends under way per connection, before no more are read from it. */
const MOST_UNDER_WAY = 512;

interface Append extends Target {
  readonly proposals: Proposals;
  readonly timer: NodeJS.Timeout;
}

export class BatchAppends {
  /** Begun and not answered, by correlation id. */
  private readonly appends = new Map<string, Append>();
  private ended = false;

  constructor(
    private readonly service: Service,
    private readonly call: BatchAppendCall,
  ) {
    const abort = (fault: Fault): boolean => call.emit('error', fault);
    service.endless.add(abort);
    call.on('close', () => service.endless.delete(abort));
    for (const event of ['error', 'cancelled']) call.on(event, () => this.abandon());
    call.on('drain', () => this.pace());
    call.on('data', (request: BatchAppendRequest) => this.receive(request));
    call.on('end', () => {
      this.ended = true;
      this.pace();
    });
  }

  private receive(request: BatchAppendRequest): void {
    const id = request.correlationId?.string ?? '';
    try {
      this.take(id, request);
    } catch (error) {
      const named = Buffer.from(request.options?.streamIdentifier?.streamName ?? NO_BYTES).toString();
      this.refuse(id, this.appends.get(id)?.stream ?? named, fail(this.service, error));
    }
  }

  private take(id: string, { options, proposedMessages = [], isFinal }: BatchAppendRequest): void {
    const append = this.appends.get(id) ?? (options && this.begin(id, options));
    if (!append) return; // the rest of a call that was refused or has timed out
    for (const message of proposedMessages) append.proposals.add(message);
    if (isFinal) this.write(id, append);
    this.pace();
  }

  private begin(id: string, options: WriteOptions): Append {
    const target = writeTarget(options);
    const leftMs = Math.min(deadlineMs(options) - Date.now(), WRITE_TIMEOUT_MS);
    if (leftMs <= 0) throw writeTimedOut();
    const timer = setTimeout(() => this.refuse(id, target.stream, writeTimedOut()), leftMs);
    const append: Append = { ...target, proposals: new Proposals(), timer };
    this.appends.set(id, append);
    return append;
  }

  private write(id: string, append: Append): void {
    this.service.store.append(append, append.proposals.events).then(
      (outcome) => this.conclude(id, append, outcome),
      (error: unknown) => this.conclude(id, append, fail(this.service, error)),
    );
  }

  private conclude(id: string, append: Append, outcome: Outcome | Fault): void {
    if (this.appends.get(id) !== append) return; // timed out meanwhile, or the connection is gone
    if (outcome instanceof Fault && outcome.code === status.UNAVAILABLE) return; // all of this stream is about to be told so
    const { stream, expected } = append;
    if (outcome instanceof Fault) this.refuse(id, stream, outcome);
    else if (outcome.kind === 'deleted') this.refuse(id, stream, streamDeleted(stream));
    else if (outcome.kind === 'wrong-version') this.refuse(id, stream, wrongVersion(stream, expected, outcome.current));
    else this.answer(id, stream, { success: success(outcome.last, outcome.position) });
  }

  private refuse(id: string, stream: string, fault: Fault): void {
    this.answer(id, stream, { error: fault.batchError() });
  }

  private answer(id: string, stream: string, result: object): void {
    clearTimeout(this.appends.get(id)?.timer);
    this.appends.delete(id);
    this.call.write({ correlationId: { string: id }, streamIdentifier: { streamName: Buffer.from(stream) }, ...result });
    this.pace();
  }

  /** Reads on only while the client takes its answers and not too much is under way; ends when there is nothing left to answer. */
  private pace(): void {
    if (this.ended && this.appends.size === 0) this.call.end();
    else if (this.appends.size >= MOST_UNDER_WAY || this.call.writableNeedDrain) this.call.pause();
    else if (this.call.isPaused()) this.call.resume();
  }

  /** Writes under way go on; nobody is left to hear of them. */
  private abandon(): void {
    for (const { timer } of this.appends.values()) clearTimeout(timer);
    this.appends.clear();
  }
}

/** Milliseconds since 1970. */
function deadlineMs({ deadline }: WriteOptions): number {
  return deadline ? Number(deadline.seconds ?? 0) * 1000 + (deadline.nanos ?? 0) / 1e6 : Infinity;
}
