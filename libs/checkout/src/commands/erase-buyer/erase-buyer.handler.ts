// Erases a customer with all that leans on him: his open sessions are ended first, then his saved cards are taken out of use, then he himself
// is erased. Refused as long as he is paying. Every step may be repeated: a crash in between leaves ended sessions and a customer who is
// still there, and the same call goes on from that.
// His sessions and cards are found in the views. Nothing but order rests on that: one that the views do not know yet loses his e-mail like
// all others, since it is sealed under his key, and a payment on it goes on without him.
import { Command, CommandBus, CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { EraseCustomerCommand } from '@tillstream/catalog';
import { Clock, type CommandContext, derivedCommandId, Executor, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { DetachPaymentMethodCommand, ListPaymentMethodsQuery } from '@tillstream/payments';
import { attemptInFlight, isPresent } from '../../core/attempt';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { sessionIndex } from '../../views/checkout-session.view';
import { checkoutSession } from '../checkout-session.decider';

type Session = Resource<CheckoutSessionState>;
type CustomerOutcome = EraseCustomerCommand extends Command<infer Outcome> ? Outcome : never;
type CustomerReason = Extract<CustomerOutcome, { readonly kind: 'rejected' }>['reasons'][number];
export type EraseBuyerOutcome =
  | Extract<CustomerOutcome, { readonly kind: 'accepted' }>
  | { readonly kind: 'rejected'; readonly reasons: readonly (CustomerReason | { readonly code: 'payment-in-progress' })[] };

export class EraseBuyerCommand extends Command<EraseBuyerOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly customerKey: string,
  ) {
    super();
  }
}

const PAGE = 100;
const paying: EraseBuyerOutcome = { kind: 'rejected', reasons: [{ code: 'payment-in-progress' }] };
const isPaying = ({ state }: Pick<Session, 'state'>): boolean => isPresent(state) && attemptInFlight(state) !== null;

@CommandHandler(EraseBuyerCommand)
export class EraseBuyerHandler implements ICommandHandler<EraseBuyerCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reads: ResourceReads,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  async execute({ context, customerKey }: EraseBuyerCommand): Promise<EraseBuyerOutcome> {
    const open = await this.openSessions(context.accountId, customerKey);
    if (open.some(isPaying)) return paying; // before anything is ended
    for (const { key } of open) if (!(await this.end(context, key))) return paying;
    await this.detachCards(context, customerKey);
    return this.commands.execute(new EraseCustomerCommand(context, customerKey));
  }

  /** False when he began to pay meanwhile: the session ends with that attempt, and the call is to be repeated. */
  private async end(context: CommandContext, key: string): Promise<boolean> {
    const own = { ...context, commandId: derivedCommandId(context.commandId, `erase-buyer/${key}`) };
    const command = { type: 'ExpireSession', reason: 'by_request', now: this.clock.now() } as const;
    const { resource } = await this.executor.run(checkoutSession, { key, context: own }, command);
    return resource.state.status !== 'open';
  }

  /** Those that are detached already stay in the list, so that it does not move while it is walked. */
  private async detachCards(context: CommandContext, customerKey: string): Promise<void> {
    for (let offset = 0; ; offset += PAGE) {
      const wanted = { customerKey, withInactive: true, offset, limit: PAGE };
      const { items } = await this.queries.execute(new ListPaymentMethodsQuery(context.accountId, wanted));
      for (const { key } of items) {
        const own = { ...context, commandId: derivedCommandId(context.commandId, `erase-buyer/${key}`) };
        await this.commands.execute(new DetachPaymentMethodCommand(own, key));
      }
      if (items.length < PAGE) return;
    }
  }

  private async openSessions(accountId: string, customerKey: string): Promise<readonly Session[]> {
    const open: Session[] = [];
    for (;;) {
      const page = await this.reads.list(checkoutSession, {
        accountId, category: checkoutSession.category, index: sessionIndex.ofCustomer(customerKey), order: 'descending', offset: open.length, limit: PAGE,
        test: ({ state }) => (state as CheckoutSessionState).status === 'open',
      }); // prettier-ignore
      open.push(...page.items);
      if (page.items.length < PAGE) return open;
    }
  }
}
