// Settles a charge in question: its process died, froze, or got no answer. Asks the processor, and closes what is still open, so that
// a frozen process that wakes up finds a closed door. Recovery never charges.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, Ids, StreamReader } from '@tillstream/event-sourcing';
import { type ClosingAnswer, type InquiryAnswer, processor, ProcessorAdapters } from '@tillstream/payments';
import { findCharge, isUnsettled } from '../../core/attempt';
import type { ResolveCharge } from '../../core/checkout-session.commands';
import type { Charge, CheckoutSessionState } from '../../core/checkout-session.state';
import { checkoutSession } from '../checkout-session.decider';
import { OwedSubscriptions } from '../owed-subscriptions';
import { subscriptionKeysOf } from '../session-ids';

export class RecoverChargeCommand {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly chargeKey: string,
  ) {}
}

/** `unclear`: the processor did not say; ask again later. */
export type RecoveryResult = 'settled' | 'unclear';

type Finding = Pick<ResolveCharge, 'result' | 'by' | 'reference' | 'code'>;

@CommandHandler(RecoverChargeCommand)
export class RecoverChargeHandler implements ICommandHandler<RecoverChargeCommand, RecoveryResult> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly adapters: ProcessorAdapters,
    private readonly owed: OwedSubscriptions,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute({ context, sessionKey, chargeKey }: RecoverChargeCommand): Promise<RecoveryResult> {
    const { state } = await this.reader.current(checkoutSession, sessionKey);
    const found = state.status === 'absent' ? null : findCharge(state, chargeKey);
    if (!found || !isUnsettled(found.charge)) return 'settled';
    const finding = await this.find(found.charge);
    if (!finding) return 'unclear';
    return this.resolve({ context, sessionKey, chargeKey }, state, finding);
  }

  private async resolve(
    { context, sessionKey, chargeKey }: RecoverChargeCommand,
    state: CheckoutSessionState,
    finding: Finding,
  ): Promise<RecoveryResult> {
    const subscriptionKeys = subscriptionKeysOf(this.ids, sessionKey, state);
    const command: ResolveCharge = { type: 'ResolveCharge', now: this.clock.now(), chargeKey, ...finding, subscriptionKeys };
    const outcome = await this.executor.run(checkoutSession, { key: sessionKey, context }, command);
    if (outcome.kind === 'accepted') await this.owed.create(outcome.events, outcome.resource);
    return 'settled';
  }

  /** Null: nobody knows yet. */
  private async find(charge: Charge): Promise<Finding | null> {
    const { state } = await this.reader.current(processor, charge.processorKey);
    if (state.status === 'absent') return null;
    const adapter = this.adapters.for({ key: charge.processorKey, fields: state.fields });
    const at = { merchantReference: this.ids.format('pa', charge.key), reference: charge.outcome?.reference ?? null };
    const answer = await adapter.inquire(at);
    if (answer.kind === 'no-answer') return null;
    if (answer.kind === 'approved' || answer.kind === 'declined' || answer.kind === 'closed') return findingOf(answer, 'inquiry');
    // Still open, waiting for a challenge, or never seen: a call may be on its way, so only closing makes it "not charged".
    const closed = await adapter.close(at);
    return closed.kind === 'no-answer' ? null : findingOf(closed, 'closing');
  }
}

function findingOf(
  answer: Extract<InquiryAnswer | ClosingAnswer, { kind: 'approved' | 'declined' | 'closed' }>,
  by: 'inquiry' | 'closing',
): Finding {
  switch (answer.kind) {
    case 'approved':
      return { result: 'approved', by, reference: answer.reference, code: null };
    case 'declined':
      return { result: 'declined', by, reference: answer.reference, code: answer.code };
    case 'closed':
      return { result: 'not_charged', by, reference: null, code: null };
  }
}
