// The headers by which a receiver knows that a delivery is ours (webhooks-and-timers.md §2): Standard Webhooks', and PaymentKit's.
import { hmac } from '@tillstream/event-sourcing';
import { unixSeconds } from '../core/message-body';

const PREFIX = 'whsec_';

export interface Unsigned {
  /** `evt_…`: the same at every attempt. */
  readonly id: string;
  readonly type: string;
  /** `del_…`: another one at every attempt. */
  readonly deliveryId: string;
  readonly body: string;
  /** Time of this attempt. */
  readonly at: number;
}

/** As shown to the merchant: `whsec_` and standard base64 of 32 bytes. */
export interface SigningSecrets {
  readonly current: string;
  /** The one before, during a roll. */
  readonly previous: string | null;
}

export function signedHeaders({ id, type, deliveryId, body, at }: Unsigned, { current, previous }: SigningSecrets): Record<string, string> {
  const timestamp = String(unixSeconds(at));
  const standard = (secret: string) =>
    `v1,${hmac(Buffer.from(secret.slice(PREFIX.length), 'base64'), `${id}.${timestamp}.${body}`).toString('base64')}`;
  return {
    'content-type': 'application/json',
    'user-agent': 'Tillstream-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': (previous === null ? [current] : [current, previous]).map(standard).join(' '),
    // One signature is all that this header can hold: receivers that have not changed over yet know the old secret only.
    'x-webhook-signature': hmac(Buffer.from(previous ?? current), body).toString('hex'),
    'x-webhook-event-id': id,
    'x-webhook-event-type': type,
    'x-webhook-delivery-id': deliveryId,
  };
}
