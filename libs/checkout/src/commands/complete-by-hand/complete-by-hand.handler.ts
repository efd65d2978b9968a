// Completes a session without a payment, at its merchant's word. Where its promotion has a limit, it takes a slot first.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, Ids, StreamReader } from '@tillstream/event-sourcing';
import { findAttempt } from '../../core/attempt';
import { AttemptSlots } from '../attempt-slots';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { OwedEffects } from '../owed-effects';
import { attemptKeyOf, subscriptionKeysOf } from '../session-ids';

export class CompleteByHandCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
  ) {
    super();
  }
}

type Accepted = Extract<SessionOutcome, { kind: 'accepted' }>;

@CommandHandler(CompleteByHandCommand)
export class CompleteByHandHandler implements ICommandHandler<CompleteByHandCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly slots: AttemptSlots,
    private readonly owed: OwedEffects,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute({ context, sessionKey }: CompleteByHandCommand): Promise<SessionOutcome> {
    const session = await this.reader.current(checkoutSession, sessionKey);
    const { state } = session;
    const attemptKey = attemptKeyOf(this.ids, sessionKey, `manual/${state.status === 'absent' ? 0 : state.attempts.length}`);
    const outcome = await this.executor.run(
      checkoutSession,
      { key: sessionKey, context },
      {
        type: 'CompleteByHand',
        now: this.clock.now(),
        attemptKey,
        promotion: await this.slots.promotionOf(session),
        subscriptionKeys: subscriptionKeysOf(this.ids, sessionKey, state),
      },
    );
    return outcome.kind === 'accepted' ? this.complete(outcome, attemptKey) : outcome;
  }

  private async complete(outcome: Accepted, attemptKey: string): Promise<SessionOutcome> {
    const { resource, events } = await this.slots.goOn(outcome);
    await this.owed.send(events, resource);
    if (resource.state.status === 'success') return { ...outcome, resource, events };
    const attempt = resource.state.status === 'absent' ? null : findAttempt(resource.state, attemptKey);
    if (attempt?.failed?.reason === 'promotion-gone') return { kind: 'rejected', reasons: [{ code: 'promotion-exhausted' }], resource };
    // A repeat of a request whose process is still at it, or has died; or the timer was quicker than this one.
    const now = await this.reader.current(checkoutSession, resource.key);
    if (now.state.status === 'success') return { ...outcome, resource: now, events };
    return { kind: 'rejected', reasons: [{ code: 'payment-in-progress' }], resource: now };
  }
}
