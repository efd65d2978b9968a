// Parked events: a hash per runner, a field per event, so that parking the same one twice is one entry.
import { type ParkedEvent, ParkedEvents } from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import type { RedisConnections } from './redis-connections';
import { answerOf } from './redis-faults';

export class RedisParkedEvents extends ParkedEvents {
  private readonly client: Redis;

  constructor(connections: RedisConnections) {
    super();
    this.client = connections.work;
  }

  async park({ runner, stream, revision, error }: ParkedEvent): Promise<void> {
    await answerOf(this.client.hset(keyOf(runner), fieldOf(stream, revision), error));
  }

  async list(runner: string): Promise<readonly ParkedEvent[]> {
    const fields = await answerOf(this.client.hgetall(keyOf(runner)));
    return Object.entries(fields)
      .map(([field, error]) => ({ runner, ...placeOf(field), error }))
      .sort((left, right) => (left.stream === right.stream ? left.revision - right.revision : left.stream < right.stream ? -1 : 1));
  }

  async remove({ runner, stream, revision }: Pick<ParkedEvent, 'runner' | 'stream' | 'revision'>): Promise<void> {
    await answerOf(this.client.hdel(keyOf(runner), fieldOf(stream, revision)));
  }
}

const keyOf = (runner: string): string => `parked:${runner}`;
const fieldOf = (stream: string, revision: number): string => `${stream}@${revision}`;

function placeOf(field: string): { readonly stream: string; readonly revision: number } {
  const at = field.lastIndexOf('@');
  return { stream: field.slice(0, at), revision: Number(field.slice(at + 1)) };
}
