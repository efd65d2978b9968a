// Takes a saved card out of use: nobody is offered it any more, and nothing new is charged with it. Attempts that run are not touched.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor } from '@tillstream/event-sourcing';
import { paymentMethod, type PaymentMethodOutcome } from '../../core/payment-method';

export class DetachPaymentMethodCommand extends Command<PaymentMethodOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
  ) {
    super();
  }
}

@CommandHandler(DetachPaymentMethodCommand)
export class DetachPaymentMethodHandler implements ICommandHandler<DetachPaymentMethodCommand> {
  constructor(private readonly executor: Executor) {}

  execute({ context, key }: DetachPaymentMethodCommand) {
    return this.executor.run(paymentMethod, { key, context }, { type: 'DetachPaymentMethod' });
  }
}
