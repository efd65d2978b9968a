// Where card details leave the buyer's hands: encrypted in his browser, by WebCrypto, for the vault's key alone. Everything between
// this function and the adapter's call (proxies, the API's body parser, Redis, logs) sees ciphertext only. Browser-safe.
import { CompactEncrypt } from 'jose';

/** The vault's public key, as the page holds it. It changes every hour; the server accepts a key for two. */
export interface VaultPublicKey {
  readonly kid: string;
  readonly jwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
}

/** The plain text inside the JWE: JSON, UTF-8. */
export interface CardPlaintext {
  /** Digits only. */
  readonly number: string;
  /** 1…12 */
  readonly exp_month: number;
  /** Four digits. */
  readonly exp_year: number;
  readonly cvc: string;
  /** As printed on the card. */
  readonly name: string;
  /** The session that these details were typed for: the vault refuses them anywhere else, so that a stolen ciphertext pays nothing. */
  readonly session_id: string;
}

export const cardEncryptionAlgorithm = { alg: 'ECDH-ES', enc: 'A256GCM' } as const;

/** A compact JWE (`kid` in its header) that only the vault can open. Rejects where the key is none or WebCrypto is missing (no HTTPS). */
export function encryptCard(card: CardPlaintext, key: VaultPublicKey): Promise<string> {
  const plaintext = new TextEncoder().encode(JSON.stringify(card));
  const { kty, crv, x, y } = key.jwk;
  return new CompactEncrypt(plaintext)
    .setProtectedHeader({ ...cardEncryptionAlgorithm, kid: key.kid, typ: 'card' })
    .encrypt({ kty, crv, x, y, alg: cardEncryptionAlgorithm.alg });
}
