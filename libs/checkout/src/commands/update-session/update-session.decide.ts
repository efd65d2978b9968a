// Changes several things of an open session in one append: each part says what is wrong with what it was given, or what follows from it.
// All faults are told together; none of it happens unless all of it can.
import { accept, type Decision, reject, rejectAll } from '@tillstream/event-sourcing';
import type { UpdateSession } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import { type CheckoutSessionState, evolve, type Session } from '../../core/checkout-session.state';
import { present, refusalToBegin } from '../../core/guards';
import { unchargeableTiers } from '../../core/plan';
import { locOf } from '../../core/wanted-promotion';
import { changedCustomFields } from '../../core/update/changed-custom-fields';
import { changedPromotion } from '../../core/update/changed-promotion';
import { changedRoute } from '../../core/update/changed-route';
import type { ChangedPart } from '../../core/update/changed-part';

/** In the order in which their events are written. What changes the amounts comes last and computes them from all before. */
const parts: readonly ChangedPart[] = [changedRoute, changedCustomFields, changedPromotion];

export function updateSession(
  command: UpdateSession,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const refusal = refusalToBegin(state, command.now);
  if (refusal) return reject(refusal);
  const session = present(state);
  const changed = parts.map((part) => part(command, session));
  const faults = changed.flatMap((part) => part.faults ?? []);
  const events = changed.flatMap((part) => part.events ?? []);

  return rejectAll([...faults, ...(faults.length === 0 ? chargeFaults(command, session, events) : [])]) ?? accept(...events);
}

/** What a session would then ask for, somebody must be able to charge: as when it was made. */
function chargeFaults(
  { plan, promotion }: UpdateSession,
  session: Session,
  events: readonly CheckoutSessionEvent[],
): readonly CheckoutSessionRejection[] {
  if (!plan || events.length === 0) return [];
  const { amounts } = events.reduce<CheckoutSessionState>(evolve, session) as Session;
  if (unchargeableTiers(plan, amounts).length === 0) return [];
  const loc = promotion?.kind === 'apply' ? locOf(promotion) : ['body', 'processor_route_id'];
  return [{ code: 'no-processor-for-amount', loc }];
}
