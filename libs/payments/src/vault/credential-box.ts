// Processor credentials, and what processors call saved cards, at rest: encrypted under a key of the installation, opened only for an adapter.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keyring, SecretKey } from '@tillstream/event-sourcing';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export class CredentialBox {
  private readonly key: SecretKey;

  constructor(keyring: Keyring) {
    this.key = keyring.derive('processor-credentials/v1');
  }

  close(credentials: Readonly<Record<string, string>>): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
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

  /** Throws when the text was altered or closed under another master key. */
  open(closed: string): Readonly<Record<string, string>> {
    const body = Buffer.from(closed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.key, body.subarray(0, NONCE_BYTES)).setAuthTag(body.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    return JSON.parse(text) as Record<string, string>;
  }
}
