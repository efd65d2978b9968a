// Gathers the price, then lets the session decide.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, type Freshness, Ids, StreamReader } from '@tillstream/event-sourcing';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { NO_CHOICES, PlanFacts } from '../plan-facts';
import { ReferenceFacts } from '../references';
import { lineItemKeyOf } from '../session-ids';

export class AddLineItemCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly item: { readonly priceKey: string | null; readonly quantity: number; readonly description: string | null },
  ) {
    super();
  }
}

@CommandHandler(AddLineItemCommand)
export class AddLineItemHandler implements ICommandHandler<AddLineItemCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly references: ReferenceFacts,
    private readonly plan: PlanFacts,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(command: AddLineItemCommand) {
    const outcome = await this.run(command, 'recent');
    return outcome.kind === 'rejected' ? this.run(command, 'fresh') : outcome;
  }

  private async run({ context, sessionKey, item }: AddLineItemCommand, freshness: Freshness) {
    const { state } = await this.reader.current(checkoutSession, sessionKey);
    const customerKey = state.status === 'absent' ? null : state.customer?.key;
    const [references, plan] = await Promise.all([
      this.references.gather(
        { accountId: context.accountId, customerKey, priceKeys: [item.priceKey], routeKeys: [], processorKeys: [] },
        freshness,
      ),
      state.status === 'absent' ? NO_CHOICES : this.plan.gather(context.accountId, state, freshness),
    ]);
    const lineItem = { ...item, key: lineItemKeyOf(this.ids, context.commandId, { tier: 0, index: 0 }) };
    return this.executor.run(
      checkoutSession,
      { key: sessionKey, context },
      { type: 'AddLineItem', now: this.clock.now(), lineItem, references, plan },
    );
  }
}
