// The keys of persons: one stream each, wrapped by the master key, outside chain and proofs. Tombstoning the stream erases the person.
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { ProposedEvent } from '../event';
import { Fault, isFault } from '../faults';
import { sha256 } from '../hashing';
import { uuidV5 } from '../ids';
import { type KeyGenerations, type Keyring, type SecretKey, withAny } from '../keyring';
import type { EventStore } from '../ports/event-store';
import type { Clock, Instant } from '../time';
import { keyIdsIn, open, seal, type Sealed, type SealedPlace, type SealingKey, sealingKey } from './sealed';

/** Opens what may still be opened; null when its key was erased. */
export type Open = (sealed: Sealed, place: SealedPlace) => string | null;

const KEPT_MS = 60_000; // an erased key is forgotten everywhere within a minute
const CAPACITY = 10_000;
const streamOf = (keyId: string) => `personKey-${keyId}`;

interface Kept {
  readonly key: SealingKey | null;
  readonly until: Instant;
}

export class PersonKeys {
  private readonly kept = new Map<string, Kept>();
  private readonly wrapping: KeyGenerations;

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    keyring: Keyring,
  ) {
    this.wrapping = keyring.generations('person-keys/v1');
  }

  /** A function that seals for this person; makes the key at first use. A crash after making it leaves an unused key: harmless. */
  async sealer(keyId: string): Promise<(value: string, place: SealedPlace) => Sealed> {
    const key = (await this.find(keyId)) ?? (await this.create(keyId));
    return (value, place) => seal(key, value, place);
  }

  /** A function that opens everything sealed in `value`, its keys fetched beforehand. */
  async opener(value: unknown): Promise<Open> {
    const ids = [...keyIdsIn(value)];
    const keys = new Map(await Promise.all(ids.map(async (id) => [id, await this.find(id)] as const)));
    return (sealed, place) => {
      const key = keys.get(sealed.k);
      return key ? open(key, sealed, place) : null;
    };
  }

  /** Destroys the key for good: nothing sealed with it can be read again by anybody. */
  async erase(keyId: string): Promise<void> {
    await this.store.tombstone(streamOf(keyId));
    this.kept.delete(keyId);
  }

  private async find(keyId: string): Promise<SealingKey | null> {
    const kept = this.kept.get(keyId);
    if (kept && kept.until > this.clock.now()) return kept.key;
    const key = await this.load(keyId);
    if (key) this.keep(keyId, key);
    return key;
  }

  private async load(keyId: string): Promise<SealingKey | null> {
    try {
      const event = await this.store.readLast(streamOf(keyId));
      return event && 'wrapped' in event.data && typeof event.data.wrapped === 'string' ? this.unwrap(keyId, event.data.wrapped) : null;
    } catch (error) {
      if (isFault(error) && error.kind === 'gone') return null;
      throw error;
    }
  }

  private async create(keyId: string): Promise<SealingKey> {
    const key = randomBytes(32);
    const result = await this.store.append(streamOf(keyId), -1, [this.created(keyId, key)]);
    const stored = result.kind === 'appended' ? sealingKey(keyId, createSecretKey(key)) : await this.load(keyId); // lost the race: the other's key is the person's
    if (!stored) throw new Fault('gone', `person key ${keyId} was erased`);
    this.keep(keyId, stored);
    return stored;
  }

  private created(keyId: string, key: Buffer): ProposedEvent {
    const wrapped = this.wrap(keyId, key);
    const id = uuidV5(`person-key\n${wrapped}`);
    const metadata = {
      v: 1, accountId: '', at: this.clock.now(), actor: { kind: 'system', id: 'person-keys' }, commandId: id, requestHash: '', requestId: null,
      $correlationId: id, $causationId: id, net: null, reason: null, prevHash: null, hash: sha256(wrapped),
    } as const; // prettier-ignore
    return { id, type: 'PersonKeyCreated', data: { wrapped }, metadata };
  }

  private keep(keyId: string, key: SealingKey): void {
    if (this.kept.size >= CAPACITY) this.kept.clear();
    this.kept.set(keyId, { key, until: this.clock.now() + KEPT_MS });
  }

  private wrap(keyId: string, key: Buffer): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.wrapping[0], nonce).setAAD(Buffer.from(keyId));
    return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  private unwrap(keyId: string, wrapped: string): SealingKey {
    const body = Buffer.from(wrapped, 'base64url');
    return sealingKey(keyId, createSecretKey(withAny(this.wrapping, (key) => unwrapped(keyId, key, body))));
  }
}

function unwrapped(keyId: string, wrapping: SecretKey, body: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', wrapping, body.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(keyId))
    .setAuthTag(body.subarray(-16));
  return Buffer.concat([decipher.update(body.subarray(12, -16)), decipher.final()]);
}
