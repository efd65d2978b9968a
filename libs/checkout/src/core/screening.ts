// What a press has to pass before any processor is asked (domain.md §5): the limits against card testing, by what the session's own events
// say, so that nothing is forgotten with Redis; and the account's own rules against fraud.
import { type FraudSettings, matchingRule } from '@tillstream/accounts/core';
import type { CardSummary } from '@tillstream/payments/core';
import type { AttemptLimitReached, MatchedRule, PlannedTier } from './checkout-session.events';
import type { Session } from './checkout-session.state';

/** Of one session; 0: no limit. */
export interface SessionLimits {
  readonly attempts: number;
  /** Different ones. */
  readonly cards: number;
}

/** What a press is held against. */
export interface Screening {
  readonly limits: SessionLimits;
  readonly fraud: FraudSettings;
  /** The rules of the card's scheme leave no further try for it now. */
  readonly isCardSpent: boolean;
}

/** The limit that one more press with this card would go beyond. */
export function reachedLimit(
  { attempts }: Pick<Session, 'attempts'>,
  card: Pick<CardSummary, 'fingerprint'> | null,
  limits: SessionLimits,
): AttemptLimitReached['limit'] | null {
  const pressed = attempts.filter(({ kind }) => kind !== 'manual');
  if (limits.attempts > 0 && pressed.length >= limits.attempts) return 'attempts';
  const tried = new Set(pressed.flatMap((attempt) => attempt.card?.fingerprint ?? []));
  const isNew = card !== null && !tried.has(card.fingerprint);
  return limits.cards > 0 && isNew && tried.size >= limits.cards ? 'cards' : null;
}

/** Null: no rule of the account refuses it. Where neither a card is charged nor saved there is nothing to judge. */
export function refusingRule(
  { amounts }: Pick<Session, 'amounts'>,
  { card, tier, fraud }: { readonly card: CardSummary | null; readonly tier: number; readonly fraud: FraudSettings },
): MatchedRule | null {
  if (card === null) return null;
  const { country, brand, funding } = card;
  const amount = amounts.tiers[tier]?.totalAtom || null;
  const rule = matchingRule(fraud, { country, brand, funding, amount });
  return rule && { name: rule.name, reason: rule.reason, message: fraud.fraudMessage };
}

/** Each tier is judged by its own amount: one that a rule refuses is neither fallen back to nor offered, and nobody is asked for it. */
export const withoutRefused = (
  plan: readonly PlannedTier[],
  session: Pick<Session, 'amounts'>,
  { card, screening }: { readonly card: CardSummary | null; readonly screening?: Screening },
): readonly PlannedTier[] =>
  plan.map((planned) => {
    const rule = screening ? refusingRule(session, { card, tier: planned.tier, fraud: screening.fraud }) : null;
    if (!rule) return planned;
    const processors = planned.processors.map((one) => ({ ...one, skipped: one.skipped ?? ('fraud-rule' as const) }));
    return { ...planned, processors, refusedBy: { name: rule.name, reason: rule.reason } };
  });

/** What the buyer is answered. */
export const refusalOf = (limit: AttemptLimitReached['limit']): 'too-many-attempts' | 'too-many-cards' =>
  limit === 'attempts' ? 'too-many-attempts' : 'too-many-cards';
