// The hash chain (formats.md §2): every event's hash covers what is stored of it and, through `prevHash`, all before it.
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EventMetadata, RecordedEvent } from './event';
import type { SecretKey } from './keyring';

export const sha256 = (text: string): string => hash('sha256', text);

/** RFC 8785. Throws on what JSON cannot carry (lone surrogates, NaN): a bug, the edge refuses such input. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
}

export interface Hashable {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: object;
  readonly metadata: Omit<EventMetadata, 'hash'>;
}

/** SHA-256, hex, over stream, revision, type, data and metadata without `hash`. */
export const eventHash = ({ stream, revision, type, data, metadata }: Hashable): string =>
  sha256(canonicalJson({ stream, revision, type, data, metadata }));

export type ChainFault = { readonly revision: number; readonly problem: 'hash-differs' | 'previous-hash-differs' | 'revision-missing' };

/** Where a stream's chain is broken, from its first event on; empty when it is whole. Checked on what is stored. */
export function verifyChain(events: readonly RecordedEvent[]): readonly ChainFault[] {
  const faults: ChainFault[] = [];
  let previous: string | null = null;
  let next = 0;
  for (const event of events) {
    const { revision, metadata } = event;
    if (revision > next) faults.push({ revision: next, problem: 'revision-missing' });
    if (metadata.prevHash !== previous) faults.push({ revision, problem: 'previous-hash-differs' });
    if (!hasItsHash(event)) faults.push({ revision, problem: 'hash-differs' });
    previous = metadata.hash;
    next = revision + 1;
  }
  return faults;
}

function hasItsHash({ stream, revision, type, data, stored, metadata: { hash, ...metadata } }: RecordedEvent): boolean {
  try {
    return eventHash({ stream, revision, ...(stored ?? { type, data }), metadata }) === hash;
  } catch {
    return false; // altered into something that has no canonical form
  }
}

/** Tells a retry from another request under the same idempotency key, without keeping the request. */
export const requestHash = (key: SecretKey, request: unknown): string =>
  createHmac('sha256', key).update(canonicalJson(request)).digest('base64url');

export const hmac = (key: SecretKey | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** A keyed hash of a natural key (e-mail, reference, code): equality can be seen, the value cannot. */
export const keyedHash = (key: SecretKey, text: string): string => hmac(key, text).toString('base64url');

export const sameText = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};
