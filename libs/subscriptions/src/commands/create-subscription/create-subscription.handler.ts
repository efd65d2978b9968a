// Makes the subscription that a completed session owes. Sent inline after the completion and again by the reactor: the id follows from
// the session and its group of equal terms, so twice is once.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, derivedCommandId, Executor } from '@tillstream/event-sourcing';
import { customerSubscriptions } from '../../core/customer-subscriptions';
import type { SubscriptionCreated, SubscriptionDiscount } from '../../core/subscription.events';
import { daysAfter, monthsAfter, periodEnd } from '../../core/periods';
import { subscription } from '../subscription.decider';

/** As the process names it; the periods are worked out here. */
export interface SubscriptionTerms extends Omit<SubscriptionCreated, 'trialEndsAt' | 'currentPeriodEndsAt' | 'discount'> {
  readonly trialDays: number;
  readonly discount: (Omit<SubscriptionDiscount, 'endsAt'> & { readonly durationInMonths: number | null }) | null;
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

  /** Listed first: a crash in between leaves one on the list that is not there yet, which nobody counts. */
  async execute({ context, key, terms }: CreateSubscriptionCommand) {
    const listing = { ...context, commandId: derivedCommandId(context.commandId, `list-subscription/${key}`) };
    const list = { type: 'ListSubscription', subscriptionKey: key } as const;
    await this.executor.run(customerSubscriptions, { key: terms.customerKey, context: listing }, list);
    const { trialDays, discount, ...rest } = terms;
    const trialEndsAt = trialDays > 0 ? daysAfter(terms.startedAt, trialDays) : null;
    const currentPeriodEndsAt = trialEndsAt ?? periodEnd(terms.startedAt, terms);
    return this.executor.run(
      subscription,
      { key, context },
      {
        type: 'CreateSubscription',
        terms: { ...rest, trialEndsAt, currentPeriodEndsAt, discount: discountFrom(discount, trialEndsAt ?? terms.startedAt, terms) },
      },
    );
  }
}

/** Its time begins with the first paid period: a trial uses nothing up. */
function discountFrom(
  discount: SubscriptionTerms['discount'],
  firstPaidAt: number,
  period: SubscriptionTerms,
): SubscriptionDiscount | null {
  if (discount === null) return null;
  const { durationInMonths, ...rest } = discount;
  switch (rest.duration) {
    case 'once':
      return { ...rest, endsAt: periodEnd(firstPaidAt, period) };
    case 'repeating':
      return { ...rest, endsAt: monthsAfter(firstPaidAt, durationInMonths ?? 0) };
    case 'forever':
      return { ...rest, endsAt: null };
  }
}
