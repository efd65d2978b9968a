// Hands what was just committed to live subscriptions, from memory. A subscription that falls behind loses its buffer, not
// events: it reads on from the file.
import type { StoredEvent } from '../core/event';

/** Bytes of content that a follower may have waiting, with an allowance per event. */
const BUFFER_BYTES = 4 * 1024 * 1024;
const EVENT_ALLOWANCE_BYTES = 512;

export class Follower {
  private events: StoredEvent[] = [];
  private bytes = 0;
  private closed = false;
  private wake = (): void => undefined;
  private dropped = false;

  offer(event: StoredEvent): void {
    if (this.dropped) return;
    this.events.push(event);
    this.bytes += event.data.length + event.metadata.length + EVENT_ALLOWANCE_BYTES;
    this.dropped = this.bytes > BUFFER_BYTES;
    if (this.dropped) this.take();
    this.wake();
  }

  take(): readonly StoredEvent[] {
    this.bytes = 0;
    return this.events.splice(0);
  }

  restart(): void {
    this.take();
    this.dropped = false;
  }

  /** Something was dropped since the last `restart`. */
  overflowed(): boolean {
    return this.dropped;
  }

  /** Resolves when there is something to take, something was dropped, or nothing will ever come. */
  async arrival(): Promise<void> {
    if (this.events.length === 0 && !this.dropped && !this.closed) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  close(): void {
    this.closed = true;
    this.wake();
  }
}

/** Followers by stream; those of all events under `undefined`. */
export class Feed {
  private readonly followers = new Map<string | undefined, Set<Follower>>();

  follow(follower: Follower, stream: string | undefined): void {
    this.followers.set(stream, (this.followers.get(stream) ?? new Set()).add(follower));
  }

  leave(follower: Follower, stream: string | undefined): void {
    const followers = this.followers.get(stream);
    followers?.delete(follower);
    if (followers?.size === 0) this.followers.delete(stream);
  }

  publish(event: StoredEvent): void {
    for (const follower of this.followers.get(undefined) ?? []) follower.offer(event);
    for (const follower of this.followers.get(event.stream) ?? []) follower.offer(event);
  }
}
