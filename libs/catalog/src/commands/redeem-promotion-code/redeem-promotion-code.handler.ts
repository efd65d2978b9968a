// Uses a promotion code once, outside of any session: reserved and confirmed in one append, so that the limit holds against all others.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, type ExecutorRejection, type Folded, Ids, StreamReader } from '@tillstream/event-sourcing';
import { couponSlots, wasUsed } from '../../core/coupon-slots.state';
import type { PromotionCodeState } from '../../core/promotion-code.fields';
import type { PromotionFault } from '../../core/promotion-refusal';
import { CouponSlots } from '../../coupon-slots';
import { type PromotionAnswer, PromotionCheck, type PromotionQuestion, type QuestionRejection } from '../../promotion-check';

export type RedeemRejection = QuestionRejection | { readonly code: PromotionFault };
type RedeemOutcome =
  | { readonly kind: 'accepted'; readonly resource: Folded<PromotionCodeState>; readonly replayed: boolean }
  | { readonly kind: 'rejected'; readonly reasons: readonly (RedeemRejection | ExecutorRejection)[] };

export class RedeemPromotionCodeCommand extends Command<RedeemOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly question: PromotionQuestion,
  ) {
    super();
  }
}

@CommandHandler(RedeemPromotionCodeCommand)
export class RedeemPromotionCodeHandler implements ICommandHandler<RedeemPromotionCodeCommand> {
  constructor(
    private readonly check: PromotionCheck,
    private readonly slots: CouponSlots,
    private readonly reader: StreamReader,
    private readonly ids: Ids,
  ) {}

  async execute({ context, question }: RedeemPromotionCodeCommand): Promise<RedeemOutcome> {
    const slot = this.ids.derivedKey('redeemed', context.commandId);
    const recent = await this.check.ask(question, 'recent');
    const answer = isUsable(recent) ? recent : await this.check.ask(question, 'fresh');
    if (answer.kind === 'misasked') return { kind: 'rejected', reasons: answer.reasons };
    const { code, fault, limits } = answer;
    if (code?.state.status !== 'present') return { kind: 'rejected', reasons: [{ code: 'promotion-not-found' }] };
    const { couponKey } = code.state.fields;
    // A repeat is answered as the first one was, whatever has become of the code meanwhile.
    if (fault !== null && !(await this.wasDone(couponKey, slot))) return { kind: 'rejected', reasons: [{ code: fault }] };
    const redeemed = await this.slots.redeem({ couponKey, context }, { slot, promotionCodeKey: code.key, limits });
    // Of the refusals of a slot only this one is about uses outside of sessions: nobody releases them.
    if (redeemed.kind === 'rejected') return { kind: 'rejected', reasons: [{ code: 'promotion-exhausted' }] };
    return { kind: 'accepted', resource: code, replayed: !redeemed.isNew };
  }

  private async wasDone(couponKey: string, slot: string): Promise<boolean> {
    return wasUsed((await this.reader.current(couponSlots, couponKey)).state, slot);
  }
}

const isUsable = (answer: PromotionAnswer): boolean => answer.kind === 'answered' && answer.fault === null;
