// Completes a session without a payment, at its merchant's word. Where its promotion has a limit, it takes a slot first.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, derivedCommandId, Executor, Ids, StreamReader } from '@tillstream/event-sourcing';
import { findAttempt } from '../../core/attempt';
import { present } from '../../core/guards';
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
    if (outcome.kind === 'rejected') return outcome;
    return outcome.replayed ? this.repeated(outcome, context) : this.complete(outcome, attemptKey);
  }

  /** What failed is not remembered, as with any refusal: the repeat of a request whose attempt came to nothing tries again. */
  private async repeated(outcome: Accepted, context: CommandContext): Promise<SessionOutcome> {
    if (outcome.resource.state.status === 'success') return outcome;
    const begun = present(outcome.resource.state).attempts.at(-1);
    const now = await this.reader.current(checkoutSession, outcome.resource.key);
    const attempt = begun && findAttempt(present(now.state), begun.key);
    if (attempt?.failed) {
      const again = { ...context, commandId: derivedCommandId(context.commandId, `again/${attempt.key}`) };
      return this.execute(new CompleteByHandCommand(again, now.key));
    }
    return now.state.status === 'success' ? { ...outcome, resource: now } : inProgress(now);
  }

  private async complete(outcome: Accepted, attemptKey: string): Promise<SessionOutcome> {
    const { resource, events } = await this.slots.goOn(outcome);
    await this.owed.send(events, resource);
    if (resource.state.status === 'success') return { ...outcome, resource, events };
    const attempt = resource.state.status === 'absent' ? null : findAttempt(resource.state, attemptKey);
    if (attempt?.failed?.reason === 'promotion-gone') return { kind: 'rejected', reasons: [{ code: 'promotion-exhausted' }], resource };
    return inProgress(await this.reader.current(checkoutSession, resource.key)); // the timer was quicker than this one
  }
}

const inProgress = (resource: SessionOutcome['resource']): SessionOutcome => ({
  kind: 'rejected',
  reasons: [{ code: 'payment-in-progress' }],
  resource,
});
