// The sockets: one for views that rather fails than waits, one for everything else, and a third as soon as somebody listens.
import type { Log } from '@tillstream/event-sourcing';
import { Redis, type RedisOptions } from 'ioredis';
import { answerOf } from './redis-faults';
import { breakerFailed, lookAtBreaker } from './scripts/breakers';
import { hitRateLimit } from './scripts/hit-rate-limit';
import { acquireLease, releaseLease } from './scripts/lease';
import { moveCheckpoint } from './scripts/move-checkpoint';
import { pendingDeliveriesScripts } from './scripts/pending-deliveries';
import { writeDocuments } from './scripts/write-documents';
import { writeMessageIndex } from './scripts/write-message-index';

export interface RedisConnectionsOptions {
  /** `redis://[user:password@]host[:port][/database]`, `rediss://` for TLS. */
  readonly url: string;
  readonly log: Log;
  /** How long a command about views may take. A projector that writes whole pages is given more than an API. */
  readonly viewsTimeoutMs?: number;
  readonly workTimeoutMs?: number;
}

const VIEWS_TIMEOUT_MS = 150;
const WORK_TIMEOUT_MS = 2_000;
const CLOSE_WITHIN_MS = 500;

const COMMON: RedisOptions = {
  protocol: 2, // flat answers, whatever the server can do
  connectTimeout: 2_000,
  disconnectTimeout: 100, // a timer of this length keeps the process from ending
  enableAutoPipelining: true,
  retryStrategy: (times) => Math.min(25 * times, 500), // for ever
  // What was on its way when the connection broke is a Fault at once: whoever asked knows best whether to repeat it.
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  // All of them from the start: a script that is defined while commands are being collected is unknown to that pipeline, which then throws.
  scripts: {
    acquireLease,
    breakerFailed,
    hitRateLimit,
    lookAtBreaker,
    moveCheckpoint,
    releaseLease,
    writeDocuments,
    writeMessageIndex,
    ...pendingDeliveriesScripts,
  },
};

export class RedisConnections {
  /**
   * Commands fail at once while there is no connection, and after `viewsTimeoutMs` when no answer comes. Also for limits and breakers, and for
   * announcements, which go in one piece with the views of what they tell.
   */
  readonly views: Redis;
  /** For lease, secrets and parked events; waits for a connection that is being made. */
  readonly work: Redis;
  private listening: Redis | null = null;
  private isClosed = false;

  constructor(private readonly options: RedisConnectionsOptions) {
    this.views = this.connect('views', { enableOfflineQueue: false, commandTimeout: options.viewsTimeoutMs ?? VIEWS_TIMEOUT_MS });
    this.work = this.connect('work', { commandTimeout: options.workTimeoutMs ?? WORK_TIMEOUT_MS });
  }

  /** The connection that hears announcements, made when first asked for; it subscribes again by itself after a break. */
  get subscriber(): Redis {
    const commandTimeout = this.options.workTimeoutMs ?? WORK_TIMEOUT_MS;
    return (this.listening ??= this.connect('subscriber', { enableAutoPipelining: false, commandTimeout }));
  }

  /** Resolves when Redis answers on both connections; a Fault otherwise. */
  async ping(): Promise<void> {
    await Promise.all([answerOf(this.views.ping()), answerOf(this.work.ping())]);
  }

  /** Resolves once the views' connection can be used, or after `withinMs`: for starting up, where a moment's patience saves a Fault. */
  async ready(withinMs: number): Promise<boolean> {
    if (this.views.status !== 'ready') await happened(this.views, 'ready', withinMs);
    return this.views.status === 'ready';
  }

  /** Ends all connections. What is still on its way fails as a Fault. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    const clients = [this.views, this.work, ...(this.listening ? [this.listening] : [])];
    await Promise.all(clients.map((client) => this.end(client)));
  }

  private connect(connectionName: string, options: RedisOptions): Redis {
    const client = new Redis(this.options.url, { ...COMMON, ...options, connectionName });
    let isDown = false;
    client.on('error', (error: Error) => {
      if (!isDown && !this.isClosed) this.options.log.warn({ connection: connectionName, error: error.message }, 'redis cannot be reached');
      isDown = true;
    });
    client.on('ready', () => {
      if (isDown) this.options.log.info({ connection: connectionName }, 'redis is back');
      isDown = false;
    });
    return client;
  }

  private async end(client: Redis): Promise<void> {
    const isOpen = ['connecting', 'connect', 'ready'].includes(client.status); // in between there is no socket to end, and no event either
    const ended = isOpen ? happened(client, 'end', CLOSE_WITHIN_MS) : null;
    client.disconnect();
    await ended;
  }
}

function happened(client: Redis, event: 'ready' | 'end', withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      client.off(event, done);
      resolve();
    };
    const timer = setTimeout(done, withinMs);
    client.on(event, done);
  });
}
