// The server as a whole: takes the data folder, recovers, listens, and ends without losing what was handed over.
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import { lockFolder } from './storage/lock';
import { Reader } from './storage/reader';
import { reported, startWriter } from './storage/writer';
import { Feed } from './store/feed';
import { Store } from './store/store';
import { appendHandler, deleteHandler } from './wire/append';
import { BatchAppends } from './wire/batch-append';
import { gossip, supportedMethods } from './wire/cluster';
import { shuttingDown } from './wire/faults';
import type { BatchAppendCall } from './wire/messages';
import { services } from './wire/protocol';
import { readHandler } from './wire/read';
import type { Service } from './wire/service';

export interface ServerOptions {
  readonly folder: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: Pick<Logger, 'error' | 'info'>;
  /** The writer is gone: the process should end, the next one recovers. */
  readonly onDeath: (error: Error) => void;
}

export interface RunningServer {
  readonly port: number;
  /** Finishes the commits under way, answers them, ends the subscriptions and closes the files. */
  stop(): Promise<void>;
}

/** Large enough to refuse an oversized event with the protocol's own error instead of breaking the connection. */
const LARGEST_MESSAGE_BYTES = 17 * 1024 * 1024;
const GRACE_MS = 1_000;

/** Undefined if the data folder is another process's. @throws if the port is taken or the store cannot be opened. */
export async function startServer({ folder, host, port, log, onDeath }: ServerOptions): Promise<RunningServer | undefined> {
  const lock = lockFolder(folder);
  if (!lock) return undefined;
  const writer = reported(await startWriter(folder, onDeath), log);
  const reader = new Reader(folder);
  const feed = new Feed();
  const service: Service = { store: new Store(reader, writer, feed), reader, feed, log, endless: new Set() };
  const server = grpcServer(service);
  const bound = await listen(server, host, port);

  async function stop(): Promise<void> {
    await service.store.close();
    await new Promise(setImmediate); // the answers to the last commits go out first
    for (const abort of service.endless) abort(shuttingDown());
    await shutDown(server);
    reader.close();
    lock?.close();
  }
  return { port: bound, stop };
}

function grpcServer(service: Service): Server {
  const server = new Server({ 'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES, 'grpc.max_send_message_length': -1 });
  server.addService(services.streams, {
    Append: appendHandler(service),
    BatchAppend: (call: BatchAppendCall) => void new BatchAppends(service, call),
    Delete: deleteHandler(service, false),
    Tombstone: deleteHandler(service, true),
    Read: readHandler(service),
  });
  server.addService(services.features, { GetSupportedMethods: supportedMethods });
  server.addService(services.gossip, { Read: gossip });
  return server;
}

function listen(server: Server, host: string, port: number): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
  });
}

async function shutDown(server: Server): Promise<void> {
  const force = setTimeout(() => server.forceShutdown(), GRACE_MS);
  await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
  clearTimeout(force);
}
