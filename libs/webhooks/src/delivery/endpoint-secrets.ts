// Signing secrets: made here, sealed in the events, opened only to sign and to be revealed (formats.md §4).
import { randomBytes } from 'node:crypto';
import {
  type Instant,
  Keyring,
  open,
  seal,
  type Sealed,
  type SealingKey,
  sealingKey,
  streamName,
  withAny,
} from '@tillstream/event-sourcing';
import { Injectable } from '@nestjs/common';
import { WEBHOOK_ENDPOINT } from '../core/webhook-endpoint.events';
import type { PresentEndpoint } from '../core/webhook-endpoint.state';
import type { SigningSecrets } from './signing';

const SECRET_BYTES = 32;
const KEY_ID = 'webhook-secrets/v1';

@Injectable()
export class EndpointSecrets {
  private readonly keys: readonly [SealingKey, ...SealingKey[]];

  constructor(keyring: Keyring) {
    const [present, ...earlier] = keyring.generations(KEY_ID);
    this.keys = [sealingKey(KEY_ID, present), ...earlier.map((key) => sealingKey(KEY_ID, key))];
  }

  /** A new secret for the endpoint of this key. */
  make(endpointKey: string): Sealed {
    return seal(this.keys[0], `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`, place(endpointKey));
  }

  reveal(endpointKey: string, { secret }: Pick<PresentEndpoint, 'secret'>): string {
    return this.open(endpointKey, secret);
  }

  /** What to sign with at `now`: during a roll the previous secret too. */
  toSign(endpointKey: string, endpoint: Pick<PresentEndpoint, 'secret' | 'previous'>, now: Instant): SigningSecrets {
    const previous = endpoint.previous && endpoint.previous.until > now ? this.open(endpointKey, endpoint.previous.secret) : null;
    return { current: this.reveal(endpointKey, endpoint), previous };
  }

  private open(endpointKey: string, secret: Sealed): string {
    return withAny(this.keys, (key) => open(key, secret, place(endpointKey)));
  }
}

const place = (endpointKey: string) => ({ stream: streamName(WEBHOOK_ENDPOINT, endpointKey), field: 'secret' });
