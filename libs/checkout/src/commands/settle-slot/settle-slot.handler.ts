// Confirms or gives back the slot of an attempt that is over, and counts uses that needed none. Both may be repeated: a slot is recognised.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CouponSlots } from '@tillstream/catalog';
import type { CommandContext } from '@tillstream/event-sourcing';
import type { CountedUse, EndedSlot } from '../../core/attempt-promotion';

export class SettleSlotCommand {
  constructor(
    readonly context: CommandContext,
    readonly ended: EndedSlot,
  ) {}
}

@CommandHandler(SettleSlotCommand)
export class SettleSlotHandler implements ICommandHandler<SettleSlotCommand> {
  constructor(private readonly slots: CouponSlots) {}

  /** A slot that was closed before cannot be confirmed: said in the answer, which the reactor takes for a fault of ours. */
  async execute({ context, ended }: SettleSlotCommand) {
    const { couponKey, slot, attemptStartedAt, end, evenRegained = false } = ended;
    const of = { couponKey, context };
    const answer =
      end === 'confirm' ? await this.slots.confirm(of, slot) : await this.slots.release(of, { slot, attemptStartedAt, evenRegained });
    return answer.kind === 'rejected' ? { kind: 'rejected' as const, reasons: [answer.reason] } : answer;
  }
}

export class CountRedemptionCommand {
  constructor(
    readonly context: CommandContext,
    readonly use: CountedUse,
  ) {}
}

@CommandHandler(CountRedemptionCommand)
export class CountRedemptionHandler implements ICommandHandler<CountRedemptionCommand> {
  constructor(private readonly slots: CouponSlots) {}

  execute({ context, use: { couponKey, ...use } }: CountRedemptionCommand): Promise<void> {
    return this.slots.confirmBatch({ couponKey, context }, [use]);
  }
}
