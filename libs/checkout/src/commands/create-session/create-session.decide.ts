// Makes a session, or says everything that is wrong with the request at once, each fault with its place.
import { customFieldFaults, customFieldsAfter } from '@tillstream/catalog/core';
import { accept, type Decision, type Loc, reject, rejectAll } from '@tillstream/event-sourcing';
import { amountsOf, tooLargeTiers } from '../../core/amounts';
import type { CreateSession, WantedTier } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent, SessionCreated } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection, ReferenceFault } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { MAX_LINE_ITEMS, type Tier } from '../../core/line-item';
import { LARGEST_CHARGE_ATOM } from '../../core/money';
import { isUnchargeable, planOf } from '../../core/plan';
import type { Promotion } from '../../core/promotion';
import { urlFault } from '../../core/redirect-url';
import { lineItemsOf, saleFault } from '../../core/wanted-items';
import { type Granted, granted, locOf } from '../../core/wanted-promotion';

export function createSession(
  command: CreateSession,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status !== 'absent') return reject({ code: 'session-already-exists' });
  const tiers = command.tiers.map((tier): Tier => ({
    lineItems: lineItemsOf(tier.lineItems, command.references, command.now),
    routeKey: tier.routeKey ?? null,
  }));
  const items = itemFaults(command);
  // Faulty items are missing in the tiers: what depends on all of them is looked at once they are right.
  const asked = wantedPromotion(command, items.length > 0 ? [] : tiers);
  const refused = rejectAll([
    ...urlFaults(command),
    ...lifeFaults(command),
    ...modeFaults(command),
    ...items,
    ...routeFaults(command),
    ...(asked?.fault ? [asked.fault] : []),
    ...amountFaults(tiers),
    ...chargeFaults(command, tiers, asked?.promotion ?? null),
    ...referenceFaults(command),
    ...customFieldFaults(command.customFields),
    ...customFieldFaults(command.paramsForSub?.customFields, {}, ['body', 'params_for_sub', 'custom_fields']),
  ]);
  if (refused) return refused;

  return accept({ type: 'SessionCreated', data: sessionCreated(command, tiers, asked?.promotion ?? null) });
}

function sessionCreated(command: CreateSession, tiers: readonly Tier[], promotion: Promotion | null): SessionCreated {
  return {
    mode: command.mode,
    successUrl: command.successUrl,
    returnUrl: command.returnUrl,
    customer: command.customer ?? null,
    expiresAt: command.expiresAt,
    tiers: tiers.map((tier, index) => (index === 0 ? { ...tier, routeKey: null } : tier)),
    routeKey: tiers[0]?.routeKey ?? null,
    threeDsMode: command.threeDsMode,
    setupProcessorKeys: command.setupProcessorKeys?.filter((key) => key !== null) ?? null,
    customFields: customFieldsAfter({}, command.customFields),
    paramsForSub: command.paramsForSub ? { customFields: customFieldsAfter({}, command.paramsForSub.customFields) } : null,
    allowPromotionCodes: command.allowPromotionCodes,
    reference: command.reference,
    supersede: command.supersede,
    promotion,
    amounts: amountsOf(tiers, promotion),
  };
}

function urlFaults({ successUrl, returnUrl, urlRules }: CreateSession): readonly ReferenceFault[] {
  return [urlFault(successUrl, ['body', 'success_url'], urlRules), urlFault(returnUrl, ['body', 'return_url'], urlRules)].filter(
    (fault) => fault !== null,
  );
}

/** Told here and not where the body is read, so that it stands beside the other faults of the request. */
const lifeFaults = ({ isLifeGivenTwice }: CreateSession): readonly ReferenceFault[] =>
  isLifeGivenTwice ? [{ code: 'expiry-given-twice', loc: ['body', 'expires_in_minutes'] }] : [];

function modeFaults({ mode, tiers, customer }: CreateSession): readonly ReferenceFault[] {
  const faults: ReferenceFault[] = customer === null ? [{ code: 'customer-not-found', loc: ['body', 'customer_id'] }] : [];
  if (mode !== 'setup') return faults;
  if (tiers[0].lineItems.length > 0) faults.push({ code: 'setup-takes-no-items', loc: itemsLoc(0) });
  if (tiers.length > 1) faults.push({ code: 'setup-takes-no-items', loc: ['body', 'cascade_line_items'] });
  return faults;
}

