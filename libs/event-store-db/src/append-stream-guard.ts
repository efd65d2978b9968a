// Client 6.2.1 shares one gRPC stream between all appends of a process, with two faults that would end the process:
// - when more than 16 writes wait for the socket as the connection breaks, the waiting ones reject where nobody listens;
// - an answer whose append was given up (another connection's error clears the list of all) throws in the stream's listener.
// Here every write is taken at once, and a stray answer is dropped: its append has been reported as unclear and is repeated.
import { Duplex } from 'node:stream';
import type { EventStoreDBClient } from '@eventstore/db-client';

type Listener = (...args: unknown[]) => void;

/** @param onStray told of each dropped answer. */
export function guardAppends(client: EventStoreDBClient, onStray: (error: unknown) => void): EventStoreDBClient {
  const guarded = new WeakSet<Duplex>();
  const create: unknown = Reflect.get(client, 'GRPCStreamCreator');
  if (typeof create !== 'function') throw new Error('this adapter was written for @eventstore/db-client 6.2.1');
  Reflect.set(client, 'GRPCStreamCreator', (...args: readonly unknown[]): unknown => {
    const open: unknown = Reflect.apply(create, client, args);
    if (args[1] !== 'appendToStream' || typeof open !== 'function') return open;
    return async (): Promise<unknown> => {
      const stream: unknown = await Reflect.apply(open, undefined, []);
      if (stream instanceof Duplex && !guarded.has(stream)) guarded.add(guard(stream, onStray));
      return stream;
    };
  });
  return client;
}

function guard(stream: Duplex, onStray: (error: unknown) => void): Duplex {
  const write = stream.write.bind(stream);
  // Never "full": how much waits is bounded by how many commands run, and by their deadlines.
  Object.assign(stream, { write: (message: unknown) => write(message) || true });
  for (const listener of stream.listeners('data') as Listener[]) {
    stream.off('data', listener);
    stream.on('data', tolerant(listener, onStray));
  }
  return stream;
}

function tolerant(listener: Listener, onStray: (error: unknown) => void): Listener {
  return (...args) => {
    try {
      listener(...args);
    } catch (error) {
      onStray(error);
    }
  };
}
