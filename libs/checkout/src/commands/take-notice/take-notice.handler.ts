// A verified notice of a processor. Its effect is appended before the processor is answered; a crash before that makes it send again. The same
// notice twice is the same command, so it changes nothing; one that names nothing of ours is logged and let go.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, derivedCommandId, Executor, Ids, Log } from '@tillstream/event-sourcing';
import type { ReadNotice } from '@tillstream/payments';
import type { CheckoutSessionCommand } from '../../core/checkout-session.commands';
import { checkoutSession } from '../checkout-session.decider';
import { NoticedCharges } from './noticed-charges';
import { type NamingNotice, NoticedParts, type NoticeSender } from './noticed-parts';

export class TakeNoticeCommand extends Command<'taken' | 'ignored'> {
  constructor(
    /** Of the request that brought it. */
    readonly context: CommandContext,
    readonly sender: NoticeSender,
    readonly notice: Exclude<ReadNotice, { kind: 'refused' }>,
  ) {
    super();
  }
}

@CommandHandler(TakeNoticeCommand)
export class TakeNoticeHandler implements ICommandHandler<TakeNoticeCommand> {
  constructor(
    private readonly parts: NoticedParts,
    private readonly charges: NoticedCharges,
    private readonly executor: Executor,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async execute({ context: request, sender, notice }: TakeNoticeCommand) {
    const part = notice.kind === 'ignored' ? null : await this.parts.find(sender, notice);
    if (notice.kind === 'ignored' || !part) {
      const { processorKey } = sender;
      this.log.info({ processorKey, kind: notice.kind, ...named(notice) }, 'a notice of a processor is about nothing of ours');
      return 'ignored' as const;
    }
    const context = this.contextOf(request, sender, notice.noticeId);
    if (notice.kind === 'charge') await this.charges.settle(part, notice, context);
    else await this.executor.run(checkoutSession, { key: part.sessionKey, context }, this.commandOf(notice, part.key));
    return 'taken' as const;
  }

  private commandOf(notice: Exclude<NamingNotice, { kind: 'charge' }>, key: string): CheckoutSessionCommand {
    const now = this.clock.now();
    if (notice.kind === 'dispute') {
      const { noticeId, reference, status } = notice;
      return { type: 'NoteDispute', now, chargeKey: key, noticeId, reference, status };
    }
    const { outcome } = notice;
    const why = outcome.kind === 'failed' ? { code: outcome.code, message: outcome.message } : { code: null, message: null };
    return { type: 'ResolveRefund', now, refundKey: key, result: outcome.kind, by: 'notice', reference: outcome.reference, ...why };
  }

  private contextOf(request: CommandContext, { accountId, processorKey }: NoticeSender, noticeId: string): CommandContext {
    const commandId = derivedCommandId(`${processorKey}/${noticeId}`, 'take-notice');
    const actor = { kind: 'processor' as const, id: this.ids.format('proc', processorKey) };
    return { ...request, commandId, requestHash: 'take-notice', correlationId: commandId, causationId: commandId, accountId, actor };
  }
}

function named(notice: TakeNoticeCommand['notice']): object {
  if (notice.kind === 'ignored') return { type: notice.type };
  return { noticeId: notice.noticeId, about: notice.kind === 'refund' ? notice.refundReference : notice.merchantReference };
}
