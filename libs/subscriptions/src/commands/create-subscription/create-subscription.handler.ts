// Makes the subscription that a completed session owes. Sent inline after the completion and again by the reactor: the id follows from
// the session and its group of equal terms, so twice is once.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor } from '@tillstream/event-sourcing';
import type { SubscriptionCreated } from '../../core/subscription.events';
import { daysAfter, periodEnd } from '../../core/periods';
import { subscription } from '../subscription.decider';

/** As the process names it; the periods are worked out here. */
export interface SubscriptionTerms extends Omit<SubscriptionCreated, 'trialEndsAt' | 'currentPeriodEndsAt'> {
  readonly trialDays: number;
}

export class CreateSubscriptionCommand {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly terms: SubscriptionTerms,
  ) {}
}

@CommandHandler(CreateSubscriptionCommand)
export class CreateSubscriptionHandler implements ICommandHandler<CreateSubscriptionCommand> {
  constructor(private readonly executor: Executor) {}

  execute({ context, key, terms }: CreateSubscriptionCommand) {
    const { trialDays, ...rest } = terms;
    const trialEndsAt = trialDays > 0 ? daysAfter(terms.startedAt, trialDays) : null;
    const currentPeriodEndsAt = trialEndsAt ?? periodEnd(terms.startedAt, terms);
    return this.executor.run(
      subscription,
      { key, context },
      { type: 'CreateSubscription', terms: { ...rest, trialEndsAt, currentPeriodEndsAt } },
    );
  }
}
