// Deletes a coupon: nobody applies it any more, by itself or through a code. Sessions that have it keep it, as they copied its terms.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Outcome } from '@tillstream/event-sourcing';
import type { CouponRejection } from '../../core/coupon.commands';
import type { CouponEvent, CouponState } from '../../core/coupon.fields';
import { coupon } from '../../core/coupon.stream';
import { couponDecider } from '../coupon.decider';
import { isOwned, notFound } from '../owned';

export class DeleteCouponCommand extends Command<Outcome<CouponState, CouponEvent, CouponRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
  ) {
    super();
  }
}

@CommandHandler(DeleteCouponCommand)
export class DeleteCouponHandler implements ICommandHandler<DeleteCouponCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
  ) {}

  async execute({ context, key }: DeleteCouponCommand) {
    const present = await this.facts.get(coupon, key, 'recent');
    if (!isOwned(present, context.accountId)) return notFound(present);
    return this.executor.run(couponDecider, { key, context }, { type: 'DeleteCoupon' });
  }
}
