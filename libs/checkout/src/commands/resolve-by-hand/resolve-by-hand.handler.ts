// What an operator knows of a charge that nobody could settle: from the processor's own pages, or from the bank. His reason and who he is stand
// in the event. What follows is the same as if the processor had said so, but that nobody else is asked for money: a cascade does not go on
// from a command line, where no buyer waits and no bank could send one back to.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, StreamReader } from '@tillstream/event-sourcing';
import { findCharge, isOpenStill } from '../../core/attempt';
import type { ResolveCharge } from '../../core/charge.commands';
import { ChargeResults } from '../charge-results';
import { checkoutSession } from '../checkout-session.decider';

/** `settled-before`: somebody else was quicker, or it never was in question. */
export type ResolvedByHand = 'resolved' | 'settled-before' | 'not-found';

export class ResolveByHandCommand extends Command<ResolvedByHand> {
  constructor(
    readonly context: CommandContext,
    readonly charge: { readonly sessionKey: string; readonly chargeKey: string },
    /** `reference`: the processor's name for the charge, where money was taken. */
    readonly told: Pick<ResolveCharge, 'result' | 'reference'>,
  ) {
    super();
  }
}

@CommandHandler(ResolveByHandCommand)
export class ResolveByHandHandler implements ICommandHandler<ResolveByHandCommand> {
  constructor(
    private readonly reader: StreamReader,
    private readonly results: ChargeResults,
  ) {}

  async execute({ context, charge: { sessionKey, chargeKey }, told }: ResolveByHandCommand): Promise<ResolvedByHand> {
    const session = await this.reader.current(checkoutSession, sessionKey);
    const charge = session.state.status === 'absent' ? null : (findCharge(session.state, chargeKey)?.charge ?? null);
    if (!charge || session.accountId !== context.accountId) return 'not-found';
    if (!isOpenStill(charge)) return 'settled-before';
    const finding = { ...told, by: 'hand' as const, code: null, advice: null, savedCard: null };
    const { events } = await this.results.settle(session, chargeKey, { kind: 'finding', finding, context, means: null });
    return events.length > 0 ? 'resolved' : 'settled-before';
  }
}
