// What is paid when, as one sentence: "$20.00 today, then $10.00 a month from March 7". The same words stand in the summary, in the
// mandate, beside each fallback and on the choice after a decline, so that nobody agrees to one thing and reads another.
import type { BuyerInterval, BuyerRecurring, BuyerTerms, BuyerTier } from '@tillstream/checkout/browser';
import type { MessageKey } from '../messages/en';
import type { Texts } from './texts';

type Currency = Pick<BuyerTier, 'currency' | 'currency_exponent'>;

const single: Readonly<Record<BuyerInterval, MessageKey>> = { day: 'per.day', week: 'per.week', month: 'per.month', year: 'per.year' };
const several: Readonly<Record<BuyerInterval, MessageKey>> = { day: 'per.days', week: 'per.weeks', month: 'per.months', year: 'per.years' };
const metered: Readonly<Record<BuyerInterval, MessageKey>> = {
  day: 'metered.day',
  week: 'metered.week',
  month: 'metered.month',
  year: 'metered.year',
};

/** "$10.00 a month", "$30.00 every 3 months", "$10.00 a month plus what you use". */
export function perPeriod(texts: Texts, terms: BuyerTerms, currency: Currency): string {
  const { interval, interval_count: count } = terms;
  if (terms.metered && terms.amount_atom === 0 && count === 1) return texts.t(metered[interval]);
  const amount = texts.money(terms.amount_atom, currency);
  const per =
    count === 1 ? texts.t(single[interval], { amount }) : texts.t(several[interval], { amount, period: texts.length(count, interval) });
  return terms.metered ? texts.t('per.metered', { per }) : per;
}

/** What is paid after today, with its first date, a discount that ends, and the end of a term that does not renew. */
export function laterPayments(texts: Texts, group: BuyerRecurring, context: { readonly currency: Currency; readonly now: Date }): string {
  const { t } = texts;
  const first = t('per-from', {
    per: perPeriod(texts, group, context.currency),
    date: texts.date(group.first_charge_at, context.now),
  });
  const { later } = group;
  const whole = later
    ? t(later.after_payments === 1 ? 'per-changes.one' : 'per-changes', {
        first,
        count: texts.number(later.after_payments),
        then: perPeriod(texts, { ...group, amount_atom: later.amount_atom }, context.currency),
      })
    : first;
  const term = termOf(texts, group);
  return term !== null && !group.auto_renew ? t('per.ends', { per: whole, term }) : whole;
}

/** "$20.00 today, then $10.00 a month from March 7 and $50.00 a year from …"; "$20.00 today" where nothing recurs. */
export function tierTerms(texts: Texts, tier: BuyerTier, now: Date): string {
  const dueNow = texts.money(tier.due_now_atom, tier);
  if (tier.recurring.length === 0) return texts.t('now', { now: dueNow });
  return texts.t('now-then', { now: dueNow, later: allLaterPayments(texts, tier, now) });
}

export const allLaterPayments = (texts: Texts, tier: BuyerTier, now: Date): string =>
  texts.list(tier.recurring.map((group) => laterPayments(texts, group, { currency: tier, now })));

/** The contract's whole term, "12 months"; null where there is none. */
export const termOf = (texts: Texts, terms: BuyerTerms): string | null =>
  terms.contract_term_multiple === null ? null : texts.length(terms.contract_term_multiple * terms.interval_count, terms.interval);
