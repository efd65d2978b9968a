// Everybody who listens right now hears it; nobody hears it later.
import { Announcements } from '../ports/small-ports';

export class InMemoryAnnouncements extends Announcements {
  private readonly listeners = new Map<string, Set<{ heard(message: string): void }>>();

  publish(channel: string, message: string): Promise<void> {
    for (const listener of [...(this.listeners.get(channel) ?? [])]) listener.heard(message);
    return Promise.resolve();
  }

  listen(channel: string, heard: (message: string) => void): Promise<() => Promise<void>> {
    const listener = { heard };
    const others = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, others.add(listener));
    return Promise.resolve(() => {
      others.delete(listener);
      return Promise.resolve();
    });
  }
}
