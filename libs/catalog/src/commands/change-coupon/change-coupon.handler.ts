// Changes what may change of a coupon; switching it on and off is such a change.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Outcome } from '@tillstream/event-sourcing';
import type { ChangeableCouponFields, CouponRejection } from '../../core/coupon.commands';
import type { CouponEvent, CouponState } from '../../core/coupon.fields';
import { coupon } from '../../core/coupon.stream';
import { couponDecider } from '../coupon.decider';
import { isOwned, notFound } from '../owned';

export class ChangeCouponCommand extends Command<Outcome<CouponState, CouponEvent, CouponRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<ChangeableCouponFields>,
  ) {
    super();
  }
}

@CommandHandler(ChangeCouponCommand)
export class ChangeCouponHandler implements ICommandHandler<ChangeCouponCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
  ) {}

  async execute({ context, key, changes }: ChangeCouponCommand) {
    const present = await this.facts.get(coupon, key, 'recent');
    if (!isOwned(present, context.accountId)) return notFound(present);
    return this.executor.run(couponDecider, { key, context }, { type: 'ChangeCoupon', changes });
  }
}
