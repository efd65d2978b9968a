// Every secret of the installation is derived from the one master key, so that nothing but that key has to be kept.
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** A key in the form in which it is used: each use of raw bytes would make one of these again, for 12 µs. */
export type SecretKey = KeyObject;

export class Keyring {
  /** @param master 32 bytes from configuration. */
  constructor(private readonly master: Buffer) {
    if (master.length !== 32) throw new Error(`the master key must be 32 bytes, this one has ${master.length}`);
  }

  /** The key for one purpose. Purposes are part of the storage format: they never change once released. */
  derive(purpose: string, bytes = 32): SecretKey {
    return createSecretKey(Buffer.from(hkdfSync('sha256', this.master, 'tillstream', purpose, bytes)));
  }
}
