// Every secret of the installation is derived from its master keys, so that nothing but these has to be kept.
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** A key in the form in which it is used: each use of raw bytes would make one of these again, for 12 µs. */
export type SecretKey = KeyObject;

/** The same purpose under each master key, the present one first. */
export type KeyGenerations = readonly [present: SecretKey, ...earlier: SecretKey[]];

/** Some purposes name an account; to derive a key takes 250 µs. */
const MOST_REMEMBERED = 10_000;
const MOST_MASTERS = 9; // a digit in every secure token says which

export class Keyring {
  private readonly masters: readonly [Buffer, ...Buffer[]];
  private readonly remembered = new Map<string, SecretKey>();

  /**
   * @param master 32 bytes from configuration: seals, wraps and signs from now on
   * @param earlier those before it, the latest first: what was sealed under them still opens
   */
  constructor(master: Buffer, earlier: readonly Buffer[] = []) {
    this.masters = [master, ...earlier];
    const wrong = this.masters.find((one) => one.length !== 32);
    if (wrong) throw new Error(`a master key must have 32 bytes, this one has ${wrong.length}`);
    if (this.masters.length > MOST_MASTERS) throw new Error(`there may be ${MOST_MASTERS} master keys, the present one included`);
  }

  /**
   * The key of names and fingerprints, which must stay what they are: of the first master key that there ever was.
   * Purposes are part of the storage format: they never change once released.
   */
  derive(purpose: string): SecretKey {
    const known = this.remembered.get(purpose);
    if (known) return known;
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    const key = derived(this.masters.at(-1) ?? this.masters[0], purpose);
    this.remembered.set(purpose, key);
    return key;
  }

  /** The keys of what is sealed or signed: made with the first of them, opened with the one that fits. */
  generations(purpose: string): KeyGenerations {
    const [present, ...earlier] = this.masters;
    return [derived(present, purpose), ...earlier.map((master) => derived(master, purpose))];
  }
}

/** What the first of these keys that does not throw makes of it; throws what the last of them threw. */
export function withAny<Key, Result>(keys: readonly Key[], use: (key: Key) => Result): Result {
  let failure: unknown = new Error('there is no key');
  for (const key of keys) {
    try {
      return use(key);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

const derived = (master: Buffer, purpose: string, bytes = 32): SecretKey =>
  createSecretKey(Buffer.from(hkdfSync('sha256', master, 'tillstream', purpose, bytes)));
