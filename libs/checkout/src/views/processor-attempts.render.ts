// The rows of an attempt: every processor of the tiers that the buyer had agreed to, in the order of the plan, whether it was asked, left out
// or never reached; and every call that saved the card elsewhere.
import { type Instant, isoTime, type RenderContext } from '@tillstream/event-sourcing';
import { attemptChangedAt, chargeChangedAt, setupChangedAt } from '../core/attempt-times';
import type { PlannedProcessor, PlannedTier } from '../core/checkout-session.events';
import type { Attempt, Charge, Setup } from '../core/checkout-session.state';
import { type CallWord, chargeCallWord, setupCallWord } from '../core/payment-words';

export interface RowContext extends Pick<RenderContext, 'ids'> {
  /** What people call a processor. */
  readonly nameOf: (processorKey: string) => string;
}

interface Row {
  readonly processorKey: string;
  readonly tier: number;
  readonly skipped: PlannedProcessor['skipped'];
  readonly refusedBy?: PlannedTier['refusedBy'] | undefined;
  readonly charge: Charge | null;
  readonly setup: Setup | null;
}

export function renderProcessorAttempts(attempt: Attempt, context: RowContext) {
  return rowsOf(attempt).map((row) => renderRow(attempt, row, context));
}

/** With the times of each row. */
export function renderDetailedRows(attempt: Attempt, context: RowContext) {
  return rowsOf(attempt).map((row) => ({
    ...renderRow(attempt, row, context),
    created_at: isoTime(row.charge?.requestedAt ?? row.setup?.at ?? attempt.startedAt),
    updated_at: isoTime(rowChangedAt(attempt, row)),
  }));
}

/** The call that only asked for a challenge gives way to the one after it. */
const isLastWord = ({ action, processorKey }: Setup, index: number, all: readonly Setup[]): boolean =>
  action === null || !all.slice(index + 1).some((later) => later.processorKey === processorKey);

const rowChangedAt = (attempt: Attempt, { charge, setup }: Row): Instant => {
  if (charge) return chargeChangedAt(charge);
  return setup ? setupChangedAt(setup) : attemptChangedAt(attempt);
};

function rowsOf(attempt: Attempt): readonly Row[] {
  const accepted = attempt.plan.filter(({ tier }) => attempt.acceptedTiers.includes(tier));
  const planned = accepted.flatMap(({ tier, processors, refusedBy }) =>
    processors.map(({ processorKey, skipped }): Row => {
      const charge = attempt.charges.find((one) => one.tier === tier && one.processorKey === processorKey) ?? null;
      return { processorKey, tier, skipped, refusedBy, charge, setup: null };
    }),
  );
  const setups = attempt.setups.filter(isLastWord).map((setup): Row => ({
    processorKey: setup.processorKey,
    tier: 0,
    skipped: attempt.kind === 'setup' ? null : 'setup-only',
    charge: null,
    setup,
  }));
  // A set-up stands in for the row that only said that the processor does not charge, or that the card may be saved there.
  const isForSetup = ({ skipped }: Row) => skipped === 'setup-only' || attempt.kind === 'setup';
  const isTold = (row: Row) => isForSetup(row) && setups.some((setup) => setup.processorKey === row.processorKey);
  return [...planned.filter((row) => !isTold(row)), ...setups];
}

function renderRow(attempt: Attempt, row: Row, { ids, nameOf }: RowContext) {
  const { processorKey, tier, skipped, charge, setup } = row;
  const isSaved = setup?.outcome === 'approved' || hasSaved(charge);
  return {
    processor_id: ids.format('proc', processorKey),
    processor_name: nameOf(processorKey),
    disposition: skipped === 'setup-only' ? ('setup_only' as const) : ('charge_and_setup' as const),
    tier_index: tier,
    charge_status: chargeStatus(charge, skipped),
    charge_error_message: chargeError(row),
    setup_status: setupStatus(setup, isSaved),
    setup_error_message: setupError(setup),
    payment_attempt_id: charge ? ids.format('pa', charge.key) : null,
    payment_method_id: isSaved ? ids.format('pm', attempt.paymentMethodKey ?? attempt.key) : null,
  };
}

const hasSaved = (charge: Charge | null): boolean => (charge?.outcome?.savedCard ?? charge?.resolved?.savedCard ?? null) !== null;

function chargeStatus(charge: Charge | null, skipped: Row['skipped']): CallWord {
  if (charge) return chargeCallWord(charge);
  return skipped === null || skipped === 'setup-only' ? 'not_attempted' : 'skipped';
}

function setupStatus(setup: Setup | null, isSaved: boolean): CallWord {
  if (setup) return setupCallWord(setup);
  return isSaved ? 'succeeded' : 'not_attempted';
}

/** For the merchant: the code of a decline, else what became of the call, else why there was none. A challenge is no error. */
function chargeError({ charge, skipped, refusedBy }: Row): string | null {
  if (skipped === 'fraud-rule' && refusedBy) return [skipped, refusedBy.name, refusedBy.reason].filter((part) => part !== null).join(': ');
  if (!charge) return skipped === 'setup-only' ? null : skipped;
  if (['succeeded', 'requires_action', 'processing'].includes(chargeCallWord(charge))) return null;
  const { outcome, resolved } = charge;
  if (resolved) return resolved.code ?? resolved.result;
  return outcome ? (outcome.code ?? outcome.category ?? outcome.outcome) : null;
}

const setupError = (setup: Setup | null): string | null =>
  setup && setup.outcome !== 'approved' ? (setup.code ?? setup.category ?? setup.outcome) : null;
