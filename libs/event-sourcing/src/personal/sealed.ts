// Personal values at rest (formats.md §3): ciphertext in events, states and views; opened only for `render` and payment adapters.
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { keyedHash } from '../hashing';
import type { SecretKey } from '../keyring';

export interface Sealed {
  /** Id of the person key. */
  readonly k: string;
  /** base64url(nonce ‖ AES-256-GCM ciphertext ‖ tag), bound to stream and field. */
  readonly c: string;
  /** HMAC under a key derived from the person key: two equal values can be seen to be equal. */
  readonly h: string;
}

/** Where a sealed value lives; a ciphertext moved elsewhere does not open. */
export interface SealedPlace {
  readonly stream: string;
  readonly field: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const associated = ({ stream, field }: SealedPlace): Buffer => Buffer.from(`${stream}\n${field}`);

/** What one key seals and opens with; made once for each key, because deriving costs more than sealing. */
export interface SealingKey {
  readonly id: string;
  readonly cipher: SecretKey;
  readonly equality: SecretKey;
}

/** @param cipher of 32 bytes */
export function sealingKey(id: string, cipher: SecretKey): SealingKey {
  return { id, cipher, equality: createSecretKey(Buffer.from(hkdfSync('sha256', cipher, 'tillstream', 'sealed/equality', 32))) };
}

export function seal({ id, cipher: key, equality }: SealingKey, value: string, place: SealedPlace): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(associated(place));
  const body = Buffer.concat([nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { k: id, c: body.toString('base64url'), h: keyedHash(equality, value) };
}

/** Throws when the ciphertext was altered or stands at another place. */
export function open({ cipher: key }: Pick<SealingKey, 'cipher'>, sealed: Sealed, place: SealedPlace): string {
  const body = Buffer.from(sealed.c, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }) // a cut tag is refused
    .setAAD(associated(place))
    .setAuthTag(body.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 3 &&
  isText(value, 'k') &&
  isText(value, 'c') &&
  isText(value, 'h');

const isText = (value: object, name: string): boolean => typeof Object.getOwnPropertyDescriptor(value, name)?.value === 'string';

/** Ids of all person keys that a state refers to. */
export function keyIdsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (isSealed(value)) found.add(value.k);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) keyIdsIn(part, found);
  return found;
}
