// Deletes a promotion code and gives its name back. A crash in between leaves the name with a deleted code: whoever wants it next takes it.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Outcome } from '@tillstream/event-sourcing';
import type { PromotionCodeRejection } from '../../core/promotion-code.commands';
import type { PromotionCodeEvent, PromotionCodeState } from '../../core/promotion-code.fields';
import { promotionCode } from '../../core/promotion-code.stream';
import { PromotionCodeNames } from '../../promotion-code-names';
import { isOwned, notFound } from '../owned';
import { promotionCodeDecider } from '../promotion-code.decider';

export class DeletePromotionCodeCommand extends Command<Outcome<PromotionCodeState, PromotionCodeEvent, PromotionCodeRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
  ) {
    super();
  }
}

@CommandHandler(DeletePromotionCodeCommand)
export class DeletePromotionCodeHandler implements ICommandHandler<DeletePromotionCodeCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly names: PromotionCodeNames,
  ) {}

  async execute({ context, key }: DeletePromotionCodeCommand) {
    const present = await this.facts.get(promotionCode, key, 'recent');
    if (!isOwned(present, context.accountId)) return notFound(present);
    const outcome = await this.executor.run(promotionCodeDecider, { key, context }, { type: 'DeletePromotionCode' });
    if (outcome.kind === 'accepted' && present.state.status !== 'absent') {
      await this.names.release(context, present.state.fields.code, key);
    }
    return outcome;
  }
}
