// What a session's past amounts to: everything that a decision, an answer, a list or a timer needs, and nothing that can be derived.
import { withCustomFields } from '@tillstream/catalog/core';
import type { Instant } from '@tillstream/event-sourcing';
import type { Amounts } from './amounts';
import type {
  ActionFinished, ActionRequested, AttemptFailed, AttemptLimitReached, AttemptStarted, ChargeRequested, ChargeResolved, CheckoutSessionEvent, ExpiryReason, SessionCompleted, SessionCreated, SessionCustomer,
  SetupAttempted, TierAttempted,
} from './checkout-session.events'; // prettier-ignore
import type { ChargeInquired, DisputeNoticed } from './inquiry.events';
import type { Tier } from './line-item';
import type { Refund } from './refund.events';
import type { Promotion } from './promotion';

/** A challenge that the buyer was asked for. */
export interface Action extends Pick<ActionRequested, 'url' | 'deadlineAt' | 'requestedAt'> {
  readonly finished: Pick<ActionFinished, 'outcome' | 'at'> | null;
}

/** One payment asked of one processor, in one attempt, for one tier. */
export interface Charge extends Omit<ChargeRequested, 'attemptKey' | 'chargeKey'> {
  readonly key: string;
  readonly outcome: Omit<TierAttempted, 'attemptKey' | 'chargeKey'> | null;
  /** Null: no challenge was shown for it. */
  readonly action: Action | null;
  readonly resolved: Omit<ChargeResolved, 'attemptKey' | 'chargeKey'> | null;
  /** When its processor said that it has never seen it, since it last said otherwise. */
  readonly missedAt: readonly Instant[];
}

/** One call that saved the card at a processor, or did not. */
export interface Setup extends Omit<SetupAttempted, 'attemptKey'> {
  readonly action: Action | null;
}

/** One press of "Pay". */
export interface Attempt extends Omit<AttemptStarted, 'attemptKey'> {
  readonly key: string;
  readonly charges: readonly Charge[];
  readonly setups: readonly Setup[];
  readonly failed: Omit<AttemptFailed, 'attemptKey'> | null;
  readonly succeededAt: Instant | null;
}

export interface Session extends Omit<SessionCreated, 'tiers' | 'amounts' | 'customer' | 'routeKey' | 'promotion'> {
  readonly status: 'open' | 'success' | 'expired';
  readonly customer: SessionCustomer | null;
  /** By the merchant, at creation: only then may the page show who it is. A match by e-mail shows nothing. */
  readonly isCustomerNamed: boolean;
  readonly tiers: readonly Tier[];
  readonly routeKey: string | null;
  readonly promotion: Promotion | null;
  readonly amounts: Amounts;
  readonly attempts: readonly Attempt[];
  /** What its stream holds, this far. */
  readonly eventCount: number;
  readonly refunds: readonly Refund[];
  readonly disputes: readonly DisputeNoticed[];
  /** The merchant asked for its end while an attempt was running: that one ends first, no other begins. */
  readonly isClosing: boolean;
  /** The limit against card testing that it ran into last; null: none. */
  readonly limitReached: AttemptLimitReached['limit'] | null;
  readonly completed: Omit<SessionCompleted, 'amounts'> | null;
  readonly expired: { readonly reason: ExpiryReason; readonly at: Instant } | null;
}

export type CheckoutSessionState = { readonly status: 'absent' } | Session;

export const initial: CheckoutSessionState = { status: 'absent' };

export function evolve(state: CheckoutSessionState, event: CheckoutSessionEvent): CheckoutSessionState {
  const after = evolved(state, event);
  return after.status === 'absent' ? after : { ...after, eventCount: after.eventCount + 1 };
}

function evolved(state: CheckoutSessionState, event: CheckoutSessionEvent): CheckoutSessionState {
  if (event.type === 'SessionCreated') return created(event.data);
  if (state.status === 'absent') return state; // a stream always begins with SessionCreated; evolve never throws
  switch (event.type) {
    case 'LineItemAdded':
      return { ...state, tiers: withLineItem(state.tiers, event.data.lineItem), amounts: event.data.amounts };
    case 'PromotionApplied':
      return { ...state, promotion: event.data.promotion, amounts: event.data.amounts };
    case 'PromotionRemoved':
      return { ...state, promotion: null, amounts: event.data.amounts };
    case 'ProcessorRouteChanged':
      return { ...state, routeKey: event.data.routeKey };
    case 'CustomFieldsChanged':
      return { ...state, customFields: withCustomFields(state.customFields, event.data.customFields) };
    case 'CustomerAttached':
      return { ...state, customer: event.data.customer };
    case 'AttemptStarted': {
      const { attemptKey, ...started } = event.data;
      return {
        ...state,
        attempts: [...state.attempts, { ...started, key: attemptKey, charges: [], setups: [], failed: null, succeededAt: null }],
      };
    }
    case 'ChargeRequested':
    case 'TierAttempted':
    case 'ActionRequested':
    case 'ActionFinished':
    case 'SetupAttempted':
    case 'ChargeInquired':
    case 'ChargeResolved':
    case 'AttemptFailed':
      return {
        ...state,
        attempts: state.attempts.map((attempt) => (attempt.key === event.data.attemptKey ? evolveAttempt(attempt, event) : attempt)),
      };
    case 'RefundRequested': {
      const { refundKey, ...requested } = event.data;
      return { ...state, refunds: [...state.refunds, { ...requested, key: refundKey, resolved: null }] };
    }
    case 'RefundResolved': {
      const { refundKey, ...resolved } = event.data;
      return { ...state, refunds: state.refunds.map((refund) => (refund.key === refundKey ? { ...refund, resolved } : refund)) };
    }
    case 'AttemptLimitReached':
      return { ...state, limitReached: event.data.limit };
    case 'DisputeNoticed':
      return { ...state, disputes: [...state.disputes, event.data] };
    case 'ExpiryRequested':
      return { ...state, isClosing: true };
    case 'SessionCompleted':
      return completed(state, event.data);
    case 'SessionExpired':
      return { ...state, status: 'expired', expired: event.data };
  }
}

