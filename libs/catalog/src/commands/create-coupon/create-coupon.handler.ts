// Makes a coupon. The products that it names are looked up first, and again before a refusal.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, Facts, type Freshness, Ids, type Outcome } from '@tillstream/event-sourcing';
import type { CouponRejection, NewCoupon } from '../../core/coupon.commands';
import type { CouponEvent, CouponState } from '../../core/coupon.fields';
import { product } from '../../core/product.stream';
import { couponDecider } from '../coupon.decider';
import { decideOnFacts } from '../decide-on-facts';
import { isOwned } from '../owned';

export class CreateCouponCommand extends Command<Outcome<CouponState, CouponEvent, CouponRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly wish: NewCoupon,
  ) {
    super();
  }
}

@CommandHandler(CreateCouponCommand)
export class CreateCouponHandler implements ICommandHandler<CreateCouponCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute({ context, wish }: CreateCouponCommand) {
    const key = this.ids.derivedKey('coupon', context.commandId);
    const now = this.clock.now();
    return decideOnFacts(
      (freshness) => Promise.all(wish.fields.productKeys.map((product) => this.exists(product, context.accountId, freshness))),
      (productsExist) => this.executor.run(couponDecider, { key, context }, { type: 'CreateCoupon', wish, productsExist, now }),
    );
  }

  private async exists(key: string, accountId: string, freshness: Freshness): Promise<boolean> {
    const found = await this.facts.get(product, key, freshness);
    return isOwned(found, accountId) && found.state.status === 'present';
  }
}
