// Where a personal custom field of a subscription was sealed: in the stream of its session, whose ciphertext it holds.
import { sealedCustomField } from '@tillstream/catalog/core';
import { type SealedPlace, streamName } from '@tillstream/event-sourcing';

/** Part of the ciphertext, and so of the storage format. */
export const sealedForSubscription = (sessionKey: string, fieldKey: string): SealedPlace => ({
  stream: streamName('checkoutSession', sessionKey),
  field: `paramsForSub.${sealedCustomField(fieldKey)}`,
});
