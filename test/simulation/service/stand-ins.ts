// Stand-ins for what only hides things: without their random bytes and their waits, the same seed writes the same events to the last byte.
import { type Open, PersonKeys, type Sealed, type SealedPlace } from '@tillstream/event-sourcing';
import { type CardDetails, CardVault, CredentialBox, type OpenedCard } from '@tillstream/payments';

export class OpenPersonKeys extends PersonKeys {
  override sealer(keyId: string): Promise<(value: string, place: SealedPlace) => Sealed> {
    return Promise.resolve((value) => ({ k: keyId, c: value, h: value }));
  }

  override opener(): Promise<Open> {
    return Promise.resolve((sealed) => sealed.c);
  }
}

export class OpenCredentialBox extends CredentialBox {
  override close(credentials: Readonly<Record<string, string>>): string {
    return JSON.stringify(credentials);
  }

  override open(closed: string): Readonly<Record<string, string>> {
    return JSON.parse(closed) as Record<string, string>;
  }
}

interface Envelope {
  readonly card: CardDetails;
  readonly sessionId: string;
}

export const envelopeOf = (envelope: Envelope): string => JSON.stringify(envelope);

export class OpenVault extends CardVault {
  override open(jwe: string): Promise<OpenedCard> {
    return Promise.resolve({ kind: 'card', ...(JSON.parse(jwe) as Envelope) });
  }
}
