// Frozen: a place is part of every ciphertext that was sealed for it.
import { sealedForSubscription } from '@tillstream/subscriptions/core';
import { sealedForSession } from './sealed-custom-field';

describe('the place of a personal custom field', () => {
  it('of a session is in its stream', () =>
    expect(sealedForSession('4fGh', 'gift_for')).toEqual({ stream: 'checkoutSession-4fGh', field: 'customFields.gift_for' }));
  it('of a subscription is in the stream of its session, apart from the session’s own', () =>
    expect(sealedForSubscription('4fGh', 'member')).toEqual({ stream: 'checkoutSession-4fGh', field: 'paramsForSub.customFields.member' }));
});
