// Processor credentials, and what processors call saved cards, at rest: encrypted under a key of the installation, opened only for an adapter.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type KeyGenerations, type Keyring, type SecretKey, withAny } from '@tillstream/event-sourcing';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export class CredentialBox {
  private readonly keys: KeyGenerations;

  constructor(keyring: Keyring) {
    this.keys = keyring.generations('processor-credentials/v1');
  }

  close(credentials: Readonly<Record<string, string>>): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys[0], nonce);
    return Buffer.concat([nonce, cipher.update(JSON.stringify(credentials), 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
      'base64url',
    );
  }

  closeToken(token: string): string {
    return this.close({ token });
  }

  openToken(closed: string): string {
    return this.open(closed).token ?? '';
  }

  /** Throws when the text was altered or closed under a master key that is not known. */
  open(closed: string): Readonly<Record<string, string>> {
    const body = Buffer.from(closed, 'base64url');
    return JSON.parse(withAny(this.keys, (key) => opened(key, body))) as Record<string, string>;
  }
}

function opened(key: SecretKey, body: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES)).setAuthTag(body.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
}
