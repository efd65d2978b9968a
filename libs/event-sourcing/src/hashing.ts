// The hash chain (formats.md §2): every event's hash covers what is stored of it and, through `prevHash`, all before it.
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EventMetadata, RecordedEvent } from './event';
import type { SecretKey } from './keyring';

export const sha256 = (text: string): string => hash('sha256', text);

/**
 * RFC 8785. Throws on what JSON cannot carry (lone surrogates, NaN): a bug, the edge refuses such input. Plain objects, lists and texts,
 * which is all that events hold, take a short way that costs half of the package's; everything else is the package's.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return String(value); // also of numbers: RFC 8785 takes JavaScript's
  if (Array.isArray(value)) return canonicalList(value);
  if (isPlain(value)) return canonicalObject(value);
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
}

function canonicalList(list: readonly unknown[]): string {
  let text = '';
  for (const item of list) text += `${text === '' ? '' : ','}${hasNoJson(item) ? 'null' : canonicalJson(item)}`;
  return `[${text}]`;
}

function canonicalObject(object: Readonly<Record<string, unknown>>): string {
  let text = '';
  // `sort()` is by UTF-16 code units, as the RFC wants it.
  for (const name of Object.keys(object).sort()) {
    const value = object[name];
    if (!hasNoJson(value)) text += `${text === '' ? '' : ','}${quotedName(name)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no JSON form');
  return JSON.stringify(text);
}

/** Names of fields are few and come again and again; those that customers choose may be many, and are then quoted anew. */
const quotedNames = new Map<string, string>();
const MOST_NAMES = 2_000;

function quotedName(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const text = quoted(name);
  if (quotedNames.size < MOST_NAMES) quotedNames.set(name, text);
  return text;
}

/** In an object it is left out, in a list it is null. */
const hasNoJson = (value: unknown): boolean => value === undefined || typeof value === 'function' || typeof value === 'symbol';

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype && typeof (value as { readonly toJSON?: unknown }).toJSON !== 'function';
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
