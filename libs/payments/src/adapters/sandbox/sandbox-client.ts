// HTTP to a sandbox processor: tells apart what is known not to have arrived, what was answered, and what nobody knows.
import { request } from 'undici';
import { neverConnected } from '../never-connected';

export type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Readonly<Record<string, unknown>> }
  /** No byte of the request can have been handled: name, connection or TLS failed. */
  | { readonly kind: 'not-sent'; readonly message: string }
  /** Sent, and no readable answer: anything may have happened. */
  | { readonly kind: 'lost'; readonly message: string };

export interface SandboxCredentials {
  /** e.g. `http://127.0.0.1:4010/alpha` */
  readonly url: string;
  readonly apiKey: string;
}

export const CALL_TIMEOUT_MS = 30_000;

export class SandboxClient {
  constructor(private readonly credentials: SandboxCredentials) {}

  get(path: string): Promise<HttpAnswer> {
    return this.call('GET', path);
  }

  post(path: string, body: object): Promise<HttpAnswer> {
    return this.call('POST', path, body);
  }

  private async call(method: 'GET' | 'POST', path: string, body?: object): Promise<HttpAnswer> {
    try {
      const answer = await request(`${this.credentials.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.credentials.apiKey}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        headersTimeout: CALL_TIMEOUT_MS,
        bodyTimeout: CALL_TIMEOUT_MS,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const json: unknown = await answer.body.json();
      if (typeof json !== 'object' || json === null) return { kind: 'lost', message: `unreadable answer with status ${answer.statusCode}` };
      return { kind: 'answered', status: answer.statusCode, body: json as Record<string, unknown> };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return neverConnected(error) ? { kind: 'not-sent', message } : { kind: 'lost', message };
    }
  }
}
