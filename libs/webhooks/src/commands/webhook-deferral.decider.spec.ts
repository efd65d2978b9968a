import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { WebhookDeferralEvent } from '../core/webhook-deferral';
import { webhookDeferral } from './webhook-deferral.decider';

const given = scenariosFor(webhookDeferral);
const message = 's4Zr8Qm1xYtB6nKc0VdLs_000000001_s:thing.made';
const defer = (tries: number, nextAt: number) =>
  ({ type: 'DeferDelivery', message, deferral: { tries, nextAt }, cause: 'failing' }) as const;
const deferred = (tries: number, nextAt: number): WebhookDeferralEvent => ({
  type: 'DeliveryDeferred',
  data: { message, tries, nextAt, cause: 'failing' },
});
const end = { type: 'EndDeferredDelivery', message, outcome: 'delivered' } as const;
const ended: WebhookDeferralEvent = { type: 'DeferredDeliveryEnded', data: { message, outcome: 'delivered' } };

describe('messages that are set aside', () => {
  it('go by their own time', () => given().when(defer(2, 50)).then(deferred(2, 50)));
  it('may be set aside once more', () => given(deferred(2, 50)).when(defer(0, 70)).then(deferred(0, 70)));
  it('come to an end', () => {
    given(deferred(2, 50)).when(end).then(ended);
    expect([deferred(2, 50), ended].reduce(webhookDeferral.evolve, webhookDeferral.initial)).toEqual({});
  });
  it('end once', () => given(deferred(2, 50), ended).when(end).nothing());
});
