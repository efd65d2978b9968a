// Runs the attempt that this process took, or took over: asks the processor, writes the outcome with what follows from it, and goes on with the
// charge that follows, until the attempt is decided or unknown. An unknown outcome is asked about at once, with the card still in memory, so that
// a dropped connection ends in the same press. Dying anywhere in here never charges twice: the timer finishes it.
import { Injectable } from '@nestjs/common';
import { causedBy, Clock, isPassing, Log, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { findAttempt, findCharge } from '../core/attempt';
import type { ActionFinished, ChargeRequested, CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { workedMs } from '../core/challenge';
import { ATTEMPT_BUDGET_MS } from '../core/next-charge';
import { isChargedLater, savesCard } from '../core/saved-card';
import { ChargeRecovery, type Recovered } from './charge-recovery';
import { ChargeResults, type Written } from './charge-results';
import { ChargeTries } from './charge-tries';
import { type Asking, ConnectedProcessors } from './connected-processors';
import type { Means } from './means';

type SessionResource = Resource<CheckoutSessionState>;
type Recorded = RecordedEvent<CheckoutSessionEvent>;

type Progress = Pick<Written, 'resource' | 'events' | 'told'>;

/** The session as it is then; whoever answers with it waits for `told` first, beside what else he has to do. */
export type SettledAttempt = Pick<Written, 'resource' | 'told'>;

/** Before each inquiry by the runner itself; what is unclear then is the timer's. */
const INQUIRY_PAUSES_MS = [0, 1_000, 5_000];

@Injectable()
export class AttemptRunner {
  constructor(
    private readonly processors: ConnectedProcessors,
    private readonly results: ChargeResults,
    private readonly recovery: ChargeRecovery,
    private readonly tries: ChargeTries,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @param begun what was appended last. Resolves once the attempt is decided, unknown, or taken over by somebody else. */
  async run(session: SessionResource, begun: readonly Recorded[], means: Means): Promise<SettledAttempt> {
    let settled: SettledAttempt = { resource: session, told: Promise.resolve() };
    let requested = requestedIn(begun);
    while (requested) {
      const charge = requested.data as ChargeRequested;
      const asked = await this.ask(settled.resource, requested, means);
      if (!asked) return settled;
      const written = asked.isUnknown ? await this.inquire(asked, charge, { requested, means }) : asked;
      settled = written;
      requested = requestedIn(written.events);
    }
    return settled;
  }

  /** After a challenge: confirms the same charge, and goes on from there. Resolves with the charge in question where the bank is not done. */
  async finish(session: SessionResource, finished: Recorded): Promise<SessionResource> {
    const found = challenged(session.state, finished);
    if (!found) return session;
    const begun = this.clock.now();
    const outcome = await this.processors.finish(found.charge, { saves: savesCard(found.state, found.attempt, found.charge.tier) });
    if (outcome.kind === 'closed' || outcome.kind === 'requires_action') return session;
    const answer = { after: 'action', outcome, latencyMs: this.clock.now() - begun } as const;
    const written = await this.results.record(session, finished, answer);
    this.tries.end(session, finished, outcome);
    const { resource, told } = written.means ? await this.run(written.resource, written.events, written.means) : written;
    await told;
    return resource;
  }

  /** Null: recovery took this charge for dead and closed it; whatever it writes stands. */
  private async ask(
    session: SessionResource,
    requested: Recorded,
    means: Means,
  ): Promise<(Progress & { readonly isUnknown: boolean }) | null> {
    const charge = requested.data as ChargeRequested;
    const begun = this.clock.now();
    const refusal = this.tries.begin(session, requested); // while the charge is opened, which moves no money
    refusal.catch(() => undefined); // whoever waits for it hears it
    const outcome = await this.processors.ask(charge, { sessionKey: session.key, means, refusal, ...savingOf(session.state, charge) });
    if (outcome.kind === 'closed') return null;
    const written = await this.results.record(session, requested, {
      after: 'request',
      outcome,
      latencyMs: this.clock.now() - begun,
      means,
    });
    this.tries.end(session, requested, outcome);
    return { ...written, isUnknown: outcome.kind === 'unknown' };
  }

  private async inquire(
    asked: Progress,
    { attemptKey, chargeKey }: ChargeRequested,
    { requested, means }: { readonly requested: Recorded; readonly means: Means },
  ): Promise<Progress> {
    const { key, state } = asked.resource;
    const attempt = state.status === 'absent' ? null : findAttempt(state, attemptKey);
    const until = this.clock.now() + (attempt ? ATTEMPT_BUDGET_MS - workedMs(attempt, this.clock.now()) : 0);
    for (const pauseMs of INQUIRY_PAUSES_MS) {
      if (this.clock.now() + pauseMs >= until) break;
      if (pauseMs > 0) await this.clock.sleep(pauseMs);
      const context = causedBy(requested, `inquire-after/${pauseMs}`);
      const recovered = await this.recovered(this.recovery.recover({ sessionKey: key, chargeKey }, { context, means }));
      if (recovered.kind === 'settled') return recovered;
    }
    return { ...asked, events: [] };
  }

  /** A store that does not answer leaves it to the timer. */
  private async recovered(work: Promise<Recovered>): Promise<Recovered> {
    try {
      return await work;
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.log.warn({ error: String(error) }, 'an unknown outcome was not asked about at once; the timer will do it');
      return { kind: 'unclear' };
    }
  }
}

const requestedIn = (events: readonly Recorded[]): Recorded | undefined => events.find(({ type }) => type === 'ChargeRequested');

/** The charge whose challenge has ended. */
function challenged(state: CheckoutSessionState, { data }: Recorded) {
  const { chargeKey } = data as ActionFinished;
  const found = state.status === 'absent' || chargeKey === null ? null : findCharge(state, chargeKey);
  return state.status === 'absent' || !found ? null : { state, ...found };
}

function savingOf(state: CheckoutSessionState, { attemptKey, tier }: ChargeRequested): Pick<Asking, 'saves' | 'offSessionLater'> {
  const attempt = state.status === 'absent' ? null : findAttempt(state, attemptKey);
  if (state.status === 'absent' || !attempt) return { saves: false, offSessionLater: false };
  return { saves: savesCard(state, attempt, tier), offSessionLater: isChargedLater(state, attempt, tier) };
}
