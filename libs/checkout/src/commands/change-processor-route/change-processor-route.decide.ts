// Changes the route that the next attempt will follow.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import type { ChangeProcessorRoute } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { present, refusalToBegin } from '../../core/guards';

export function changeProcessorRoute(
  command: ChangeProcessorRoute,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const refusal = refusalToBegin(state, command.now);
  if (refusal) return reject(refusal);
  if (command.routeKey === undefined) return reject({ code: 'route-not-found', loc: ['body', 'processor_route_id'] });
  if (present(state).routeKey === command.routeKey) return alreadySo;

  return accept({ type: 'ProcessorRouteChanged', data: { routeKey: command.routeKey } });
}
