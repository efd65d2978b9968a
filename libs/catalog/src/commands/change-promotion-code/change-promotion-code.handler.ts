// Changes what may change of a promotion code.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Outcome } from '@tillstream/event-sourcing';
import type { ChangeablePromotionCodeFields, PromotionCodeRejection } from '../../core/promotion-code.commands';
import type { PromotionCodeEvent, PromotionCodeState } from '../../core/promotion-code.fields';
import { promotionCode } from '../../core/promotion-code.stream';
import { isOwned, notFound } from '../owned';
import { promotionCodeDecider } from '../promotion-code.decider';

export class ChangePromotionCodeCommand extends Command<Outcome<PromotionCodeState, PromotionCodeEvent, PromotionCodeRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<ChangeablePromotionCodeFields>,
  ) {
    super();
  }
}

@CommandHandler(ChangePromotionCodeCommand)
export class ChangePromotionCodeHandler implements ICommandHandler<ChangePromotionCodeCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
  ) {}

  async execute({ context, key, changes }: ChangePromotionCodeCommand) {
    const present = await this.facts.get(promotionCode, key, 'recent');
    if (!isOwned(present, context.accountId)) return notFound(present);
    return this.executor.run(promotionCodeDecider, { key, context }, { type: 'ChangePromotionCode', changes });
  }
}
