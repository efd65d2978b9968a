// What a merchant would run: a small server that takes webhooks and believes only those whose signature holds.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface Delivery {
  readonly id: string;
  readonly type: string;
  /** Null: the package that verifies is not installed here (it is one for development). */
  readonly isVerified: boolean | null;
  readonly sequence: number;
}

interface Verifier {
  verify(payload: string, headers: Record<string, string>): unknown;
}

const LOOK_EVERY_MS = 50;

export class WebhookReceiver {
  readonly deliveries: Delivery[] = [];
  private readonly server = createServer((request, response) => {
    void this.take(request).then(
      () => response.writeHead(204).end(),
      () => response.writeHead(400).end(), // it will be sent again
    );
  });
  private verifier: Verifier | null = null;

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks`;
  }

  /** @param secret `whsec_…`, as the API showed it once. */
  trust(secret: string): void {
    this.verifier = verifierFor(secret);
  }

  /** Undefined when it has not come within `withinMs`. */
  async awaited(type: string, withinMs: number): Promise<Delivery | undefined> {
    const endsAt = performance.now() + withinMs;
    for (;;) {
      const found = this.deliveries.find((delivery) => delivery.type === type);
      if (found || performance.now() > endsAt) return found;
      await pause(LOOK_EVERY_MS);
    }
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async take(request: IncomingMessage): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const isVerified = this.verifier === null ? null : isSigned(this.verifier, text, Object.fromEntries(headers) as Record<string, string>);
    const { id, type, sequence } = JSON.parse(text) as { readonly id: string; readonly type: string; readonly sequence: number };
    if (!this.deliveries.some((delivery) => delivery.id === id)) this.deliveries.push({ id, type, sequence, isVerified });
  }
}

function isSigned(verifier: Verifier, text: string, headers: Record<string, string>): boolean {
  try {
    verifier.verify(text, headers);
    return true;
  } catch {
    return false;
  }
}

/** The published library, as any merchant would use it. */
function verifierFor(secret: string): Verifier | null {
  const library = 'standardwebhooks'; // by name, since a production install leaves it out
  try {
    const { Webhook } = createRequire(__filename)(library) as { readonly Webhook: new (secret: string) => Verifier };
    return new Webhook(secret);
  } catch {
    return null;
  }
}
