// The names of promotion codes: which code a buyer means by what he types, and who gets a name. The claim decides between two that come at once.
import { Injectable } from '@nestjs/common';
import { type CommandContext, derivedCommandId, Executor, Facts, type Freshness, Ids, StreamReader } from '@tillstream/event-sourcing';
import type { PromotionCodeState } from './core/promotion-code.fields';
import { codeNameKeyOf, normalizedCode, promotionCode, promotionCodeName } from './core/promotion-code.stream';

@Injectable()
export class PromotionCodeNames {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly facts: Facts,
    private readonly ids: Ids,
  ) {}

  /** The code of this name that is there now, or null. */
  async find(accountId: string, code: string, freshness: Freshness) {
    const { holder } = (await this.facts.get(promotionCodeName, codeNameKeyOf(this.ids, accountId, code), freshness)).state;
    if (holder === null) return null;
    const found = await this.facts.get(promotionCode, holder, freshness);
    // A claim may stand before its code does, and after it, and for a code that came to be named otherwise: somebody crashed in between.
    return found.accountId === accountId && isNamed(found.state, code) ? found : null;
  }

  /**
   * The key under which the code is to be made: `own`, or that of another who has the name. A crash after the claim leaves a name whose code
   * is made by whoever asks for it next, under the very stream that was claimed.
   */
  async claim(context: CommandContext, code: string, own: string): Promise<string> {
    const holder = await this.ask(context, code, { type: 'Claim', holder: own });
    if (holder === null || holder === own) return own;
    const { state } = await this.reader.current(promotionCode, holder);
    if (state.status === 'absent' || isNamed(state, code)) return holder;
    await this.ask(context, code, { type: 'Release', holder });
    return (await this.ask(context, code, { type: 'Claim', holder: own })) ?? own;
  }

  /** Of another holder nothing is taken. */
  async release(context: CommandContext, code: string, holder: string): Promise<void> {
    await this.ask(context, code, { type: 'Release', holder });
  }

  private async ask(context: CommandContext, code: string, command: { readonly type: 'Claim' | 'Release'; readonly holder: string }) {
    const commandId = derivedCommandId(context.commandId, `${command.type}-promotion-code-${command.holder}`);
    const target = { key: codeNameKeyOf(this.ids, context.accountId, code), context: { ...context, commandId } };
    return (await this.executor.run(promotionCodeName, target, command)).resource.state.holder;
  }
}

/** The code is there, under this name. */
export const isNamed = (state: PromotionCodeState, code: string): boolean =>
  state.status === 'present' && normalizedCode(state.fields.code) === normalizedCode(code);
