// Runs the attempt that this process took: asks the processor, writes the outcome with what follows from it, and goes on with the charge
// that follows, until the attempt is decided or unknown. Dying anywhere in here never charges twice: the timer finishes it.
import { Injectable } from '@nestjs/common';
import { causedBy, Clock, Executor, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import type { ChargeOutcome } from '@tillstream/payments';
import { findAttempt } from '../core/attempt';
import type { ChargeRequested, CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { isChargedLater, savesCard } from '../core/saved-card';
import { ChargeTries, NO_TRY_LEFT } from './charge-tries';
import { checkoutSession } from './checkout-session.decider';
import { type Asking, ConnectedProcessors } from './connected-processors';
import type { Means } from './means';
import { SettlementEffects } from './settlement-effects';
import { Settlements } from './settlements';

type SessionResource = Resource<CheckoutSessionState>;
type Recorded = RecordedEvent<CheckoutSessionEvent>;

/** Money may have moved: writing that down is tried for longer than anything else. */
const RECORDING_BUDGET_MS = 120_000;

@Injectable()
export class AttemptRunner {
  constructor(
    private readonly executor: Executor,
    private readonly processors: ConnectedProcessors,
    private readonly settlements: Settlements,
    private readonly effects: SettlementEffects,
    private readonly tries: ChargeTries,
    private readonly clock: Clock,
  ) {}

  /** @param started what the start appended. Resolves with the session once the attempt is decided, unknown, or taken over by recovery. */
  async run(session: SessionResource, started: readonly Recorded[], means: Means): Promise<SessionResource> {
    let resource = session;
    let requested = started.find((event) => event.type === 'ChargeRequested');
    while (requested) {
      const charge = requested.data as ChargeRequested;
      const begun = this.clock.now();
      const mayAsk = await this.tries.begin(resource, requested);
      const asking = { sessionKey: session.key, means, ...savingOf(resource.state, charge) };
      const outcome = mayAsk ? await this.processors.ask(charge, asking) : NO_TRY_LEFT;
      if (outcome.kind === 'closed') return resource;
      const recorded = await this.record(resource, requested, { outcome, latencyMs: this.clock.now() - begun });
      if (outcome.kind === 'requires_action') await this.processors.closeUnshown(charge, outcome.reference);
      this.tries.end(resource, requested, outcome);
      resource = recorded.resource;
      requested = recorded.events.find((event) => event.type === 'ChargeRequested');
    }
    return resource;
  }

  private async record(
    session: SessionResource,
    requested: Recorded,
    answer: { readonly outcome: ChargeOutcome; readonly latencyMs: number },
  ) {
    const now = this.clock.now();
    const { chargeKey } = requested.data as ChargeRequested;
    const facts = await this.settlements.gather(session, { chargeKey, isApproved: answer.outcome.kind === 'approved' });
    const outcome = await this.executor.run(
      checkoutSession,
      { key: session.key, context: { ...causedBy(requested, 'record-outcome'), deadlineAt: now + RECORDING_BUDGET_MS } },
      {
        type: 'RecordOutcome',
        now,
        chargeKey,
        ...answer,
        ...facts,
      },
    );
    if (outcome.kind === 'rejected') return { resource: outcome.resource, events: [] };
    await this.effects.run(outcome.events, outcome.resource);
    await this.settlements.finish(outcome.resource, { chargeKey, ...facts });
    return outcome;
  }
}

function savingOf(state: CheckoutSessionState, { attemptKey, tier }: ChargeRequested): Pick<Asking, 'saves' | 'offSessionLater'> {
  const attempt = state.status === 'absent' ? null : findAttempt(state, attemptKey);
  if (state.status === 'absent' || !attempt) return { saves: false, offSessionLater: false };
  return { saves: savesCard(state, attempt, tier), offSessionLater: isChargedLater(state, attempt, tier) };
}
