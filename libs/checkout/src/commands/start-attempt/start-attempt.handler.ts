// A press of "Pay": opens the card, finds or makes the customer, works out the plan's facts, and lets the session decide. Who wins the append
// runs the attempt; everybody else (a double click, a second tab, another process) sees the running one.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  Clock,
  type CommandContext,
  Executor,
  type IdempotencyKeyReused,
  Ids,
  Keyring,
  type Loc,
  type Resource,
  StreamReader,
} from '@tillstream/event-sourcing';
import { type CardDetails, CardVault, passesLuhn, summarise } from '@tillstream/payments';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { present, refusalToBegin } from '../../core/guards';
import { offerId } from '../../core/offer';
import { checkoutSession } from '../checkout-session.decider';
import { OwedSubscriptions } from '../owed-subscriptions';
import { AttemptRunner } from '../attempt-runner';
import { attemptKeyOf, firstChargeKeyOf, subscriptionKeysOf } from '../session-ids';
import { BuyerCustomers, type BuyerDetails } from './buyer-customers';
import { PlanFacts } from './plan-facts';

type SessionResource = Resource<CheckoutSessionState>;

export interface PressedPay {
  /** 1…, chosen by the browser: the same number is the same attempt. */
  readonly number: number;
  /** Compact JWE for the vault; null where no card is needed. */
  readonly cardJwe: string | null;
  readonly buyer: BuyerDetails;
  readonly offerId: string | null;
  readonly acceptedTiers: readonly number[];
  readonly locale: string | null;
  readonly mandateTextId: string | null;
}

/** What became of the press at once, and of the attempt if this press is the one that runs it. */
export interface StartedAttempt {
  readonly outcome:
    | { readonly kind: 'accepted'; readonly resource: SessionResource; readonly replayed: boolean }
    | { readonly kind: 'rejected'; readonly reasons: readonly (CheckoutSessionRejection | CardRejection | IdempotencyKeyReused)[] };
  /** Resolves once the attempt is decided, unknown or taken over; null when this press started nothing. */
  readonly settled: Promise<SessionResource> | null;
}

export class StartAttemptCommand extends Command<StartedAttempt> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly pressed: PressedPay,
  ) {
    super();
  }
}

/** Faults of what the buyer typed; the page ties them to its fields. */
export type CardRejection =
  | { readonly code: 'card-unreadable'; readonly loc: Loc }
  | { readonly code: 'card-number-wrong'; readonly loc: Loc }
  | { readonly code: 'card-expired'; readonly loc: Loc }
  | { readonly code: 'card-required'; readonly loc: Loc }
  | { readonly code: 'email-required'; readonly loc: Loc };

type Card =
  | { readonly kind: 'card'; readonly card: CardDetails }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: CardRejection };

@CommandHandler(StartAttemptCommand)
export class StartAttemptHandler implements ICommandHandler<StartAttemptCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly vault: CardVault,
    private readonly customers: BuyerCustomers,
    private readonly plan: PlanFacts,
    private readonly runner: AttemptRunner,
    private readonly owed: OwedSubscriptions,
    private readonly keyring: Keyring,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(command: StartAttemptCommand): Promise<StartedAttempt> {
    const session = await this.reader.current(checkoutSession, command.sessionKey);
    const attemptKey = attemptKeyOf(this.ids, command.sessionKey, command.pressed.number);
    if (session.state.status !== 'absent' && session.state.attempts.some((attempt) => attempt.key === attemptKey)) {
      return { outcome: { kind: 'accepted' as const, resource: session, replayed: true }, settled: null };
    }
    const early = this.refusal(session, command.pressed);
    if (early) return refused(early);
    const card = await this.openCard(session, command.pressed);
    if (card.kind === 'refused') return refused(card.reason);
    return this.start(command, session, { attemptKey, card: card.kind === 'card' ? card.card : null });
  }

  private async start(
    { context, sessionKey, pressed }: StartAttemptCommand,
    session: SessionResource,
    pay: { readonly attemptKey: string; readonly card: CardDetails | null },
  ) {
    const facts = await this.gather(session, context, { pressed, ...pay });
    const outcome = await this.executor.run(checkoutSession, { key: sessionKey, context }, facts);
    const hasBegun = outcome.kind === 'accepted' && outcome.events.some((event) => event.type === 'ChargeRequested');
    if (outcome.kind === 'accepted' && !hasBegun) await this.owed.create(outcome.events, outcome.resource);
    return { outcome, settled: hasBegun && pay.card ? this.runner.run(outcome.resource, outcome.events, pay.card) : null };
  }

  private async gather(
    session: SessionResource,
    context: CommandContext,
    pay: { readonly pressed: PressedPay; readonly attemptKey: string; readonly card: CardDetails | null },
  ): Promise<StartAttempt> {
    const { pressed, attemptKey, card } = pay;
    const state = present(session.state);
    const accountId = session.accountId;
    const [customer, plan] = await Promise.all([
      state.customer ? null : this.customers.findOrCreate(session, context, pressed.buyer),
      this.plan.gather(accountId, state),
    ]);
    return {
      type: 'StartAttempt',
      now: this.clock.now(),
      attemptKey,
      number: pressed.number,
      kind: card ? 'card' : 'free',
      card: card ? summarise(card, this.keyring, accountId) : null,
      customer,
      offerId: pressed.offerId ?? '',
      acceptedTiers: pressed.acceptedTiers,
      mandateTextId: pressed.mandateTextId,
      locale: pressed.locale,
      ...plan,
      chargeKey: firstChargeKeyOf(this.ids, attemptKey),
      subscriptionKeys: subscriptionKeysOf(this.ids, session.key, state),
    };
  }

  /** What would be refused anyway is refused before a customer is made; the decision checks it all again. */
  private refusal(session: SessionResource, pressed: PressedPay) {
    const refusal = refusalToBegin(session.state, this.clock.now());
    if (refusal) return refusal;
    const state = present(session.state);
    if ((state.tiers[0]?.lineItems.length ?? 0) === 0) return { code: 'no-line-items' as const };
    if (pressed.offerId !== offerId(state)) return { code: 'amount-changed' as const };
    const isKnown = state.customer !== null || pressed.buyer.email !== null;
    return isKnown ? null : { code: 'email-required' as const, loc: ['body', 'customer', 'email'] };
  }

  private async openCard(session: SessionResource, { cardJwe }: PressedPay): Promise<Card> {
    const loc = ['body', 'card_jwe'];
    const first = present(session.state).amounts.tiers[0];
    if ((first?.totalAtom ?? 0) === 0 && first?.recurring.length === 0) return { kind: 'none' };
    if (cardJwe === null) return { kind: 'refused', reason: { code: 'card-required', loc } };
    const opened = await this.vault.open(cardJwe);
    if (opened.kind === 'unreadable' || opened.sessionId !== this.ids.format('cs', session.key))
      return { kind: 'refused', reason: { code: 'card-unreadable', loc } };
    const { card } = opened;
    if (!passesLuhn(card.number)) return { kind: 'refused', reason: { code: 'card-number-wrong', loc } };
    const monthAfter = Date.UTC(card.expYear, card.expMonth, 1);
    return monthAfter <= this.clock.now() ? { kind: 'refused', reason: { code: 'card-expired', loc } } : { kind: 'card', card };
  }
}

const refused = (reason: CheckoutSessionRejection | CardRejection): StartedAttempt => ({
  outcome: { kind: 'rejected', reasons: [reason] },
  settled: null,
});
