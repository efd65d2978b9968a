// A press of "Pay": opens the card, gathers the plan's facts, and lets the session decide. Who wins the append runs the attempt; everybody
// else (a double click, a second tab, another process) sees the running one.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  type Accepted, type CommandContext, Executor, type ExecutorRejection, type Resource, streamName, StreamReader,
} from '@tillstream/event-sourcing'; // prettier-ignore
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { findAttempt } from '../../core/attempt';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { AttemptLimitReached, CheckoutSessionEvent } from '../../core/checkout-session.events';
import { refusalOf } from '../../core/screening';
import type { SettledAttempt } from '../attempt-runner';
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
  readonly settled: Promise<SettledAttempt> | null;
}

type Started = Accepted<CheckoutSessionState, CheckoutSessionEvent>;

interface Ready {
  readonly kind: 'ready';
  readonly facts: StartAttempt;
  readonly means: Means | null;
}

type Prepared = Ready | { readonly kind: 'done'; readonly started: StartedAttempt };

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
    return (await this.onMemory(command)) ?? (await this.onRead(command));
  }

  /**
   * The page was shown a moment ago, so the session is most likely still as this process remembers it: the append proves it. Null: nothing was
   * appended. What is remembered may be behind in anything, also in what the facts were gathered by, so nobody is refused for it.
   */
  private async onMemory(command: StartAttemptCommand): Promise<StartedAttempt | null> {
    const { sessionKey, context } = command;
    const remembered = this.reader.known(checkoutSession, sessionKey);
    if (!remembered || makesCustomer(remembered)) return null;
    const ready = await this.prepare(command, remembered);
    if (ready.kind !== 'ready') return null;
    const precondition = { stream: streamName(checkoutSession.category, sessionKey), revisions: [remembered.revision] };
    const outcome = await this.run(sessionKey, { ...context, precondition }, ready.facts);
    return outcome.kind === 'accepted' ? this.goOn(outcome, ready) : null;
  }

  private async onRead(command: StartAttemptCommand): Promise<StartedAttempt> {
    const { sessionKey, context } = command;
    const prepared = await this.prepare(command, await this.reader.current(checkoutSession, sessionKey));
    if (prepared.kind === 'done') return prepared.started;
    const outcome = await this.run(sessionKey, context, prepared.facts);
    return outcome.kind === 'accepted' ? this.goOn(outcome, prepared) : { outcome, settled: null };
  }

  private async prepare({ sessionKey, context, pressed }: StartAttemptCommand, session: SessionResource): Promise<Prepared> {
    const attemptKey = this.facts.attemptKey(sessionKey, pressed.number);
    if (session.state.status !== 'absent' && session.state.attempts.some((attempt) => attempt.key === attemptKey)) {
      return done({ outcome: { kind: 'accepted', resource: session, replayed: true }, settled: null });
    }
    const early = this.facts.refusal(session, pressed);
    if (early) return done(refused(early));
    const [opened, plan] = await Promise.all([this.cards.open(session, pressed), this.facts.plan(session)]);
    if (opened.kind === 'refused') return done(refused(opened.reason));
    const facts = await this.facts.gather(session, context, { pressed, opened, plan });
    return { kind: 'ready', facts, means: meansOf(opened) };
  }

  /** A crash right after it leaves a charge that was never asked for, and no view of it: the projector and the session's timer see to both. */
  private run(key: string, context: CommandContext, facts: StartAttempt) {
    return this.executor.run(checkoutSession, { key, context, tellsBeside: true }, facts);
  }

  private async goOn(outcome: Started, { facts, means }: Ready): Promise<StartedAttempt> {
    const begun = await this.slots.goOn(outcome);
    const { settled } = await this.running.begin(begun, means);
    if (!settled) await outcome.told; // the answer comes next
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

/** Perhaps for a session that is over by now, or that has a customer: nobody is made, and no e-mail kept, on a guess. */
const makesCustomer = ({ state }: SessionResource): boolean => state.status !== 'absent' && state.customer === null;

function meansOf(opened: OpenedCard): Means | null {
  if (opened.kind === 'card') return { kind: 'card', card: opened.card };
  return opened.kind === 'saved' ? { kind: 'saved', paymentMethodKey: opened.method.key } : null;
}

const done = (started: StartedAttempt): Prepared => ({ kind: 'done', started });

const refused = (reason: CheckoutSessionRejection | CardRejection): StartedAttempt => ({
  outcome: { kind: 'rejected', reasons: [reason] },
  settled: null,
});
