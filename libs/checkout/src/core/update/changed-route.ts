// The route that the next attempt will follow; null clears it, so that the account's default holds.
import type { UpdateSession } from '../checkout-session.commands';
import type { Session } from '../checkout-session.state';
import { type Change, unchanged } from './changed-part';

export function changedRoute({ route, routes }: UpdateSession, session: Session): Change {
  if (!route) return unchanged;
  const { key } = route;
  if (key === undefined || (key !== null && !routes.includes(key)))
    return { faults: [{ code: 'route-not-found', loc: ['body', 'processor_route_id'] }] };
  return key === session.routeKey ? unchanged : { events: [{ type: 'ProcessorRouteChanged', data: { routeKey: key } }] };
}
