// Asks again about a refund that nobody has answered for, and for the refund itself if the processor never saw it: under its own id, so that
// twice is once.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, StreamReader } from '@tillstream/event-sourcing';
import { checkoutSession } from '../checkout-session.decider';
import { Refunds, type Settled } from '../refunds';

export class SettleRefundCommand extends Command<Settled> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly refundKey: string,
  ) {
    super();
  }
}

@CommandHandler(SettleRefundCommand)
export class SettleRefundHandler implements ICommandHandler<SettleRefundCommand> {
  constructor(
    private readonly reader: StreamReader,
    private readonly refunds: Refunds,
  ) {}

  async execute({ context, sessionKey, refundKey }: SettleRefundCommand): Promise<Settled> {
    const session = await this.reader.current(checkoutSession, sessionKey);
    return this.refunds.settle(session, refundKey, { context, isRepeat: true });
  }
}
