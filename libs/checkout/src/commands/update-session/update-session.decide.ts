// Changes several things of an open session in one append: each part says what is wrong with what it was given, or what follows from it.
// All faults are told together; none of it happens unless all of it can.
import { accept, type Decision, reject, rejectAll } from '@tillstream/event-sourcing';
import type { UpdateSession } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { present, refusalToBegin } from '../../core/guards';
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

  return rejectAll(changed.flatMap((part) => part.faults ?? [])) ?? accept(...changed.flatMap((part) => part.events ?? []));
}
