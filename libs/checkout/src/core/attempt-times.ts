// When something of an attempt, a charge or a refund last happened.
import type { Instant } from '@tillstream/event-sourcing';
import type { Action, Attempt, Charge, Setup } from './checkout-session.state';

export const chargeChangedAt = ({ requestedAt, outcome, action, resolved }: Charge): Instant =>
  Math.max(requestedAt, outcome?.at ?? 0, actionChangedAt(action), resolved?.at ?? 0);

const actionChangedAt = (action: Action | null): Instant => Math.max(action?.requestedAt ?? 0, action?.finished?.at ?? 0);

export const setupChangedAt = ({ at, action }: Setup): Instant => Math.max(at, actionChangedAt(action));

export const attemptChangedAt = ({ startedAt, charges, setups, failed, succeededAt }: Attempt): Instant =>
  Math.max(startedAt, ...charges.map(chargeChangedAt), ...setups.map(setupChangedAt), failed?.at ?? 0, succeededAt ?? 0);
