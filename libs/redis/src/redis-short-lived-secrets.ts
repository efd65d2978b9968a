// Values that Redis itself forgets in time. They come here encrypted; nothing of them is ever logged.
import { ShortLivedSecrets } from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import type { RedisConnections } from './redis-connections';
import { answerOf } from './redis-faults';

export class RedisShortLivedSecrets extends ShortLivedSecrets {
  private readonly client: Redis;

  constructor(connections: RedisConnections) {
    super();
    this.client = connections.work;
  }

  async put(name: string, value: string, ttlMs: number): Promise<void> {
    await answerOf(this.client.set(keyOf(name), value, 'PX', ttlMs));
  }

  get(name: string): Promise<string | null> {
    return answerOf(this.client.get(keyOf(name)));
  }

  take(name: string): Promise<string | null> {
    return answerOf(this.client.getdel(keyOf(name)));
  }

  async remove(name: string): Promise<void> {
    await answerOf(this.client.del(keyOf(name)));
  }
}

const keyOf = (name: string): string => `secret:${name}`;
