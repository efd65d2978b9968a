// Tells other processes' listeners; one subscription per channel however many listen. What is said while a connection is down is lost.
import { Announcements } from '@tillstream/event-sourcing';
import type { RedisConnections } from './redis-connections';
import { answerOf } from './redis-faults';

interface Channel {
  readonly listeners: Set<{ heard(message: string): void }>;
  readonly subscribed: Promise<unknown>;
}

export class RedisAnnouncements extends Announcements {
  private readonly channels = new Map<string, Channel>();
  private isListening = false;

  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async publish(channel: string, message: string): Promise<void> {
    await answerOf(this.connections.views.publish(nameOf(channel), message));
  }

  async listen(channel: string, heard: (message: string) => void): Promise<() => Promise<void>> {
    const name = nameOf(channel);
    const listener = { heard };
    const open = this.channels.get(name) ?? this.open(name);
    open.listeners.add(listener);
    const stop = () => this.stop(name, open, listener);
    try {
      await open.subscribed;
    } catch (error) {
      await stop();
      throw error;
    }
    return stop;
  }

  private open(name: string): Channel {
    const { subscriber } = this.connections;
    if (!this.isListening) subscriber.on('message', (from: string, message: string) => this.hear(from, message));
    this.isListening = true;
    const channel: Channel = { listeners: new Set(), subscribed: answerOf(subscriber.subscribe(name)) };
    this.channels.set(name, channel);
    return channel;
  }

  private async stop(name: string, channel: Channel, listener: { heard(message: string): void }): Promise<void> {
    channel.listeners.delete(listener);
    if (channel.listeners.size > 0 || this.channels.get(name) !== channel) return;
    this.channels.delete(name); // at once, so that whoever listens from now on subscribes anew, after this
    // Not reached: the connection is down, and what is said on a channel that nobody listens to is dropped in `hear`.
    await this.connections.subscriber.unsubscribe(name).catch(() => undefined);
  }

  private hear(name: string, message: string): void {
    for (const listener of [...(this.channels.get(name)?.listeners ?? [])]) listener.heard(message);
  }
}

const nameOf = (channel: string): string => `announce:${channel}`;
