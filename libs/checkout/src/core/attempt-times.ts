// When something of an attempt, a charge or a refund last happened.
import type { Instant } from '@tillstream/event-sourcing';
import type { Attempt, Charge } from './checkout-session.state';

export const chargeChangedAt = ({ requestedAt, outcome, resolved }: Charge): Instant =>
  Math.max(requestedAt, outcome?.at ?? 0, resolved?.at ?? 0);

export const attemptChangedAt = ({ startedAt, charges, setups, failed, succeededAt }: Attempt): Instant =>
  Math.max(startedAt, ...charges.map(chargeChangedAt), ...setups.map((setup) => setup.at), failed?.at ?? 0, succeededAt ?? 0);
