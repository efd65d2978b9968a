// Where a personal custom field of a session stands.
import { sealedCustomField } from '@tillstream/catalog/core';
import { type SealedPlace, streamName } from '@tillstream/event-sourcing';

/** Part of the ciphertext, and so of the storage format. */
export const sealedForSession = (sessionKey: string, fieldKey: string): SealedPlace => ({
  stream: streamName('checkoutSession', sessionKey),
  field: sealedCustomField(fieldKey),
});
