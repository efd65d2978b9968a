// When each API token was last used: operational, best effort, no event. Kept in Redis and gone with it; noted at most once a minute by each
// process, beside the request that used it, so that a Redis that does not answer holds up nobody.
import { Injectable } from '@nestjs/common';
import { Clock, type Instant, isFault, Log, ShortLivedSecrets } from '@tillstream/event-sourcing';

const NOTED_EVERY_MS = 60_000;
/** A token that was not used for so long is shown as never used. */
const REMEMBERED_MS = 90 * 86_400_000;
const CAPACITY = 10_000;

@Injectable()
export class TokenUses {
  private readonly noted = new Map<string, Instant>();

  constructor(
    private readonly secrets: ShortLivedSecrets,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  note(tokenKey: string): void {
    const now = this.clock.now();
    if (now - (this.noted.get(tokenKey) ?? -Infinity) < NOTED_EVERY_MS) return;
    if (this.noted.size >= CAPACITY) this.noted.clear();
    this.noted.set(tokenKey, now);
    this.secrets.put(nameOf(tokenKey), String(now), REMEMBERED_MS).catch((error: unknown) => {
      this.log.warn({ error: String(error) }, 'the last use of a token was not noted');
    });
  }

  /** In the order of the keys; null where nothing is known. */
  lastUses(tokenKeys: readonly string[]): Promise<readonly (Instant | null)[]> {
    return Promise.all(tokenKeys.map((key) => this.lastUse(key)));
  }

  async lastUse(tokenKey: string): Promise<Instant | null> {
    try {
      const noted = await this.secrets.get(nameOf(tokenKey));
      return noted === null ? null : Number(noted);
    } catch (error) {
      if (isFault(error)) return null;
      throw error;
    }
  }
}

const nameOf = (tokenKey: string): string => `token-use:${tokenKey}`;
