import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { UpdateSession } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { MOST_EVENTS_TO_BEGIN } from '../../core/guards';
import { attemptStarted, chargeRequested, END, NOW, sessionCreated } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const update = (changes: Partial<UpdateSession> = {}): UpdateSession => ({
  type: 'UpdateSession',
  now: NOW,
  routes: ['route', 'other'],
  ...changes,
});
const routed = (routeKey: string | null): CheckoutSessionEvent => ({ type: 'ProcessorRouteChanged', data: { routeKey } });

describe('update a session', () => {
  it('changes nothing when nothing is named', () => given(sessionCreated()).when(update()).nothing());
  it('takes another route', () =>
    given(sessionCreated())
      .when(update({ route: { key: 'route' } }))
      .then(routed('route')));
  it('takes none, so that the default holds', () =>
    given(sessionCreated(), routed('route'))
      .when(update({ route: { key: null } }))
      .then(routed(null)));
  it('writes no route that it has', () =>
    given(sessionCreated(), routed('route'))
      .when(update({ route: { key: 'route' } }))
      .nothing());
  it.each(['nowhere', undefined])('refuses the route %s, which the account does not have', (key) =>
    given(sessionCreated())
      .when(update({ route: { key } }))
      .rejected({ code: 'route-not-found', loc: ['body', 'processor_route_id'] }),
  );
  it('waits for an attempt in flight', () =>
    given(sessionCreated(), attemptStarted(), chargeRequested())
      .when(update({ route: { key: 'route' } }))
      .rejected({ code: 'payment-in-progress' }));
  it('is the last thing that a session with 400 events takes', () => {
    const many = Array.from({ length: MOST_EVENTS_TO_BEGIN - 2 }, (_, index) => routed(`route-${index}`));
    given(sessionCreated(), ...many)
      .when(update({ route: { key: 'route' } }))
      .then(routed('route'));
    given(sessionCreated(), ...many, routed('route'))
      .when(update({ route: { key: 'other' } }))
      .rejected({ code: 'session-full' });
    given(sessionCreated(), ...many, routed('route'))
      .when({ type: 'ExpireSession', reason: 'time', now: END })
      .then({ type: 'SessionExpired', data: { reason: 'time', at: END } });
  });
  it('comes too late at the end', () =>
    given(sessionCreated())
      .when(update({ now: END }))
      .rejected({ code: 'session-expired' }));
});
