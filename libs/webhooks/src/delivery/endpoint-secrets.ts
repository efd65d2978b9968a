// Signing secrets: made here, sealed in the events, opened only to sign and to be revealed (formats.md §4).
import { randomBytes } from 'node:crypto';
import { type Instant, Keyring, open, seal, type Sealed, type SealingKey, sealingKey, streamName } from '@tillstream/event-sourcing';
import { Injectable } from '@nestjs/common';
import { WEBHOOK_ENDPOINT } from '../core/webhook-endpoint.events';
import type { PresentEndpoint } from '../core/webhook-endpoint.state';
import type { SigningSecrets } from './signing';

const SECRET_BYTES = 32;
const KEY_ID = 'webhook-secrets/v1';

@Injectable()
export class EndpointSecrets {
  private readonly key: SealingKey;

  constructor(keyring: Keyring) {
    this.key = sealingKey(KEY_ID, keyring.derive(KEY_ID));
  }

  /** A new secret for the endpoint of this key. */
  make(endpointKey: string): Sealed {
    return seal(this.key, `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`, place(endpointKey));
  }

  reveal(endpointKey: string, { secret }: Pick<PresentEndpoint, 'secret'>): string {
    return open(this.key, secret, place(endpointKey));
  }

  /** What to sign with at `now`: during a roll the previous secret too. */
  toSign(endpointKey: string, endpoint: Pick<PresentEndpoint, 'secret' | 'previous'>, now: Instant): SigningSecrets {
    const previous =
      endpoint.previous && endpoint.previous.until > now ? open(this.key, endpoint.previous.secret, place(endpointKey)) : null;
    return { current: this.reveal(endpointKey, endpoint), previous };
  }
}

const place = (endpointKey: string) => ({ stream: streamName(WEBHOOK_ENDPOINT, endpointKey), field: 'secret' });
