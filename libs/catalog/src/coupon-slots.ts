// Where other parts of the service reserve, confirm and give back the uses of a coupon. Commands that come at once share an append.
import { Injectable } from '@nestjs/common';
import { Clock, type CommandContext, Executor } from '@tillstream/event-sourcing';
import { CommandGroups } from './command-groups';
import { type SlotAnswer, SlotGroup } from './commands/coupon-slots.group';
import type { CouponSlotsCommand } from './core/coupon-slots.commands';
import type { SlotUse } from './core/coupon-slots.events';

/** The coupon is one of the context's account: whoever asks has looked that up. */
export interface SlotsOf {
  readonly couponKey: string;
  readonly context: CommandContext;
}

interface Asked {
  readonly context: CommandContext;
  readonly couponKey: string;
  readonly command: CouponSlotsCommand;
}

type Wish<Type extends CouponSlotsCommand['type']> = Omit<Extract<CouponSlotsCommand, { type: Type }>, 'type' | 'now'>;

/** Two events each and about 850 bytes an event: within what one append may hold. */
const MOST_AT_ONCE = 128;
const MOST_USES_AT_ONCE = 100;
/** Longer than a read and an append: a process that lost a race gets in between two groups of another. */
const PAUSE_MS = 10;

@Injectable()
export class CouponSlots {
  private readonly groups: CommandGroups<Asked, SlotAnswer>;

  constructor(
    private readonly executor: Executor,
    private readonly clock: Clock,
  ) {
    this.groups = new CommandGroups((_, asked) => this.run(asked), { most: MOST_AT_ONCE, pause: () => this.clock.sleep(PAUSE_MS) });
  }

  /**
   * All of these throw a Fault when nobody knows what came of it within the command's time; repeating is safe, with any command id: the slot
   * is what a command is recognised by.
   */
  reserve(of: SlotsOf, wish: Wish<'Reserve'>): Promise<SlotAnswer> {
    return this.ask(of, { type: 'Reserve', ...wish, now: this.clock.now() });
  }

  confirm(of: SlotsOf, slot: string): Promise<SlotAnswer> {
    return this.ask(of, { type: 'Confirm', slot, now: this.clock.now() });
  }

  release(of: SlotsOf, wish: Wish<'Release'>): Promise<SlotAnswer> {
    return this.ask(of, { type: 'Release', ...wish, now: this.clock.now() });
  }

  regain(of: SlotsOf, wish: Wish<'Regain'>): Promise<SlotAnswer> {
    return this.ask(of, { type: 'Regain', ...wish, now: this.clock.now() });
  }

  redeem(of: SlotsOf, wish: Wish<'Redeem'>): Promise<SlotAnswer> {
    return this.ask(of, { type: 'Redeem', ...wish, now: this.clock.now() });
  }

  /** For the one reader of the log that counts uses without a limit. A crash in between repeats the batch: none counts twice. */
  async confirmBatch(of: SlotsOf, uses: readonly SlotUse[]): Promise<void> {
    for (let from = 0; from < uses.length; from += MOST_USES_AT_ONCE) {
      const batch = uses.slice(from, from + MOST_USES_AT_ONCE);
      await this.ask(of, { type: 'ConfirmBatch', uses: batch, now: this.clock.now() });
    }
  }

  private ask({ couponKey, context }: SlotsOf, command: CouponSlotsCommand): Promise<SlotAnswer> {
    return this.groups.add(`${context.accountId}/${couponKey}`, { couponKey, context, command });
  }

  private async run(asked: readonly Asked[]): Promise<readonly SlotAnswer[]> {
    const [first] = asked;
    if (!first) return [];
    const group = new SlotGroup();
    const contextOf = (event: number): CommandContext => asked[group.decided.owners[event] ?? 0]?.context ?? first.context;
    const target = { key: first.couponKey, context: withTimeOfAll(asked, first.context), contextOf };
    const commands = asked.map(({ command }) => command);
    const outcome = await this.executor.run(group, target, commands);
    // The sizes above leave room, and a precondition is about another stream: a group as such is never refused.
    if (outcome.kind === 'rejected')
      throw new Error(`slots of coupon ${first.couponKey}: ${outcome.reasons.map(({ code }) => code).join()}`);
    return group.decided.answers;
  }
}

/** A group may try for as long as the most patient of those in it. */
function withTimeOfAll(asked: readonly Asked[], context: CommandContext): CommandContext {
  const { deadlineAt, ...open } = context;
  const deadlines = asked.flatMap((each) => each.context.deadlineAt ?? []);
  return deadlines.length === asked.length ? { ...open, deadlineAt: Math.max(...deadlines) } : open;
}
