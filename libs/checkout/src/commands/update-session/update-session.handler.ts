// Gathers what the changes refer to, then lets the session decide them all at once.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, type Freshness, StreamReader } from '@tillstream/event-sourcing';
import type { SessionChanges } from '../../core/checkout-session.commands';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { ReferenceFacts } from '../references';
import { SessionCustomFields } from '../session-custom-fields';
import { WantedPromotions } from '../wanted-promotions';

export class UpdateSessionCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly changes: SessionChanges,
  ) {
    super();
  }
}

@CommandHandler(UpdateSessionCommand)
export class UpdateSessionHandler implements ICommandHandler<UpdateSessionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly references: ReferenceFacts,
    private readonly fields: SessionCustomFields,
    private readonly promotions: WantedPromotions,
    private readonly clock: Clock,
  ) {}

  async execute(command: UpdateSessionCommand) {
    const outcome = await this.run(command, 'recent');
    return outcome.kind === 'rejected' ? this.run(command, 'fresh') : outcome;
  }

  private async run({ context, sessionKey, changes }: UpdateSessionCommand, freshness: Freshness) {
    const { accountId } = context;
    const { customFields: wish, coupon, code, ...rest } = changes;
    const { state } = await this.reader.current(checkoutSession, sessionKey);
    const customerKey = state.status === 'absent' ? null : (state.customer?.key ?? null);
    const at = { accountId, sessionKey, freshness, customerKey: () => Promise.resolve(customerKey) };
    const [{ routes }, customFields] = await Promise.all([
      this.references.gather({ accountId, priceKeys: [], routeKeys: [changes.route?.key], processorKeys: [] }, freshness),
      wish === undefined ? undefined : this.fields.ofSession(wish, at),
    ]);
    const promotion = await this.promotions.change(
      { ...(coupon && { coupon }), ...(code && { code }) },
      { accountId, customerKey, freshness },
    );
    return this.executor.run(
      checkoutSession,
      { key: sessionKey, context },
      {
        type: 'UpdateSession',
        now: this.clock.now(),
        ...rest,
        routes,
        ...(customFields && { customFields }),
        ...(promotion && { promotion }),
      },
    );
  }
}
