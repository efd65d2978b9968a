// A merchant's endpoint: takes deliveries over real HTTP, answers as told, and keeps what it got.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly message: {
    readonly id: string;
    readonly type: string;
    readonly sequence: number;
    readonly data: { readonly object: Record<string, unknown> };
  };
}

export class WebhookReceiver {
  readonly deliveries: Delivery[] = [];
  /** What the next deliveries are answered with. */
  status = 200;
  /** Takes what comes and answers nothing: its senders wait. */
  isSilent = false;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method !== 'POST') return response.writeHead(200, { 'content-type': 'text/plain' }).end('the shop');
        const raw = Buffer.concat(chunks).toString('utf8');
        receiver.deliveries.push({ headers: request.headers, raw, message: JSON.parse(raw) as Delivery['message'] });
        if (!receiver.isSilent) response.writeHead(receiver.status).end();
      });
    });
    const receiver = new WebhookReceiver(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`;
  }

  /** Messages about one resource, each id once, in the order of their first arrival. */
  about(id: string): readonly Delivery['message'][] {
    const messages = this.deliveries.map((delivery) => delivery.message).filter((message) => message.data.object.id === id);
    return [...new Map(messages.map((message) => [message.id, message])).values()];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
