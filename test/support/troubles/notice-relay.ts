// Stands between the processors and `POST /notices/…`: every notice passes through here, and can be held until its time has come. So a notice is
// late by what happened before it, and not by a length of time.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { eventually } from '../eventually';

const TAKEN_WITHIN_MS = 30_000;

interface Arrived {
  readonly processorId: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the API said to a notice that was passed on. */
export interface Passed {
  readonly type: string;
  readonly status: number;
  readonly result: unknown;
}

export class NoticeRelay {
  private readonly held = new Map<string, Arrived[]>();
  private readonly passed = new Map<string, Passed[]>();

  private constructor(
    private readonly server: Server,
    private readonly apiUrl: string,
  ) {}

  static async start(apiUrl: string): Promise<NoticeRelay> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const processorId = request.url?.split('/').at(-1) ?? '';
        const notice = { processorId, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
        response.writeHead(200).end();
        relay.take(notice).catch(() => undefined); // whoever waits for its answer says so
      });
    });
    const relay = new NoticeRelay(server, apiUrl);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  /** Where the notices of this processor go. */
  urlOf(processorId: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/notices/${processorId}`;
  }

  hold(processorId: string): void {
    this.held.set(processorId, []);
  }

  /** How many wait here. */
  waiting(processorId: string): number {
    return this.held.get(processorId)?.length ?? 0;
  }

  /** Passes on what was held, in the order in which it came, and from now on everything at once. */
  async release(processorId: string): Promise<void> {
    const waiting = this.held.get(processorId) ?? [];
    this.held.delete(processorId);
    for (const notice of waiting) await this.take(notice);
  }

  answersTo(processorId: string): readonly Passed[] {
    return this.passed.get(processorId) ?? [];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(notice: Arrived): Promise<void> {
    const { processorId, headers, body } = notice;
    const queue = this.held.get(processorId);
    if (queue) return void queue.push(notice);
    const answer = await this.accepted(`${this.apiUrl}/notices/${processorId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sandbox-signature': String(headers['x-sandbox-signature']) },
      body,
    });
    const { type } = JSON.parse(body) as { readonly type: string };
    const { result } = (await answer.json()) as { readonly result?: unknown };
    this.passed.set(processorId, [...this.answersTo(processorId), { type, status: answer.status, result }]);
  }

  /** As processors do: again, when it could not be taken. */
  private accepted(url: string, notice: RequestInit): Promise<Response> {
    const answered = async () => {
      const answer = await fetch(url, notice);
      return answer.status < 500 && answer;
    };
    return eventually(answered, { timeoutMs: TAKEN_WITHIN_MS, describe: `a notice to ${url} is taken` });
  }
}
