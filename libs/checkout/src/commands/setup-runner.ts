// Saves the card of the attempt that this process took: at the first processor of the plan that saves it; and, once the session is complete,
// at the others. No money moves in here, so dying anywhere costs the buyer at most another press: the timer ends a silent attempt.
import { Injectable } from '@nestjs/common';
import { causedBy, Clock, Executor, Ids, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import type { CardDetails, SetupOutcome } from '@tillstream/payments';
import { findAttempt, isOver } from '../core/attempt';
import type { ActionFinished, AttemptStarted } from '../core/checkout-session.events';
import type { Attempt, CheckoutSessionState } from '../core/checkout-session.state';
import { nextSetup, setupsElsewhere } from '../core/next-setup';
import { AttemptMeans } from './attempt-means';
import { checkoutSession } from './checkout-session.decider';
import { OwedEffects } from './owed-effects';
import { SetupCalls } from './setup-calls';
import { subscriptionKeysOf } from './session-ids';

type SessionResource = Resource<CheckoutSessionState>;

interface Asked {
  readonly started: RecordedEvent;
  readonly processorKey: string;
  readonly call: () => Promise<SetupOutcome>;
  readonly hasMeans: boolean;
  /** Kept while the buyer is at his bank. */
  readonly card?: CardDetails;
}

interface Call {
  readonly started: RecordedEvent;
  readonly processorKey: string;
  readonly card: CardDetails;
}

const RECORDING_BUDGET_MS = 120_000;

@Injectable()
export class SetupRunner {
  constructor(
    private readonly executor: Executor,
    private readonly calls: SetupCalls,
    private readonly owed: OwedEffects,
    private readonly means: AttemptMeans,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Resolves with the session once the attempt is decided, or was given up by the timer. */
  async run(session: SessionResource, started: RecordedEvent, card: CardDetails): Promise<SessionResource> {
    let resource = session;
    for (;;) {
      const attempt = attemptOf(resource, started);
      const processorKey = attempt && nextSetup(attempt, this.clock.now());
      if (!processorKey) return resource;
      resource = await this.save(resource, { started, processorKey, card });
    }
  }

  /** After a challenge: goes on with the same set-up, and from there with what was kept of the card. */
  async finish(session: SessionResource, finished: RecordedEvent): Promise<SessionResource> {
    const attempt = attemptOf(session, finished);
    const { processorKey } = finished.data as ActionFinished;
    const asked = attempt?.setups.findLast((setup) => setup.processorKey === processorKey);
    if (!attempt || !asked) return session;
    const means = await this.means.of(attempt);
    const call = () => this.calls.finish({ sessionKey: session.key, attempt, processorKey, cause: finished }, asked.reference);
    const resource = await this.record(session, { started: finished, processorKey, call, hasMeans: means !== null });
    return means?.kind === 'card' ? this.run(resource, finished, means.card) : resource;
  }

  /** Best effort, after the answer to the buyer and without the security code: a processor that does not take it is not asked again. */
  async elsewhere(session: SessionResource, started: RecordedEvent, card: CardDetails): Promise<void> {
    const attempt = attemptOf(session, started);
    if (session.state.status === 'absent' || !attempt) return;
    let resource = session;
    for (const processorKey of setupsElsewhere(session.state, attempt)) {
      resource = await this.save(resource, { started, processorKey, card: { ...card, cvc: null } });
    }
  }

  private async save(session: SessionResource, { started, processorKey, card }: Call): Promise<SessionResource> {
    const attempt = attemptOf(session, started);
    if (!attempt) return session;
    const call = () => this.calls.save({ sessionKey: session.key, attempt, processorKey, cause: started }, card);
    return this.record(session, { started, processorKey, call, hasMeans: true, card });
  }

  private async record(session: SessionResource, { started, processorKey, call, hasMeans, card }: Asked): Promise<SessionResource> {
    const { attemptKey } = started.data as AttemptStarted;
    const attempt = attemptOf(session, started);
    const nth = attempt?.setups.length ?? 0;
    const begun = this.clock.now();
    const outcome = await call();
    // The buyer may be sent to his bank now, and another process may go on when he is back.
    if (card && outcome.kind === 'requires_action' && attempt && !isOver(attempt))
      await this.means.keep(attemptKey, { kind: 'card', card });
    const now = this.clock.now();
    const recorded = await this.executor.run(
      checkoutSession,
      { key: session.key, context: { ...causedBy(started, `record-setup/${nth}`), deadlineAt: now + RECORDING_BUDGET_MS } },
      {
        type: 'RecordSetup', now, attemptKey, processorKey, nth, hasMeans, outcome, latencyMs: now - begun,
        subscriptionKeys: subscriptionKeysOf(this.ids, session.key, session.state),
      }, // prettier-ignore
    );
    if (recorded.kind === 'accepted') await this.owed.send(recorded.events, recorded.resource);
    return recorded.resource;
  }
}

const attemptOf = ({ state }: SessionResource, { data }: RecordedEvent): Attempt | null =>
  state.status === 'absent' ? null : findAttempt(state, (data as AttemptStarted).attemptKey);
