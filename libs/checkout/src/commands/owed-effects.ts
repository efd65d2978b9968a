// Runs the processes of a session right after its append, so that saved cards, slots and subscriptions are there before the answer. A crash
// right here only delays them: the reactor sees the same events and sends the same commands.
import { Injectable } from '@nestjs/common';
import { CommandBus, type ICommand } from '@nestjs/cqrs';
import { Log, reactionsTo, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { SavePaymentMethodCommand } from '@tillstream/payments';
import { CreateSubscriptionCommand } from '@tillstream/subscriptions';
import { createSubscriptions } from '../processes/create-subscriptions/create-subscriptions.process';
import { settleSlots } from '../processes/settle-slots/settle-slots.process';
import { SettleSlotCommand } from './settle-slot/settle-slot.handler';
import { savePaymentMethods } from '../processes/save-payment-methods/save-payment-methods.process';

@Injectable()
export class OwedEffects {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly log: Log,
  ) {}

  async send(events: readonly RecordedEvent[], after: Resource): Promise<void> {
    for (const event of events) {
      for (const { effect, context } of reactionsTo(savePaymentMethods, event, after)) {
        const { key, ...saved } = effect.data;
        await this.execute(new SavePaymentMethodCommand(context, key, saved), event);
      }
      for (const { effect, context } of reactionsTo(settleSlots, event, after)) {
        await this.execute(new SettleSlotCommand(context, effect.data), event);
      }
      for (const { effect, context } of reactionsTo(createSubscriptions, event, after)) {
        const { key, ...terms } = effect.data;
        await this.execute(new CreateSubscriptionCommand(context, key, terms), event);
      }
    }
  }

  private async execute(command: ICommand, { stream }: RecordedEvent): Promise<void> {
    await this.commandBus.execute(command).catch((error: unknown) => {
      this.log.warn({ stream, error: String(error) }, 'what an event owes was not made at once; the reactor will do it');
    });
  }
}
