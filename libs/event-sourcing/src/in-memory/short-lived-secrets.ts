// Values that are gone once their time is over.
import { ShortLivedSecrets } from '../ports/small-ports';
import type { Clock, Instant } from '../time';

export class InMemoryShortLivedSecrets extends ShortLivedSecrets {
  private readonly kept = new Map<string, { readonly value: string; readonly until: Instant }>();

  constructor(private readonly clock: Clock) {
    super();
  }

  put(name: string, value: string, ttlMs: number): Promise<void> {
    this.kept.set(name, { value, until: this.clock.now() + ttlMs });
    return Promise.resolve();
  }

  get(name: string): Promise<string | null> {
    const kept = this.kept.get(name);
    return Promise.resolve(kept && kept.until > this.clock.now() ? kept.value : null);
  }

  async take(name: string): Promise<string | null> {
    const value = this.get(name);
    this.kept.delete(name);
    return value;
  }

  remove(name: string): Promise<void> {
    this.kept.delete(name);
    return Promise.resolve();
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.kept.clear();
  }
}