type AttemptEvent = Extract<
  CheckoutSessionEvent,
  {
    type:
      | 'ChargeRequested'
      | 'TierAttempted'
      | 'ActionRequested'
      | 'ActionFinished'
      | 'SetupAttempted'
      | 'ChargeInquired'
      | 'ChargeResolved'
      | 'AttemptFailed';
  }
>;

function evolveAttempt(attempt: Attempt, event: AttemptEvent): Attempt {
  switch (event.type) {
    case 'ChargeRequested': {
      const { attemptKey: _attempt, chargeKey, ...requested } = event.data;
      return {
        ...attempt,
        charges: [...attempt.charges, { ...requested, key: chargeKey, outcome: null, action: null, resolved: null, missedAt: [] }],
      };
    }
    case 'TierAttempted': {
      const { attemptKey: _attempt, chargeKey, ...outcome } = event.data;
      return { ...attempt, charges: attempt.charges.map((charge) => (charge.key === chargeKey ? { ...charge, outcome } : charge)) };
    }
    case 'SetupAttempted': {
      const { attemptKey: _attempt, ...setup } = event.data;
      return { ...attempt, setups: [...attempt.setups, { ...setup, action: null }] };
    }
    case 'ActionRequested': {
      const { url, deadlineAt, requestedAt } = event.data;
      return withAction(attempt, event.data, () => ({ url, deadlineAt, requestedAt, finished: null }));
    }
    case 'ActionFinished': {
      const { outcome, at } = event.data;
      return withAction(attempt, event.data, (action) => action && { ...action, finished: { outcome, at } });
    }
    case 'ChargeInquired':
      return {
        ...attempt,
        charges: attempt.charges.map((charge) => (charge.key === event.data.chargeKey ? inquired(charge, event.data) : charge)),
      };
    case 'ChargeResolved': {
      const { attemptKey: _attempt, chargeKey, ...resolved } = event.data;
      return { ...attempt, charges: attempt.charges.map((charge) => (charge.key === chargeKey ? { ...charge, resolved } : charge)) };
    }
    case 'AttemptFailed': {
      const { attemptKey: _attempt, ...failed } = event.data;
      return { ...attempt, failed };
    }
  }
}

/** Of the charge that is named, or of the last call that asked for a challenge to save a card at this processor. */
function withAction(
  attempt: Attempt,
  { chargeKey, processorKey }: Pick<ActionRequested, 'chargeKey' | 'processorKey'>,
  change: (action: Action | null) => Action | null,
): Attempt {
  if (chargeKey !== null) {
    const charges = attempt.charges.map((charge) => (charge.key === chargeKey ? { ...charge, action: change(charge.action) } : charge));
    return { ...attempt, charges };
  }
  const last = attempt.setups.findLastIndex((setup) => setup.processorKey === processorKey && setup.outcome === 'requires_action');
  return {
    ...attempt,
    setups: attempt.setups.map((setup, index) => (index === last ? { ...setup, action: change(setup.action) } : setup)),
  };
}

const inquired = (charge: Charge, { found, at }: ChargeInquired): Charge => ({
  ...charge,
  missedAt: found === 'never-seen' ? [...charge.missedAt, at] : [],
});

const created = ({ ...data }: SessionCreated): Session => ({
  ...data,
  isCustomerNamed: data.customer !== null,
  status: 'open',
  attempts: [],
  eventCount: 0,
  refunds: [],
  disputes: [],
  isClosing: false,
  limitReached: null,
  completed: null,
  expired: null,
});

const withLineItem = (tiers: readonly Tier[], lineItem: Tier['lineItems'][number]): readonly Tier[] =>
  tiers.map((tier, index) => (index === 0 ? { ...tier, lineItems: [...tier.lineItems, lineItem] } : tier));

function completed(session: Session, { amounts, ...data }: SessionCompleted): Session {
  const attempts = session.attempts.map((attempt) => (attempt.key === data.attemptKey ? { ...attempt, succeededAt: data.at } : attempt));
  return { ...session, status: 'success', attempts, amounts, completed: data };
}
