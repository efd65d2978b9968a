// Looks up the route, then lets the session decide.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor } from '@tillstream/event-sourcing';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { ReferenceFacts } from '../references';

export class ChangeSessionRouteCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    /** undefined: the id given was none of ours; null clears. */
    readonly routeKey: string | null | undefined,
  ) {
    super();
  }
}

@CommandHandler(ChangeSessionRouteCommand)
export class ChangeSessionRouteHandler implements ICommandHandler<ChangeSessionRouteCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly references: ReferenceFacts,
    private readonly clock: Clock,
  ) {}

  async execute({ context, sessionKey, routeKey }: ChangeSessionRouteCommand) {
    const wanted = { accountId: context.accountId, priceKeys: [], routeKeys: [routeKey], processorKeys: [] };
    const { routes } = await this.references.gather(wanted, 'fresh');
    const known = routeKey === null || (routeKey !== undefined && routes.includes(routeKey)) ? routeKey : undefined;
    return this.executor.run(
      checkoutSession,
      { key: sessionKey, context },
      { type: 'ChangeProcessorRoute', now: this.clock.now(), routeKey: known },
    );
  }
}
