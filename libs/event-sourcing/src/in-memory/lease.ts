// One holder per name, for as long as the clock says.
import { Lease } from '../ports/small-ports';
import type { Clock, Instant } from '../time';

export class InMemoryLease extends Lease {
  private readonly held = new Map<string, { readonly owner: string; readonly until: Instant }>();

  constructor(private readonly clock: Clock) {
    super();
  }

  acquire(name: string, owner: string, ttlMs: number): Promise<boolean> {
    const holder = this.held.get(name);
    const now = this.clock.now();
    if (holder && holder.owner !== owner && holder.until > now) return Promise.resolve(false);
    this.held.set(name, { owner, until: now + ttlMs });
    return Promise.resolve(true);
  }

  release(name: string, owner: string): Promise<void> {
    if (this.held.get(name)?.owner === owner) this.held.delete(name);
    return Promise.resolve();
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.held.clear();
  }
}
