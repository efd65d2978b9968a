// One holder per name: a key that its owner renews and that expires by itself when the owner is gone.
import { Lease } from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import type { RedisConnections } from './redis-connections';
import { answerOf } from './redis-faults';

export class RedisLease extends Lease {
  private readonly client: Redis;

  constructor(connections: RedisConnections) {
    super();
    this.client = connections.work;
  }

  async acquire(name: string, owner: string, ttlMs: number): Promise<boolean> {
    return (await answerOf(this.client.acquireLease(keyOf(name), owner, ttlMs))) === 1;
  }

  async release(name: string, owner: string): Promise<void> {
    await answerOf(this.client.releaseLease(keyOf(name), owner));
  }
}

const keyOf = (name: string): string => `lease:${name}`;
