import type { CustomFieldsWish, WantedCustomFields } from '@tillstream/catalog/core';
import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { UpdateSession } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { MOST_EVENTS_TO_BEGIN } from '../../core/guards';
import { amountsOf } from '../../core/amounts';
import { attemptStarted, chargeRequested, END, NOW, sessionCreated, spring, springFact } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const update = (changes: Partial<UpdateSession> = {}): UpdateSession => ({
  type: 'UpdateSession',
  now: NOW,
  routes: ['route', 'other'],
  ...changes,
});
const routed = (routeKey: string | null): CheckoutSessionEvent => ({ type: 'ProcessorRouteChanged', data: { routeKey } });

const color = { definitionKey: 'd1', dataType: 'text', isPersonal: false, min: null, max: null, options: null } as const;
const wanted = (wish: CustomFieldsWish): WantedCustomFields => ({ wish, defined: { color, size: { ...color, definitionKey: 'd2' } } });
const red = { definitionKey: 'd1', value: 'red' };
const colored = sessionCreated(undefined, { customFields: { color: red } });

describe('an update that nobody could charge', () => {
  const priced = sessionCreated();
  const steps = [{ processorKey: 'alpha', disposition: 'charge_and_setup' as const }];
  const plan = (minimumAtom: number) => ({
    routes: [{ tier: 0, steps }],
    processors: { alpha: { enabled: true, currencies: [], minimumAtom } },
  });
  const byCode = { kind: 'apply', byCoupon: false, byCode: true, withoutCode: false, fact: springFact() } as const;

  it('is refused where it says which route to follow', () => {
    const route = { key: 'route' };
    given(priced).when(update({ route, plan: plan(2_001) })).rejected({ code: 'no-processor-for-amount', loc: ['body', 'processor_route_id'] }); // prettier-ignore
    given(priced).when(update({ route, plan: plan(2_000) })).then(routed('route')); // prettier-ignore
  });
  it('is refused where it says which code to take off', () => {
    given(priced).when(update({ promotion: byCode, plan: plan(1_801) })).rejected({ code: 'no-processor-for-amount', loc: ['body', 'promotion_code'] }); // prettier-ignore
    given(priced)
      .when(update({ promotion: byCode, plan: plan(1_800) }))
      .then({ type: 'PromotionApplied', data: { promotion: spring(), amounts: amountsOf(priced.data.tiers, spring()) } });
  });
  it('is no fault of what changes nothing', () =>
    given(priced, routed('route'))
      .when(update({ route: { key: 'route' }, plan: plan(9_999) }))
      .nothing());
});

describe('update a session', () => {
  it('writes the values that changed, and no others', () =>
    given(colored)
      .when(update({ customFields: wanted({ color: 'red', size: 'xl' }) }))
      .then({ type: 'CustomFieldsChanged', data: { customFields: { size: { definitionKey: 'd2', value: 'xl' } } } }));
  it('deletes a value with null, and all of them with null in place of the whole', () => {
    const gone: CheckoutSessionEvent = { type: 'CustomFieldsChanged', data: { customFields: { color: null } } };
    given(colored)
      .when(update({ customFields: wanted({ color: null }) }))
      .then(gone);
    given(colored)
      .when(update({ customFields: wanted(null) }))
      .then(gone);
    given(colored, gone)
      .when(update({ customFields: wanted({ color: null }) }))
      .nothing();
  });
  it('changes nothing while one of its parts is at fault', () =>
    given(colored)
      .when(update({ route: { key: 'nowhere' }, customFields: wanted({ color: 'blue', depth: 1 }) }))
      .rejected(
        { code: 'route-not-found', loc: ['body', 'processor_route_id'] },
        { code: 'custom-field-not-defined', loc: ['body', 'custom_fields', 'depth'] },
      ));
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
