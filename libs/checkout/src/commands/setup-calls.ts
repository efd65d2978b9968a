// Saving a card at one processor, as a try of that card: its bank is asked as for a charge. Counted before the processor is called, taken back
// when it was none. A crash in between leaves it counted.
import { Injectable } from '@nestjs/common';
import { causedBy, Clock, Ids, type RecordedEvent } from '@tillstream/event-sourcing';
import { type CardDetails, CardTries, type CardTry, type SetupOutcome } from '@tillstream/payments';
import type { Attempt } from '../core/checkout-session.state';
import { PressLimits } from '../press-limits';
import { isNoTry, NO_TRY_LEFT } from './charge-tries';
import { ConnectedProcessors } from './connected-processors';

export interface SetupCall {
  readonly sessionKey: string;
  readonly attempt: Attempt;
  readonly processorKey: string;
  /** What made this call due. */
  readonly cause: RecordedEvent;
}

@Injectable()
export class SetupCalls {
  constructor(
    private readonly processors: ConnectedProcessors,
    private readonly tries: CardTries,
    private readonly limits: PressLimits,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async save(call: SetupCall, card: CardDetails): Promise<SetupOutcome> {
    const { sessionKey, attempt, processorKey } = call;
    const counted = this.tryOf(call);
    if (counted && !(await this.tries.begin(this.context(call, 'count'), counted))) return NO_TRY_LEFT;
    const outcome = await this.processors.save({ sessionKey, attemptKey: attempt.key, processorKey, card });
    // The call before it under the same key may have reached the bank: that this one reached nobody takes nothing back then.
    if (isNoTry(outcome) && !(outcome.kind === 'not_sent' && wasUnanswered(call))) this.takeBack(call);
    return outcome;
  }

  /** After the buyer's challenge: the same try, of which the bank has heard whatever becomes of this call. */
  async finish(call: SetupCall, reference: string | null): Promise<SetupOutcome> {
    const { attempt, processorKey } = call;
    const outcome = await this.processors.finishSetup({ attemptKey: attempt.key, processorKey, reference });
    if (outcome.kind === 'approved') this.takeBack(call);
    return outcome;
  }

  /** Nobody waits for it. */
  private takeBack(call: SetupCall): void {
    const counted = this.tryOf(call);
    if (counted) void this.tries.takeBack(this.context(call, 'take-back'), counted);
  }

  /** A call that nobody answered is made again under the same reference: one try. */
  private tryOf({ attempt, processorKey }: SetupCall): CardTry | null {
    if (!this.limits.schemeTries || !attempt.card) return null;
    return { card: attempt.card, tryKey: this.ids.derivedKey('setup-try', attempt.key, processorKey), now: this.clock.now() };
  }

  private context({ attempt, processorKey, cause }: SetupCall, what: 'count' | 'take-back') {
    return causedBy(cause, `${what}-card-try/${processorKey}/${attempt.setups.length}`);
  }
}

const wasUnanswered = ({ attempt, processorKey }: SetupCall): boolean =>
  attempt.setups.some((setup) => setup.processorKey === processorKey && setup.outcome === 'unknown');
