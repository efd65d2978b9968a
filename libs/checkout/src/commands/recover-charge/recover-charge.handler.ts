// Settles a charge in question: its process died, froze, or got no answer; or an attempt that is over has left it open. Recovery never charges.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, type Resource, StreamReader } from '@tillstream/event-sourcing';
import { findCharge, isPutAside, isUnsettled } from '../../core/attempt';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { ChargeInquiry, type Finding } from '../charge-inquiry';
import { checkoutSession } from '../checkout-session.decider';
import { SettlementEffects } from '../settlement-effects';
import { Settlements } from '../settlements';

export class RecoverChargeCommand {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly chargeKey: string,
  ) {}
}

/** `unclear`: the processor did not say; ask again later. */
export type RecoveryResult = 'settled' | 'unclear';

@CommandHandler(RecoverChargeCommand)
export class RecoverChargeHandler implements ICommandHandler<RecoverChargeCommand, RecoveryResult> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly inquiry: ChargeInquiry,
    private readonly settlements: Settlements,
    private readonly effects: SettlementEffects,
    private readonly clock: Clock,
  ) {}

  async execute({ context, sessionKey, chargeKey }: RecoverChargeCommand): Promise<RecoveryResult> {
    const session = await this.reader.current(checkoutSession, sessionKey);
    const found = session.state.status === 'absent' ? null : findCharge(session.state, chargeKey);
    if (!found || !(isUnsettled(found.charge) || isPutAside(found.charge))) return 'settled';
    const finding = await this.inquiry.find(found.charge);
    if (!finding) return 'unclear';
    await this.resolve({ context, sessionKey, chargeKey }, session, finding);
    return 'settled';
  }

  private async resolve(
    { context, sessionKey, chargeKey }: RecoverChargeCommand,
    session: Resource<CheckoutSessionState>,
    finding: Finding,
  ): Promise<void> {
    const { nextChargeKey: _next, ...facts } = await this.settlements.gather(session, {
      chargeKey,
      isApproved: finding.result === 'approved',
    });
    const command = { type: 'ResolveCharge' as const, now: this.clock.now(), chargeKey, ...finding, ...facts };
    const outcome = await this.executor.run(checkoutSession, { key: sessionKey, context }, command);
    if (outcome.kind === 'rejected') return;
    await this.effects.run(outcome.events, outcome.resource);
    await this.settlements.finish(outcome.resource, { chargeKey, ...facts });
  }
}
