// What the buyer is asked to agree to: every tier as it would be charged. It also comes alone, beside the error `amount-changed`.
import { currencyDecimals } from '@tillstream/catalog/core';
import { isoTime, type RenderContext } from '@tillstream/event-sourcing';
import type { BuyerLineItem, BuyerOffer, BuyerPromotion, BuyerRecurring, BuyerTerms, BuyerTier } from '../core/buyer-offer';
import type { TierAmounts } from '../core/amounts';
import type { Session } from '../core/checkout-session.state';
import { isMetered, needsConsent } from '../core/consent';
import type { LineItem } from '../core/line-item';
import { mayTypeCode } from '../core/guards';
import { offerId } from '../core/offer';
import { firstChargeAt, laterPayments } from '../core/later-payments';
import type { RecurringAmount } from '../core/recurring-amounts';

type OfferContext = Pick<RenderContext, 'ids' | 'now'> & { readonly allowPromotionCodes: boolean };

export function renderBuyerOffer(session: Session, context: OfferContext): BuyerOffer {
  const id = offerId(session);
  return {
    offer_id: id,
    tiers: id === null ? [] : session.amounts.tiers.map((_, index) => renderTier(session, index, context)),
    payment_required: (session.amounts.tiers[0]?.totalAtom ?? 0) > 0,
    promotion: renderPromotion(session, context),
  };
}

/** What the merchant set is shown and stays. */
function renderPromotion(session: Session, { allowPromotionCodes }: OfferContext): BuyerPromotion {
  const { promotion } = session;
  const isMerchants = promotion?.appliedBy === 'merchant';
  return {
    allowed: mayTypeCode(session, allowPromotionCodes) && !isMerchants,
    code: promotion?.code ?? null,
    label: promotion?.couponName ?? null,
    removable: promotion !== null && !isMerchants,
  };
}

function renderTier(session: Session, index: number, context: OfferContext): BuyerTier {
  const currency = session.amounts.currency ?? '';
  const amounts = session.amounts.tiers[index] ?? nothing;
  const lineItems = session.tiers[index]?.lineItems ?? [];
  const first = { amounts: session.amounts.tiers[0] ?? nothing, lineItems: session.tiers[0]?.lineItems ?? [] };
  return {
    index,
    currency,
    currency_exponent: currencyDecimals(currency),
    due_now_atom: amounts.totalAtom,
    subtotal_atom: amounts.subtotalAtom,
    discount_atom: amounts.discountAtom,
    line_items: lineItems.map((item) => renderItem(item, amounts, context)),
    recurring: amounts.recurring.map((group) => renderGroup(group, lineItems, context.now)),
    needs_consent: index > 0 && needsConsent(first, { amounts, lineItems }),
  };
}

const nothing: TierAmounts = { subtotalAtom: 0, discountAtom: 0, totalAtom: 0, lines: [], recurring: [] };

function renderItem(item: LineItem, amounts: TierAmounts, { ids }: OfferContext): BuyerLineItem {
  const line = amounts.lines.find((one) => one.lineKey === item.key);
  return {
    id: ids.format('li', item.key),
    name: item.terms.productName,
    description: item.description ?? item.terms.name,
    quantity: item.quantity,
    amount_atom: line?.dueNowAtom ?? 0,
    recurring: item.terms.recurring === null ? null : itemTerms(item, line?.subtotalAtom ?? 0),
  };
}

function itemTerms(item: LineItem, amountAtom: number): BuyerTerms {
  const { terms } = item;
  return {
    interval: terms.recurring?.interval ?? 'month',
    interval_count: terms.recurring?.count ?? 1,
    amount_atom: amountAtom,
    trial_days: terms.trialDays,
    contract_term_multiple: terms.contractTermMultiple,
    auto_renew: terms.autoRenew ?? true,
    metered: isMetered(item),
  };
}

function renderGroup(group: RecurringAmount, lineItems: readonly LineItem[], now: number): BuyerRecurring {
  const { amountAtom, change } = laterPayments(group, now);
  return {
    interval: group.interval,
    interval_count: group.intervalCount,
    amount_atom: amountAtom,
    trial_days: group.trialDays,
    contract_term_multiple: group.contractTermMultiple,
    auto_renew: group.autoRenew ?? true,
    metered: lineItems.some((item) => isMetered(item) && group.lineKeys.includes(item.key)),
    first_charge_at: isoTime(firstChargeAt(group, now)),
    later: change && { after_payments: change.afterPayments, amount_atom: change.amountAtom },
  };
}
