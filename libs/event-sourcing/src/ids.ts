// Ids (formats.md §1): `<prefix>_<env>_<20 base-62 characters>` outside, the 20 characters alone inside.
import { createHash, randomBytes } from 'node:crypto';
import { hmac } from './hashing';
import type { Keyring, SecretKey } from './keyring';

export const ENVIRONMENTS = ['prod', 'stg', 'dev'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const ID_PREFIXES = [
  'acc', 'tok', 'cs', 'ca', 'cca', 'pi', 'pa', 're', 'li', 'prod', 'price', 'cus', 'coup', 'promo', 'cfd',
  'pm', 'proc', 'proute', 'sub', 'si', 'we', 'addr', 'del',
] as const; // prettier-ignore
export type IdPrefix = (typeof ID_PREFIXES)[number];

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KEY_LENGTH = 20;
const KEY = /^[0-9A-Za-z]{20}$/;
/** UUIDv5 name space of this project's own ids. Frozen. */
const NAMESPACE = Buffer.from('8f4e0b6c5d1a4c7e9b2f3a6d7c8e9f10', 'hex');

const DIGITS_AT_ONCE = 5;
const DIVISOR = 62 ** DIGITS_AT_ONCE; // below 2^30: a remainder before the next 16 bits is below 2^46, exact in a number

/** The last `length` digits of a number in base 62. Long division by five digits at once: BigInt would take ten times as long. */
function base62(bytes: Buffer, length: number): string {
  const words = Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16BE(index * 2));
  let text = '';
  while (text.length < length) {
    let rest = 0;
    words.forEach((word, index) => {
      const value = rest * 0x10000 + word;
      words[index] = Math.floor(value / DIVISOR);
      rest = value % DIVISOR;
    });
    text = fiveDigits(rest) + text;
  }
  return text.slice(-length);
}

function fiveDigits(value: number): string {
  let text = '';
  for (let rest = value; text.length < DIGITS_AT_ONCE; rest = Math.floor(rest / 62)) text = ALPHABET.charAt(rest % 62) + text;
  return text;
}

export function uuidV5(name: string): string {
  const digest = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `cause` is an event id or a timer's name and revision; `process` is who reacts. */
export const derivedCommandId = (cause: string, process: string): string => uuidV5(`command\n${cause}\n${process}`);
/** The command of an API request with an `Idempotency-Key`. */
export const requestCommandId = (parts: {
  readonly accountId: string;
  readonly route: string;
  readonly resource: string;
  readonly key: string;
}): string => uuidV5(`request\n${parts.accountId}\n${parts.route}\n${parts.resource}\n${parts.key}`);

export class Ids {
  private readonly key: SecretKey;

  constructor(
    readonly environment: Environment,
    keyring: Keyring,
  ) {
    this.key = keyring.derive('ids/v1');
  }

  /** 20 characters (119 bits) nobody can guess. */
  randomKey(): string {
    return base62(randomBytes(24), KEY_LENGTH);
  }

  /** 20 characters that follow from `parts`: the same cause makes the same id, and nobody outside can compute it. */
  derivedKey(...parts: readonly (string | number)[]): string {
    return base62(hmac(this.key, JSON.stringify(parts)), KEY_LENGTH);
  }

  format(prefix: IdPrefix, key: string): string {
    return `${prefix}_${this.environment}_${key}`;
  }

  /** The key of an id of this kind and environment, or null for anything else. */
  parse(prefix: IdPrefix, id: string): string | null {
    const head = `${prefix}_${this.environment}_`;
    const key = id.slice(head.length);
    return id.startsWith(head) && KEY.test(key) ? key : null;
  }
}
