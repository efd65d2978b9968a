// Looks up the code that the buyer typed, then lets the session decide.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, accountKeyOf } from '@tillstream/accounts';
import { Clock, type CommandContext, Executor, Facts, type Freshness, StreamReader } from '@tillstream/event-sourcing';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { NO_CHOICES, PlanFacts } from '../plan-facts';
import { PromotionFacts } from '../promotion-facts';

export class ApplyPromotionCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    /** As typed. */
    readonly code: string,
  ) {
    super();
  }
}

@CommandHandler(ApplyPromotionCommand)
export class ApplyPromotionHandler implements ICommandHandler<ApplyPromotionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly facts: Facts,
    private readonly promotions: PromotionFacts,
    private readonly plan: PlanFacts,
    private readonly clock: Clock,
  ) {}

  async execute(command: ApplyPromotionCommand) {
    const outcome = await this.run(command, 'recent');
    return outcome.kind === 'rejected' ? this.run(command, 'fresh') : outcome;
  }

  private async run({ context, sessionKey, code }: ApplyPromotionCommand, freshness: Freshness) {
    const { accountId } = context;
    const [settings, session] = await Promise.all([
      this.facts.get(account, accountKeyOf(accountId), freshness),
      this.reader.current(checkoutSession, sessionKey),
    ]);
    const { state } = session;
    const customerKey = state.status === 'absent' ? null : (state.customer?.key ?? null);
    const [fact, plan] = await Promise.all([
      this.promotions.gather({ accountId, code: { text: code }, customerKey }, freshness),
      state.status === 'absent' ? NO_CHOICES : this.plan.gather(accountId, state, freshness),
    ]);
    const accountAllowsCodes = settings.state.status === 'present' && settings.state.fields.allowPromotionCodes;
    return this.executor.run(
      checkoutSession,
      { key: sessionKey, context },
      { type: 'ApplyPromotion', now: this.clock.now(), fact, accountAllowsCodes, plan },
    );
  }
}
