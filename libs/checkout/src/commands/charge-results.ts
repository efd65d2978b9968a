// Writes down what came of a charge, answered or found out, with what follows from it, and causes what that owes. Several at once are harmless:
// the first append stands, and only who made it is given events to go on with.
import { Injectable } from '@nestjs/common';
import { causedBy, Clock, type CommandContext, Executor, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { findCharge, isOver } from '../core/attempt';
import type { RecordOutcome } from '../core/charge.commands';
import type { CheckoutSessionCommand } from '../core/checkout-session.commands';
import type { ChargeRequested, CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { AttemptMeans } from './attempt-means';
import type { Found } from './charge-inquiry';
import { checkoutSession } from './checkout-session.decider';
import type { Means } from './means';
import { SettlementEffects } from './settlement-effects';
import { Settlements } from './settlements';

type SessionResource = Resource<CheckoutSessionState>;
type Recorded = RecordedEvent<CheckoutSessionEvent>;

export interface Written {
  readonly resource: SessionResource;
  /** What this append wrote; empty: somebody else was quicker. */
  readonly events: readonly Recorded[];
  /** With which the charge that this append requested, if any, is asked for. */
  readonly means: Means | null;
  /** Resolves once the views have it; never rejects. */
  readonly told: Promise<void>;
}

/** @property means of whoever has them in memory; absent: what was kept of them */
interface Answer extends Pick<RecordOutcome, 'after' | 'outcome' | 'latencyMs'> {
  readonly means?: Means;
}

/** Money may have moved: writing that down is tried for longer than anything else. */
const RECORDING_BUDGET_MS = 120_000;

@Injectable()
export class ChargeResults {
  constructor(
    private readonly executor: Executor,
    private readonly settlements: Settlements,
    private readonly effects: SettlementEffects,
    private readonly means: AttemptMeans,
    private readonly clock: Clock,
  ) {}

  /** What the processor answered to whoever runs the attempt, or confirms it after a challenge; he waits for `told` before he answers. */
  async record(session: SessionResource, asked: Recorded, { means: given, ...answer }: Answer): Promise<Written> {
    const now = this.clock.now();
    const { attemptKey, chargeKey } = asked.data as Pick<ChargeRequested, 'attemptKey' | 'chargeKey'>;
    const { kind } = answer.outcome;
    // Others may have to go on: recovery, or who sees the buyer come back from his bank.
    if (given && (kind === 'unknown' || kind === 'requires_action')) await this.means.keep(attemptKey, given);
    const means = given ?? (kind === 'approved' ? null : await this.keptMeans(session, chargeKey));
    const facts = await this.settlements.gather(session, { chargeKey, isApproved: kind === 'approved' });
    const context = { ...causedBy(asked, 'record-outcome'), deadlineAt: now + RECORDING_BUDGET_MS };
    const command = { type: 'RecordOutcome' as const, now, chargeKey, hasMeans: means !== null, ...answer, ...facts };
    return this.write({ key: session.key, context, chargeKey, means }, command);
  }

  /** @param means of whoever has them in memory; null: who settles this asks nobody for money; absent: what was kept of them */
  async settle(
    session: SessionResource,
    chargeKey: string,
    found: Exclude<Found, { kind: 'unclear' }> & { readonly context: CommandContext; readonly means?: Means | null },
  ): Promise<Written> {
    const now = this.clock.now();
    const isApproved = found.kind === 'finding' && found.finding.result === 'approved';
    const { kind: _kind, context, means: given, ...inquired } = found;
    const means = given === undefined && !isApproved ? await this.keptMeans(session, chargeKey) : (given ?? null);
    const facts = await this.settlements.gather(session, { chargeKey, isApproved });
    const shared = { now, chargeKey, hasMeans: means !== null, ...facts };
    const command: CheckoutSessionCommand =
      'finding' in inquired ? { type: 'ResolveCharge', ...shared, ...inquired.finding } : { type: 'NoteInquiry', ...shared, ...inquired };
    const written = await this.write({ key: session.key, context, chargeKey, means }, command);
    await written.told;
    return written;
  }

  private async write(
    { key, context, chargeKey, means }: { key: string; context: CommandContext; chargeKey: string; means: Means | null },
    command: CheckoutSessionCommand & { readonly holdsSlot?: boolean },
  ): Promise<Written> {
    const outcome = await this.executor.run(checkoutSession, { key, context, tellsBeside: true }, command);
    const { resource } = outcome;
    if (outcome.kind === 'rejected') return { resource, events: [], means, told: Promise.resolve() };
    await this.effects.run(outcome.events, resource);
    await this.settlements.finish(resource, { chargeKey, holdsSlot: command.holdsSlot ?? false });
    return { resource, events: outcome.events, means, told: outcome.told ?? Promise.resolve() };
  }

  /** Null as well where nobody needs them any more. */
  private async keptMeans({ state }: SessionResource, chargeKey: string): Promise<Means | null> {
    const attempt = state.status === 'absent' ? null : (findCharge(state, chargeKey)?.attempt ?? null);
    return attempt && !isOver(attempt) ? this.means.of(attempt) : null;
  }
}
