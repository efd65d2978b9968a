// What an operator knows of a charge that nobody could settle: from the processor's own pages, or from the bank. His reason and who he is stand
// in the event. Where he says that nothing was taken its processor is asked once more, and closes it, so that nothing can be taken after that; what
// the processor says stands, whatever he said. What follows is the same as if nobody had been needed, but that nobody else is asked for money: a
// cascade does not go on from a command line, where no buyer waits and no bank could send one back to. A crash after the closing leaves the rest to
// the timer, which finds it closed.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, StreamReader } from '@tillstream/event-sourcing';
import { chargeToSettle } from '../../core/attempt';
import type { ResolveCharge } from '../../core/charge.commands';
import { ChargeInquiry, type Finding, type Found } from '../charge-inquiry';
import { ChargeResults } from '../charge-results';
import { checkoutSession } from '../checkout-session.decider';

export type ResolvedByHand =
  /** `by`: who settled it, the operator's hand or its processor. */
  | { readonly kind: 'resolved'; readonly result: ResolveCharge['result']; readonly by: ResolveCharge['by'] }
  /** He said that nothing was taken, and its processor says that it was: that is what was written down. */
  | { readonly kind: 'charged'; readonly reference: string | null }
  /** Nothing was written: its processor did not answer, so the charge may still take money. */
  | { readonly kind: 'not-closed'; readonly message: string }
  /** Somebody else was quicker, or it never was in question. */
  | { readonly kind: 'settled-before' }
  | { readonly kind: 'not-found' };

export interface OperatorsWord extends Pick<ResolveCharge, 'result' | 'reference'> {
  /** It counts although its processor, which could close the charge, does not answer. */
  readonly countsUnanswered?: boolean;
}

export class ResolveByHandCommand extends Command<ResolvedByHand> {
  constructor(
    readonly context: CommandContext,
    readonly charge: { readonly sessionKey: string; readonly chargeKey: string },
    /** `reference`: the processor's name for the charge, where money was taken. */
    readonly told: OperatorsWord,
  ) {
    super();
  }
}

@CommandHandler(ResolveByHandCommand)
export class ResolveByHandHandler implements ICommandHandler<ResolveByHandCommand> {
  constructor(
    private readonly reader: StreamReader,
    private readonly inquiry: ChargeInquiry,
    private readonly results: ChargeResults,
  ) {}

  async execute({ context, charge: { sessionKey, chargeKey }, told }: ResolveByHandCommand): Promise<ResolvedByHand> {
    const session = await this.reader.current(checkoutSession, sessionKey);
    if (session.state.status === 'absent' || session.accountId !== context.accountId) return { kind: 'not-found' };
    const charge = chargeToSettle(session.state, chargeKey);
    if (!charge) return { kind: 'settled-before' };
    const found = told.result === 'approved' ? null : await this.inquiry.find(charge);
    if (found && isOpenThere(found) && !told.countsUnanswered) return { kind: 'not-closed', message: found.message };
    const finding = found?.kind === 'finding' ? found.finding : byHand(told);
    const { events } = await this.results.settle(session, chargeKey, { kind: 'finding', finding, context, means: null });
    return answerOf(finding, told, events.length > 0);
  }
}

function answerOf({ result, by, reference }: Finding, told: OperatorsWord, isWritten: boolean): ResolvedByHand {
  if (result === 'approved' && told.result !== 'approved') return { kind: 'charged', reference };
  return isWritten ? { kind: 'resolved', result, by } : { kind: 'settled-before' };
}

const byHand = ({ result, reference }: OperatorsWord): Finding => ({
  result, reference, by: 'hand', code: null, advice: null, savedCard: null,
}); // prettier-ignore

/** As far as anybody knows; one that could never be asked or closed there is what operators are for. */
const isOpenThere = (found: Found): found is Extract<Found, { kind: 'unclear' }> =>
  found.kind === 'unclear' && found.why !== 'cannot-be-asked';
