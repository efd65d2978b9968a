// Runs the processes of a session right after its append, so that saved cards, slots and subscriptions are there before the answer. A crash
// right here only delays them: the reactor sees the same events and sends the same commands.
import { Injectable } from '@nestjs/common';
import { CommandBus, type ICommand } from '@nestjs/cqrs';
import { Log, reactionsTo, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { SavePaymentMethodCommand } from '@tillstream/payments';
import { CreateSubscriptionCommand } from '@tillstream/subscriptions';
import { findAttempt } from '../core/attempt';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { createSubscriptions } from '../processes/create-subscriptions/create-subscriptions.process';
import { settleSlots } from '../processes/settle-slots/settle-slots.process';
import { AttemptMeans, mayBeKept } from './attempt-means';
import { SettleSlotCommand } from './settle-slot/settle-slot.handler';
import { savePaymentMethods } from '../processes/save-payment-methods/save-payment-methods.process';

@Injectable()
export class OwedEffects {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly means: AttemptMeans,
    private readonly log: Log,
  ) {}

  async send(events: readonly RecordedEvent[], after: Resource<CheckoutSessionState>): Promise<void> {
    await this.forgetCard(events, after);
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

  /** Of an attempt that is over: nobody goes on with it. */
  private async forgetCard(events: readonly RecordedEvent[], { state }: Resource<CheckoutSessionState>): Promise<void> {
    const ended = events.find(({ type }) => type === 'AttemptFailed' || type === 'SessionCompleted');
    if (!ended || state.status === 'absent') return;
    const attempt = findAttempt(state, (ended.data as { readonly attemptKey: string }).attemptKey);
    if (attempt && mayBeKept(attempt)) await this.means.forget(attempt);
  }

  private async execute(command: ICommand, { stream }: RecordedEvent): Promise<void> {
    await this.commandBus.execute(command).catch((error: unknown) => {
      this.log.warn({ stream, error: String(error) }, 'what an event owes was not made at once; the reactor will do it');
    });
  }
}