/** Null: none is asked for. */
function wantedPromotion({ promotion, mode, now }: CreateSession, tiers: readonly Tier[]): Granted | null {
  if (!promotion) return null;
  if (mode === 'setup') return { promotion: null, fault: { code: 'setup-takes-no-items', loc: locOf(promotion) } };
  return granted(promotion, tiers, now);
}

const itemsLoc = (tier: number): Loc => (tier === 0 ? ['body', 'line_items'] : ['body', 'cascade_line_items', tier - 1, 'line_items']);

function itemFaults({ tiers, references, customer }: CreateSession): readonly ReferenceFault[] {
  const count = tiers.reduce((total, tier) => total + tier.lineItems.length, 0);
  if (count > MAX_LINE_ITEMS) return [{ code: 'too-many-line-items', loc: itemsLoc(0) }];
  const currency = currencyOf(tiers, references.prices);
  return tiers.flatMap((tier, tierIndex) => {
    if (tierIndex > 0 && tier.lineItems.length === 0) return [{ code: 'fallback-tier-empty' as const, loc: itemsLoc(tierIndex) }];
    const priceKeys = tier.lineItems.flatMap((item) => item.priceKey ?? []);
    return tier.lineItems.flatMap((item, index): readonly ReferenceFault[] => {
      const loc = [...itemsLoc(tierIndex), index];
      const fault = saleFault(item, loc, { references, customerKey: customer?.key ?? null, priceKeys });
      if (fault) return [fault];
      const price = references.prices[item.priceKey ?? ''];
      return price && price.terms.currency !== currency ? [{ code: 'currency-differs', loc: [...loc, 'price_id'] }] : [];
    });
  });
}

/** One currency over all tiers: the first that is found. */
function currencyOf(tiers: readonly WantedTier[], prices: CreateSession['references']['prices']): string | null {
  const keys = tiers.flatMap((tier) => tier.lineItems.flatMap((item) => item.priceKey ?? []));
  return keys.flatMap((key) => prices[key]?.terms.currency ?? [])[0] ?? null;
}

function routeFaults(command: CreateSession): readonly ReferenceFault[] {
  const { tiers, references, setupProcessorKeys } = command;
  const routes = tiers.flatMap((_, index): readonly ReferenceFault[] => {
    const loc = index === 0 ? ['body', 'processor_route_id'] : ['body', 'cascade_line_items', index - 1, 'processor_route_id'];
    return isRouteUnknown(command, index) ? [{ code: 'route-not-found', loc }] : [];
  });
  const setups = (setupProcessorKeys ?? []).flatMap((key, index): readonly ReferenceFault[] =>
    key === null || !references.processors.includes(key)
      ? [{ code: 'processor-not-found', loc: ['body', 'setup_preferences', 'processors', index] }]
      : [],
  );
  return [...routes, ...setups];
}

const amountFaults = (tiers: readonly Tier[]): readonly ReferenceFault[] =>
  tooLargeTiers(tiers, null).map((tier) => ({ code: 'amount-too-large', loc: itemsLoc(tier) }));

/** A tier that somebody would have to pay and nobody could charge. One that has another fault is left to that one. */
function chargeFaults(command: CreateSession, tiers: readonly Tier[], promotion: Promotion | null): readonly ReferenceFault[] {
  const isWhole = (index: number) => tiers[index]?.lineItems.length === command.tiers[index]?.lineItems.length;
  return planOf(command.plan, amountsOf(tiers, promotion)).flatMap((planned, index) =>
    isUnchargeable(planned) && isWhole(index) && planned.amountAtom <= LARGEST_CHARGE_ATOM && !isRouteUnknown(command, index)
      ? [{ code: 'no-processor-for-amount' as const, loc: itemsLoc(index) }]
      : [],
  );
}

const isRouteUnknown = ({ tiers, references }: CreateSession, index: number): boolean => {
  const key = tiers[index]?.routeKey;
  return key === null || (key !== undefined && !references.routes.includes(key));
};

const referenceFaults = ({ supersede, reference }: CreateSession): readonly ReferenceFault[] =>
  supersede && reference === null ? [{ code: 'supersede-without-reference', loc: ['body', 'supersede'] }] : [];
