// Circuit breakers that all processes share. Over the connection that never queues: who cannot look goes on as if nothing had failed.
import { type BreakerFailure, type BreakerReport, Breakers } from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import type { RedisConnections } from './redis-connections';
import { answerOf } from './redis-faults';

const NOTHING: BreakerReport = { recentFailures: 0, openedAgoMs: null, lastFailure: null };

export class RedisBreakers extends Breakers {
  private readonly client: Redis;

  constructor(connections: RedisConnections) {
    super();
    this.client = connections.views;
  }

  async failed(name: string, { most, withinMs, keptMs, reason }: BreakerFailure): Promise<void> {
    await answerOf(this.client.breakerFailed(keyOf(name), most, withinMs, keptMs, reason));
  }

  async worked(name: string): Promise<void> {
    await answerOf(this.client.del(keyOf(name)));
  }

  /** Sent together. */
  look(names: readonly string[]): Promise<readonly BreakerReport[]> {
    return Promise.all(names.map((name) => this.lookAt(name)));
  }

  private async lookAt(name: string): Promise<BreakerReport> {
    const answer = await answerOf(this.client.lookAtBreaker(keyOf(name)));
    if (answer.length === 0) return NOTHING;
    const [recentFailures, openedAgoMs, reason, agoMs] = answer;
    return { recentFailures, openedAgoMs: openedAgoMs < 0 ? null : openedAgoMs, lastFailure: { reason, agoMs } };
  }
}

const keyOf = (name: string): string => `breaker:${name}`;
