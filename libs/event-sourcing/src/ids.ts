// Ids (formats.md §1): `<prefix>_<env>_<20 base-62 characters>` outside, the 20 characters alone inside.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Keyring } from './keyring';

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

function base62(bytes: Buffer, length: number): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let place = 0; place < length; place++) {
    text = ALPHABET.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
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
  private readonly key: Buffer;

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
    return base62(createHmac('sha256', this.key).update(JSON.stringify(parts)).digest(), KEY_LENGTH);
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
