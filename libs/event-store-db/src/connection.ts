// The client and its life: made from a URL, replaced when it is stuck on an old failure, disposed of at the end.
import { EventStoreDBClient } from '@eventstore/db-client';
import { Fault, type Log } from '@tillstream/event-sourcing';
import { guardAppends } from './append-stream-guard';
import { within } from './deadline';
import { isStuck } from './faults';

const DISPOSE_WITHIN_MS = 2_000;

export class Connection {
  private readonly clients: EventStoreDBClient[] = [];
  private current: EventStoreDBClient;
  private isClosed = false;

  constructor(
    private readonly url: string,
    private readonly log: Pick<Log, 'warn'> | undefined,
  ) {
    this.current = this.open();
  }

  get client(): EventStoreDBClient {
    if (this.isClosed) throw new Fault('unavailable', 'the connection to the event store was closed');
    return this.current;
  }

  /**
   * The client keeps a failed discovery or look at the server's features for ever; then the next call gets a new client. The old
   * one is only put aside: subscriptions may still live on it, and disposing of it would break off appends of the new one.
   */
  failed(client: EventStoreDBClient, error: unknown): void {
    if (client !== this.current || !isStuck(error)) return;
    this.log?.warn({ error: String(error) }, 'the event store client was replaced');
    this.current = this.open();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const disposed = Promise.allSettled(this.clients.map((client) => client.dispose()));
    await within(DISPOSE_WITHIN_MS, disposed, () => new Error('slow')).catch(() => undefined); // the process ends anyway
  }

  private open(): EventStoreDBClient {
    const client = EventStoreDBClient.connectionString(connectionString(this.url));
    this.clients.push(
      guardAppends(client, (error) => this.log?.warn({ error: String(error) }, 'an answer came after its append was given up')),
    );
    return client;
  }
}

/** `esdb://…` as it is; `http://host:2113` and `https://…` for who has no connection string at hand. */
export function connectionString(url: string): string {
  const match = /^(https?):\/\/([^/?#]+)/.exec(url);
  return match ? `esdb://${match[2] ?? ''}?tls=${match[1] === 'https'}` : url;
}
