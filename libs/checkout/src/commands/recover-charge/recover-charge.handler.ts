// Sent by the session's timer for a charge that nobody has settled. If its attempt is not over with that, and what the buyer pays with was kept,
// the next processor is asked from here.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '@tillstream/event-sourcing';
import { AttemptRunner } from '../attempt-runner';
import { ChargeRecovery } from '../charge-recovery';

/** `unclear`: the processor did not say; ask again later. */
export type RecoveryResult = 'settled' | 'unclear';

export class RecoverChargeCommand extends Command<RecoveryResult> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly chargeKey: string,
  ) {
    super();
  }
}

@CommandHandler(RecoverChargeCommand)
export class RecoverChargeHandler implements ICommandHandler<RecoverChargeCommand> {
  constructor(
    private readonly recovery: ChargeRecovery,
    private readonly runner: AttemptRunner,
  ) {}

  async execute({ context, sessionKey, chargeKey }: RecoverChargeCommand): Promise<RecoveryResult> {
    const recovered = await this.recovery.recover({ sessionKey, chargeKey }, { context });
    if (recovered.kind === 'unclear') return 'unclear';
    const { resource, events, means } = recovered;
    if (means) await this.runner.run(resource, events, means);
    return 'settled';
  }
}
