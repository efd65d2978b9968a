// Effects become commands: one place says which. An effect that is refused is a fault of ours, seen and retried, never passed over.
import type { CommandContext, Effect } from '@tillstream/event-sourcing';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';

/** By the effect's type: the command to send, made of its data. */
export type EffectRegistry = Readonly<Record<string, (effect: Effect, context: CommandContext) => object>>;

@Injectable()
export class EffectDispatcher {
  constructor(
    private readonly commands: CommandBus,
    private readonly registry: EffectRegistry,
  ) {}

  /** Throws a Fault when the world failed; repeating is safe. */
  async dispatch(effect: Effect, context: CommandContext): Promise<void> {
    const commandOf = this.registry[effect.type];
    if (!commandOf) throw new Error(`no command is known for the effect ${effect.type}`);
    const outcome: unknown = await this.commands.execute(commandOf(effect, context));
    const reasons = rejectionOf(outcome);
    if (reasons !== null) throw new Error(`the effect ${effect.type} was refused: ${reasons}`);
  }
}

function rejectionOf(outcome: unknown): string | null {
  if (typeof outcome !== 'object' || outcome === null || !('kind' in outcome) || outcome.kind !== 'rejected') return null;
  return 'reasons' in outcome ? JSON.stringify(outcome.reasons) : 'no reason given';
}
