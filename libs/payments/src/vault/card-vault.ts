// Opens what the buyer's browser encrypted. The key pair of an hour is derived from the master key: nothing is stored, and it works
// again after Redis was wiped. Two hours are accepted, so that a page that was open for a while still pays.
import { createECDH } from 'node:crypto';
import { type Clock, hmac, type Keyring, type SecretKey } from '@tillstream/event-sourcing';
import { compactDecrypt, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import type { VaultPublicKey } from '../card-encryption';
import type { CardDetails } from '../core/card';

/** `unreadable`: not encrypted for this vault, too old, or not a card. Says nothing about why: it is an attacker's question. */
export type OpenedCard =
  { readonly kind: 'card'; readonly card: CardDetails; readonly sessionId: string } | { readonly kind: 'unreadable' };

const HOUR_MS = 3_600_000;
const ACCEPTED_HOURS = 2;

export class CardVault {
  private readonly seed: SecretKey;
  /** Of the hours that are accepted: to derive one takes as long as to open a card with it. */
  private readonly opening = new Map<string, ReturnType<typeof importJWK>>();

  constructor(
    keyring: Keyring,
    private readonly clock: Clock,
  ) {
    [this.seed] = keyring.generations('card-vault/v1'); // a page with a key of an earlier master is told the present one
  }

  publicKey(): VaultPublicKey {
    const kid = String(Math.floor(this.clock.now() / HOUR_MS));
    const { x, y } = this.keyPair(kid);
    return { kid, jwk: { kty: 'EC', crv: 'P-256', x, y } };
  }

  /** @param jwe compact JWE, ECDH-ES with A256GCM, of JSON {number, exp_month, exp_year, cvc, name, session_id} */
  async open(jwe: string): Promise<OpenedCard> {
    try {
      const { kid } = decodeProtectedHeader(jwe);
      if (!kid || !this.accepts(kid)) return { kind: 'unreadable' };
      const { plaintext } = await compactDecrypt(jwe, await this.openingKey(kid), {
        keyManagementAlgorithms: ['ECDH-ES'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return readCard(JSON.parse(new TextDecoder().decode(plaintext)));
    } catch {
      return { kind: 'unreadable' };
    }
  }

  /** An hour has one name: other ways of writing its number are endlessly many, and each would have a key of its own. */
  private accepts(kid: string): boolean {
    const hour = Number(kid);
    const age = Math.floor(this.clock.now() / HOUR_MS) - hour;
    return Number.isInteger(hour) && kid === String(hour) && age >= 0 && age < ACCEPTED_HOURS;
  }

  private openingKey(kid: string): ReturnType<typeof importJWK> {
    const known = this.opening.get(kid);
    if (known) return known;
    for (const hour of this.opening.keys()) if (!this.accepts(hour)) this.opening.delete(hour);
    const key = importJWK(this.keyPair(kid), 'ECDH-ES');
    this.opening.set(kid, key);
    return key;
  }

  /** The hour's scalar comes from an HMAC; the rare one outside the curve's order is passed over by counting on. */
  private keyPair(kid: string): JWK & { readonly x: string; readonly y: string } {
    for (let count = 0; ; count++) {
      const scalar = hmac(this.seed, `${kid}/${count}`);
      const curve = createECDH('prime256v1');
      try {
        curve.setPrivateKey(scalar);
      } catch {
        continue;
      }
      const point = curve.getPublicKey();
      return {
        kty: 'EC',
        crv: 'P-256',
        d: scalar.toString('base64url'),
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      };
    }
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' && value.length > 0 && value.length <= 200 ? value : null);
const whole = (value: unknown): number | null => (typeof value === 'number' && Number.isInteger(value) ? value : null);

function readCard(json: unknown): OpenedCard {
  if (typeof json !== 'object' || json === null) return { kind: 'unreadable' };
  const { number, exp_month, exp_year, cvc, name, session_id } = json as Record<string, unknown>;
  const [digits, expMonth, expYear, sessionId] = [text(number)?.replace(/\D/g, ''), whole(exp_month), whole(exp_year), text(session_id)];
  if (!digits || digits.length < 12 || digits.length > 19 || expMonth === null || expYear === null || !sessionId)
    return { kind: 'unreadable' };
  return { kind: 'card', sessionId, card: { number: digits, expMonth, expYear, cvc: text(cvc), name: text(name) } };
}
