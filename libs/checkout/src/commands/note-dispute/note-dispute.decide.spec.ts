import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { NoteDispute } from '../../core/charge.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { NOW, paid } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const told = { chargeKey: 'charge-1', noticeId: 'ntc_1', reference: 'ch_1', status: 'needs_response' };
const note = (changes: Partial<NoteDispute> = {}): NoteDispute => ({ type: 'NoteDispute', now: NOW + 9, ...told, ...changes });
const noticed = (changes: object = {}): CheckoutSessionEvent => ({ type: 'DisputeNoticed', data: { ...told, at: NOW + 9, ...changes } });

describe('a dispute', () => {
  it('is recorded, and changes nothing else', () =>
    given(...paid())
      .when(note())
      .then(noticed()));
  it('is recorded once for each notice of it', () => {
    given(...paid(), noticed())
      .when(note({ now: NOW + 10 }))
      .nothing();
    given(...paid(), noticed())
      .when(note({ noticeId: 'ntc_2', status: 'lost' }))
      .then(noticed({ noticeId: 'ntc_2', status: 'lost' }));
  });
  it('of what was never asked for is refused', () => {
    given().when(note()).rejected({ code: 'session-not-found' });
    given(...paid())
      .when(note({ chargeKey: 'charge-9' }))
      .rejected({ code: 'charge-not-found' });
  });
});
