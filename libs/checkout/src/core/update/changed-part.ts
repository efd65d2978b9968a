// One part of an update: a pure function of what was asked for. It answers nothing when the request does not name it, or when it is so already.
import type { UpdateSession } from '../checkout-session.commands';
import type { CheckoutSessionEvent } from '../checkout-session.events';
import type { CheckoutSessionRejection } from '../checkout-session.rejections';
import type { Session } from '../checkout-session.state';

export interface Change {
  readonly events?: readonly CheckoutSessionEvent[];
  readonly faults?: readonly CheckoutSessionRejection[];
}

export type ChangedPart = (command: UpdateSession, session: Session) => Change;

export const unchanged: Change = {};
