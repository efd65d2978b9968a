// A press of "Pay": opens the card, gathers the plan's facts, and lets the session decide. Who wins the append runs the attempt; everybody
// else (a double click, a second tab, another process) sees the running one.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, type ExecutorRejection, type Resource, StreamReader } from '@tillstream/event-sourcing';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { findAttempt } from '../../core/attempt';
import type { AttemptLimitReached } from '../../core/checkout-session.events';
import { refusalOf } from '../../core/screening';
import { AttemptSlots, type Begun } from '../attempt-slots';
import { checkoutSession } from '../checkout-session.decider';
import type { Means } from '../means';
import { RunningAttempts } from '../running-attempts';
import { AttemptFacts } from './attempt-facts';
import { BuyerCards, type CardRejection, type OpenedCard } from './buyer-cards';
import type { PressedPay } from './pressed-pay';

type SessionResource = Resource<CheckoutSessionState>;

/** What became of the press at once, and of the attempt if this press is the one that runs it. */
export interface StartedAttempt {
  readonly outcome:
    | { readonly kind: 'accepted'; readonly resource: SessionResource; readonly replayed: boolean }
    | { readonly kind: 'rejected'; readonly reasons: readonly (CheckoutSessionRejection | CardRejection | ExecutorRejection)[] };
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

@CommandHandler(StartAttemptCommand)
export class StartAttemptHandler implements ICommandHandler<StartAttemptCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly cards: BuyerCards,
    private readonly facts: AttemptFacts,
    private readonly slots: AttemptSlots,
    private readonly running: RunningAttempts,
  ) {}

  async execute(command: StartAttemptCommand): Promise<StartedAttempt> {
    const session = await this.reader.current(checkoutSession, command.sessionKey);
    const attemptKey = this.facts.attemptKey(command.sessionKey, command.pressed.number);
    if (session.state.status !== 'absent' && session.state.attempts.some((attempt) => attempt.key === attemptKey)) {
      return { outcome: { kind: 'accepted', resource: session, replayed: true }, settled: null };
    }
    const early = this.facts.refusal(session, command.pressed);
    if (early) return refused(early);
    const opened = await this.cards.open(session, command.pressed);
    return opened.kind === 'refused' ? refused(opened.reason) : this.start(command, session, opened);
  }

  private async start({ context, sessionKey, pressed }: StartAttemptCommand, session: SessionResource, opened: OpenedCard) {
    const facts = await this.facts.gather(session, context, { pressed, opened });
    const outcome = await this.executor.run(checkoutSession, { key: sessionKey, context }, facts);
    if (outcome.kind === 'rejected') return { outcome, settled: null };
    const begun = await this.slots.goOn(outcome);
    const { settled } = await this.running.begin(begun, meansOf(opened));
    const refusal = refusalAfter(begun, facts.attemptKey);
    return refusal ? refused(refusal) : { outcome: { ...outcome, ...begun }, settled };
  }
}

/** Null: there is an attempt. What was written down in place of one is told to the buyer. */
function refusalAfter({ resource, events }: Begun, attemptKey: string): CheckoutSessionRejection | null {
  const limited = events.find(({ type }) => type === 'AttemptLimitReached');
  if (limited) return { code: refusalOf((limited.data as AttemptLimitReached).limit) };
  const { state } = resource;
  const attempt = state.status === 'absent' ? null : findAttempt(state, attemptKey);
  // Its promotion was found wanting before the attempt, or its last slot was taken in between: without it the order costs something else.
  return attempt === null || attempt.failed?.reason === 'promotion-gone' ? { code: 'amount-changed' } : null;
}

function meansOf(opened: OpenedCard): Means | null {
  if (opened.kind === 'card') return { kind: 'card', card: opened.card };
  return opened.kind === 'saved' ? { kind: 'saved', paymentMethodKey: opened.method.key } : null;
}

const refused = (reason: CheckoutSessionRejection | CardRejection): StartedAttempt => ({
  outcome: { kind: 'rejected', reasons: [reason] },
  settled: null,
});
