// Keeps the card of an attempt that outlives the call of the process that took it: a challenge is shown, or nobody knows the outcome. Encrypted
// under a key of the hour, for half an hour at most, and never with its security code. Best effort: where nothing can be kept, the buyer enters
// his card again. A crash between an attempt's end and `forget` leaves the text to its time to live.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, type Instant, isPassing, Keyring, Log, type SecretKey, ShortLivedSecrets } from '@tillstream/event-sourcing';
import type { CardDetails } from '../core/card';

export const KEPT_FOR_MS = 30 * 60_000;

const HOUR_MS = 3_600_000;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEPT = /^(\d{1,9})\.([\w-]+)$/;

interface Kept {
  readonly card: CardDetails;
  /** Also if whoever stores it should forget to forget. */
  readonly until: Instant;
}

@Injectable()
export class KeptCards {
  constructor(
    private readonly secrets: ShortLivedSecrets,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async keep(attemptKey: string, { number, expMonth, expYear, name }: CardDetails): Promise<void> {
    const card: CardDetails = { number, expMonth, expYear, cvc: null, name };
    const kept: Kept = { card, until: this.clock.now() + KEPT_FOR_MS };
    await this.attempt('keep', () => this.secrets.put(nameOf(attemptKey), this.closed(attemptKey, kept), KEPT_FOR_MS));
  }

  /** Null: none was kept, its time is over, or nobody can say now. */
  async find(attemptKey: string): Promise<CardDetails | null> {
    const text = await this.attempt('find', () => this.secrets.get(nameOf(attemptKey)));
    const kept = text ? this.opened(attemptKey, text) : null;
    return kept && kept.until > this.clock.now() ? kept.card : null;
  }

  async forget(attemptKey: string): Promise<void> {
    await this.attempt('forget', () => this.secrets.remove(nameOf(attemptKey)));
  }

  private closed(attemptKey: string, kept: Kept): string {
    const hour = String(Math.floor(this.clock.now() / HOUR_MS));
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keyOf(hour), nonce).setAAD(Buffer.from(attemptKey));
    const body = Buffer.concat([nonce, cipher.update(JSON.stringify(kept), 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${hour}.${body.toString('base64url')}`;
  }

  private opened(attemptKey: string, text: string): Kept | null {
    const [, hour, encoded] = KEPT.exec(text) ?? [];
    if (!hour || !encoded) return null;
    const body = Buffer.from(encoded, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.keyOf(hour), body.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(attemptKey))
        .setAuthTag(body.subarray(-TAG_BYTES));
      const plain = Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      return JSON.parse(plain.toString('utf8')) as Kept;
    } catch {
      this.log.warn({ attemptKey }, 'a kept card was altered, or is kept under another master key');
      return null;
    }
  }

  private keyOf(hour: string): SecretKey {
    return this.keyring.generations(`kept-cards/v1/${hour}`)[0];
  }

  private async attempt<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.log.warn({ what, error: String(error) }, 'the store of kept cards did not answer');
      return null;
    }
  }
}

const nameOf = (attemptKey: string): string => `card:${attemptKey}`;
