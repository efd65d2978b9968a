// The states that an attempt went through, worked out from what was written down of its calls.
import { type Instant, isoTime, type RenderContext } from '@tillstream/event-sourcing';
import type { Action, Attempt, Charge, Setup } from '../core/checkout-session.state';
import type { AttemptStateWord } from '../core/session-words';

interface Step {
  readonly at: Instant;
  readonly to: AttemptStateWord;
  readonly context: Readonly<Record<string, string | number>>;
}

type Ids = Pick<RenderContext, 'ids'>;

/** Null for an attempt without a card. */
export function renderStateTransitions(attempt: Attempt, { ids }: Ids) {
  if (attempt.kind !== 'card' && attempt.kind !== 'setup') return null;
  const id = ids.format('cca', attempt.key);
  let from: AttemptStateWord = 'created';
  const transitions = stepsOf(attempt, { ids }).flatMap(({ at, to, context }) => {
    if (to === from) return [];
    const transition = { from_state: from, to_state: to, context, created_at: isoTime(at) };
    from = to;
    return [transition];
  });
  return {
    card_checkout_attempt_id: id,
    transitions: transitions.map((transition, index) => ({ id: `${id}_${index + 1}`, ...transition })),
  };
}

function stepsOf(attempt: Attempt, { ids }: Ids): readonly Step[] {
  const { kind, startedAt, charges, failed, succeededAt } = attempt;
  const end: readonly Step[] = [
    ...(failed ? [{ at: failed.at, to: 'failed' as const, context: causeOf(failed) }] : []),
    ...(succeededAt === null ? [] : [{ at: succeededAt, to: 'succeeded' as const, context: {} }]),
  ];
  const setUp: readonly Step[] = kind === 'setup' ? [{ at: startedAt, to: 'processing', context: {} }] : [];
  const overAt = end[0]?.at ?? Infinity;
  const calls = [
    ...charges.map((charge) => stepsOfCharge(charge, { ids })),
    ...attempt.setups.map((setup) => stepsOfSetup(setup, { ids })),
  ];
  const asked = calls.flat().filter(({ at }) => at <= overAt).sort((a, b) => a.at - b.at); // prettier-ignore
  return [...setUp, ...asked, ...end];
}

/** Until it is settled, an unknown charge holds the attempt. */
function stepsOfCharge({ key, tier, processorKey, requestedAt, outcome, action, resolved }: Charge, { ids }: Ids): readonly Step[] {
  const context = { processor_id: ids.format('proc', processorKey), payment_attempt_id: ids.format('pa', key), tier_index: tier };
  return [
    { at: requestedAt, to: 'processing', context },
    ...stepsOfAction(action, context),
    ...(outcome?.outcome === 'unknown' ? [{ at: outcome.at, to: 'unresolved' as const, context }] : []),
    ...(resolved && (outcome?.outcome === 'unknown' || action?.finished) ? [settled(resolved, context)] : []),
  ];
}

/** What became of it and who said so: its processor when asked, a notice, its closing, or an operator's hand. */
const settled = ({ at, result, by }: NonNullable<Charge['resolved']>, context: Step['context']): Step => ({
  at,
  to: 'processing',
  context: { ...context, result, settled_by: by },
});

const stepsOfSetup = ({ processorKey, action }: Setup, { ids }: Ids): readonly Step[] =>
  stepsOfAction(action, { processor_id: ids.format('proc', processorKey) });

/** A buyer who did not come back leaves a charge that has to be closed before anybody knows. */
function stepsOfAction(action: Action | null, context: Step['context']): readonly Step[] {
  if (!action) return [];
  const { requestedAt, finished } = action;
  const to = finished?.outcome === 'returned' || !('payment_attempt_id' in context) ? ('processing' as const) : ('unresolved' as const);
  return [
    { at: requestedAt, to: 'requires_action', context },
    ...(finished ? [{ at: finished.at, to, context: { ...context, outcome: finished.outcome } }] : []),
  ];
}

function causeOf({ reason, code, rule }: NonNullable<Attempt['failed']>): Step['context'] {
  return { reason, ...(code === null ? {} : { code }), ...(rule ? { rule: rule.name } : {}) };
}
