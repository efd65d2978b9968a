// Asks the processor to give money back, and writes down what came of it. `RefundRequested` is stored before this runs. A crash in here, or
// no answer, leaves the refund pending: the session's timer asks again under the same id, so that twice is once.
import { Injectable } from '@nestjs/common';
import {
  causedBy,
  Clock,
  type CommandContext,
  Executor,
  Ids,
  type RecordedEvent,
  type Resource,
  StreamReader,
} from '@tillstream/event-sourcing';
import { processor, ProcessorAdapters, recognisesRepeats, type RefundAnswer, type RefundToMake } from '@tillstream/payments';
import { findCharge } from '../core/attempt';
import type { CheckoutSessionState, Session } from '../core/checkout-session.state';
import { findRefund, isPending, referenceOf } from '../core/refund';
import type { Refund, RefundRequested } from '../core/refund.events';
import { LastTries } from '../last-tries';
import { checkoutSession } from './checkout-session.decider';

type SessionResource = Resource<CheckoutSessionState>;

/** `unclear`: the processor did not say; ask again later. */
export type Settled = 'settled' | 'unclear';

/** Money must not go back twice: it is asked about until it is seen, or a person looks. */
const NEVER_SEEN = {
  kind: 'no-answer',
  message: 'the processor has never seen it, and may take it for another one if it is asked for again',
} as const;

@Injectable()
export class Refunds {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly adapters: ProcessorAdapters,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly tries: LastTries,
  ) {}

  /** Right after the append that requested them. Resolves with the session as it is then. */
  async begin(events: readonly RecordedEvent[], session: SessionResource): Promise<SessionResource> {
    const requested = events.filter((event) => event.type === 'RefundRequested');
    for (const event of requested) {
      await this.settle(session, (event.data as RefundRequested).refundKey, { context: causedBy(event, 'make-refund'), isRepeat: false });
    }
    return requested.length === 0 ? session : this.reader.current(checkoutSession, session.key);
  }

  /** @param isRepeat somebody may have asked before: it is looked for first, and only one that was never seen is asked for again. */
  async settle(
    { key, state }: SessionResource,
    refundKey: string,
    { context, isRepeat }: { readonly context: CommandContext; readonly isRepeat: boolean },
  ): Promise<Settled> {
    const refund = state.status === 'absent' ? null : findRefund(state, refundKey);
    if (state.status === 'absent' || !refund || !isPending(refund)) return 'settled';
    const answer = await this.ask(state, refund, isRepeat);
    if (answer.kind === 'pending' || answer.kind === 'no-answer') {
      this.tries.note(refundKey, answer.kind === 'pending' ? 'the processor says that it is pending' : answer.message);
      return 'unclear';
    }
    const { kind: result, reference } = answer;
    const why = answer.kind === 'failed' ? { code: answer.code, message: answer.message } : { code: null, message: null };
    const by = isRepeat ? ('inquiry' as const) : ('answer' as const);
    const command = { type: 'ResolveRefund' as const, now: this.clock.now(), refundKey, result, by, reference, ...why };
    await this.executor.run(checkoutSession, { key, context }, command);
    return 'settled';
  }

  private async ask(session: Session, refund: Refund, isRepeat: boolean): Promise<RefundAnswer> {
    const { state } = await this.reader.current(processor, refund.processorKey);
    if (state.status === 'absent') return { kind: 'no-answer', message: 'the processor is not connected' };
    const adapter = this.adapters.for({ key: refund.processorKey, fields: state.fields });
    const wanted = this.wanted(session, refund);
    const known = isRepeat ? await adapter.inquireRefund(wanted) : null;
    if (known !== null && known.kind !== 'never-seen') return known;
    return known === null || recognisesRepeats(adapter.abilities) ? adapter.refund(wanted) : NEVER_SEEN;
  }

  private wanted(session: Session, { key, chargeKey, amountAtom, currency }: Refund): RefundToMake {
    const charge = findCharge(session, chargeKey)?.charge;
    return {
      refundReference: this.ids.format('re', key),
      merchantReference: this.ids.format('pa', chargeKey),
      reference: charge ? referenceOf(charge) : null,
      amountAtom,
      currency,
    };
  }
}
