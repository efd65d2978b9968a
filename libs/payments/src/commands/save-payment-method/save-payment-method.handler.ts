// Keeps what a processor calls a saved card. Sent inline right after the outcome was stored and again by the reactor: the key follows from
// the attempt, so twice is once.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor } from '@tillstream/event-sourcing';
import { paymentMethod, type PaymentMethodCommand, type PaymentMethodOutcome } from '../../core/payment-method';

export class SavePaymentMethodCommand extends Command<PaymentMethodOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly saved: Omit<Extract<PaymentMethodCommand, { type: 'SavePaymentMethod' }>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(SavePaymentMethodCommand)
export class SavePaymentMethodHandler implements ICommandHandler<SavePaymentMethodCommand> {
  constructor(private readonly executor: Executor) {}

  execute({ context, key, saved }: SavePaymentMethodCommand) {
    return this.executor.run(paymentMethod, { key, context }, { type: 'SavePaymentMethod', ...saved });
  }
}
