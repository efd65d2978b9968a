// Runs the process of a completion right after its append, so that the subscriptions are there before the answer. A crash right here
// only delays them: the reactor sees the same event and sends the same commands.
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Log, reactionsTo, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { CreateSubscriptionCommand } from '@tillstream/subscriptions';
import { createSubscriptions } from '../processes/create-subscriptions/create-subscriptions.process';

@Injectable()
export class OwedSubscriptions {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly log: Log,
  ) {}

  async create(events: readonly RecordedEvent[], after: Resource): Promise<void> {
    for (const event of events) {
      for (const { effect, context } of reactionsTo(createSubscriptions, event, after)) {
        const { key, ...terms } = effect.data;
        await this.commandBus.execute(new CreateSubscriptionCommand(context, key, terms)).catch((error: unknown) => {
          this.log.warn({ stream: event.stream, error: String(error) }, 'the subscription was not created at once; the reactor will do it');
        });
      }
    }
  }
}
