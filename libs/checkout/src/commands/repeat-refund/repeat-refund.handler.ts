// Asks for a late refund again that its processor refused: as another one, for the refusal of the first is final. The id follows from the charge
// and the number of refusals, so that two timers at once ask once.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, Ids, StreamReader } from '@tillstream/event-sourcing';
import { owedRefunds } from '../../core/owed-refund';
import { checkoutSession } from '../checkout-session.decider';
import { Refunds, type Settled } from '../refunds';
import { lateRefundKeyOf } from '../session-ids';

export class RepeatRefundCommand extends Command<Settled> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly chargeKey: string,
  ) {
    super();
  }
}

@CommandHandler(RepeatRefundCommand)
export class RepeatRefundHandler implements ICommandHandler<RepeatRefundCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly refunds: Refunds,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** `settled`: it was asked for again, and what came of it has a timer of its own. `unclear`: only a person can help. */
  async execute({ context, sessionKey, chargeKey }: RepeatRefundCommand): Promise<Settled> {
    const { state } = await this.reader.current(checkoutSession, sessionKey);
    const owed = state.status === 'absent' ? undefined : owedRefunds(state).find(({ charge }) => charge.key === chargeKey);
    if (!owed) return 'settled';
    if (owed.isHopeless) return 'unclear';
    const command = {
      type: 'RequestRefund', now: this.clock.now(), refundKey: lateRefundKeyOf(this.ids, chargeKey, owed.refusals), chargeKey, amountAtom: null,
      currency: null, reason: owed.reason, metadata: {}, isOutOfBand: false,
    } as const; // prettier-ignore
    const outcome = await this.executor.run(checkoutSession, { key: sessionKey, context }, command);
    if (outcome.kind === 'rejected') return 'unclear'; // the session is full
    await this.refunds.begin(outcome.events, outcome.resource);
    return 'settled';
  }
}
