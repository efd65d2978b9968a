// Makes a promotion code for a coupon that is there. Its name is claimed first, but only by a request that nothing else speaks against.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Freshness, Ids, type Outcome, StreamReader } from '@tillstream/event-sourcing';
import { coupon } from '../../core/coupon.stream';
import type { NewPromotionCode, PromotionCodeRejection } from '../../core/promotion-code.commands';
import type { PromotionCodeEvent, PromotionCodeState } from '../../core/promotion-code.fields';
import { promotionCode } from '../../core/promotion-code.stream';
import { PromotionCodeNames } from '../../promotion-code-names';
import { decideOnFacts } from '../decide-on-facts';
import { isOwned } from '../owned';
import { promotionCodeDecider } from '../promotion-code.decider';

export class CreatePromotionCodeCommand extends Command<Outcome<PromotionCodeState, PromotionCodeEvent, PromotionCodeRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly wish: NewPromotionCode,
  ) {
    super();
  }
}

@CommandHandler(CreatePromotionCodeCommand)
export class CreatePromotionCodeHandler implements ICommandHandler<CreatePromotionCodeCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly facts: Facts,
    private readonly names: PromotionCodeNames,
    private readonly ids: Ids,
  ) {}

  execute({ context, wish }: CreatePromotionCodeCommand) {
    return decideOnFacts(
      (freshness) => this.couponExists(context.accountId, wish.couponKey, freshness),
      async (couponExists) => {
        const command = { type: 'CreatePromotionCode', wish, couponExists } as const;
        const isRefused = 'rejected' in promotionCodeDecider.decide(command, promotionCode.initial);
        const key = await this.keyFor(context, wish.code, isRefused);
        return this.executor.run(promotionCodeDecider, { key, context }, command);
      },
    );
  }

  private async keyFor(context: CommandContext, code: string, isRefused: boolean): Promise<string> {
    const own = this.ids.derivedKey('promotionCode', context.commandId);
    const known = await this.reader.current(promotionCode, own); // a repeated request claims nothing
    return isRefused || known.revision >= 0 ? own : this.names.claim(context, code, own);
  }

  private async couponExists(accountId: string, key: string, freshness: Freshness): Promise<boolean> {
    const found = await this.facts.get(coupon, key, freshness);
    return isOwned(found, accountId) && found.state.status === 'present';
  }
}
