// Runs the attempt that this process took: asks the processor, writes the outcome with what follows from it, and goes on with the charge
// that follows, until the attempt is decided or unknown. Dying anywhere in here never charges twice: the timer finishes it.
import { Injectable } from '@nestjs/common';
import { causedBy, Clock, Executor, Facts, Ids, Log, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { type CardDetails, type ChargeOutcome, processor, ProcessorAdapters } from '@tillstream/payments';
import type { ChargeRequested, CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { checkoutSession } from './checkout-session.decider';
import { OwedSubscriptions } from './owed-subscriptions';
import { nextChargeKeyOf, subscriptionKeysOf } from './session-ids';
import { askProcessor } from './ask-processor';

type SessionResource = Resource<CheckoutSessionState>;
type Recorded = RecordedEvent<CheckoutSessionEvent>;

/** Money may have moved: writing that down is tried for longer than anything else. */
const RECORDING_BUDGET_MS = 120_000;

@Injectable()
export class AttemptRunner {
  constructor(
    private readonly executor: Executor,
    private readonly adapters: ProcessorAdapters,
    private readonly facts: Facts,
    private readonly owed: OwedSubscriptions,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @param started what the start appended. Resolves with the session once the attempt is decided, unknown, or taken over by recovery. */
  async run(session: SessionResource, started: readonly Recorded[], card: CardDetails): Promise<SessionResource> {
    let resource = session;
    let requested = started.find((event) => event.type === 'ChargeRequested');
    while (requested) {
      const charge = requested.data as ChargeRequested;
      const begun = this.clock.now();
      const outcome = await this.ask(resource, charge, card);
      if (outcome.kind === 'closed') return resource;
      const recorded = await this.record(resource, requested, { outcome, latencyMs: this.clock.now() - begun });
      if (outcome.kind === 'requires_action') await this.closeUnshown(charge, outcome.reference);
      resource = recorded.resource;
      requested = recorded.events.find((event) => event.type === 'ChargeRequested');
    }
    return resource;
  }

  private async ask(
    { state }: SessionResource,
    charge: ChargeRequested,
    card: CardDetails,
  ): Promise<ChargeOutcome | { readonly kind: 'closed' }> {
    const { state: found } = await this.facts.get(processor, charge.processorKey, 'recent');
    if (found.status === 'absent') return { kind: 'not_sent', reason: 'configuration', message: 'the processor is not connected' };
    const tier = state.status === 'absent' ? undefined : state.amounts.tiers[charge.tier];
    const toAsk = {
      chargeId: this.ids.format('pa', charge.chargeKey),
      amountAtom: charge.amountAtom,
      currency: charge.currency,
      description: 'Checkout',
      recurs: (tier?.recurring.length ?? 0) > 0,
    };
    return askProcessor(this.adapters.for({ key: charge.processorKey, fields: found.fields }), toAsk, card);
  }

  private async record(
    session: SessionResource,
    requested: Recorded,
    answer: { readonly outcome: ChargeOutcome; readonly latencyMs: number },
  ) {
    const now = this.clock.now();
    const { chargeKey } = requested.data as ChargeRequested;
    const outcome = await this.executor.run(
      checkoutSession,
      { key: session.key, context: { ...causedBy(requested, 'record-outcome'), deadlineAt: now + RECORDING_BUDGET_MS } },
      {
        type: 'RecordOutcome',
        now,
        chargeKey,
        ...answer,
        nextChargeKey: nextChargeKeyOf(this.ids, chargeKey),
        subscriptionKeys: subscriptionKeysOf(this.ids, session.key, session.state),
      },
    );
    if (outcome.kind === 'rejected') return { resource: outcome.resource, events: [] };
    await this.owed.create(outcome.events, outcome.resource);
    return outcome;
  }

  /** A challenge that is not shown is closed, so that nothing can come of it later. */
  private async closeUnshown(charge: ChargeRequested, reference: string): Promise<void> {
    const { state } = await this.facts.get(processor, charge.processorKey, 'recent');
    if (state.status === 'absent') return;
    const adapter = this.adapters.for({ key: charge.processorKey, fields: state.fields });
    const answer = await adapter.close({ merchantReference: this.ids.format('pa', charge.chargeKey), reference });
    if (answer.kind !== 'closed')
      this.log.warn({ chargeKey: charge.chargeKey, answer: answer.kind }, 'a challenge that was not shown could not be closed');
  }
}
