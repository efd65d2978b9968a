// What can go wrong between Stripe and us, before or after the effect of a call: at the socket, or in the answer.
import type { ServerResponse } from 'node:http';

export interface Trouble {
  readonly when: 'before' | 'after';
  readonly what: 'drop' | 'error' | 'garbage' | 'hang' | 'half' | 'rate-limit' | 'lock';
}

export interface Planned extends Trouble {
  /** Of the path, e.g. `/refunds`. */
  readonly at: RegExp;
  readonly method?: 'GET' | 'POST';
  /** How often; for ever when absent. */
  times?: number;
}

export class Troubles {
  private planned: Planned[] = [];

  plan(trouble: Planned): void {
    this.planned.push(trouble);
  }

  clear(): void {
    this.planned = [];
  }

  next(method: string, path: string): Trouble | null {
    const found = this.planned.find(({ at, method: only, times }) => at.test(path) && (!only || only === method) && times !== 0);
    if (found?.times !== undefined) found.times -= 1;
    return found ?? null;
  }
}

export function spoil(response: ServerResponse, { what }: Trouble): void {
  const answer = (status: number, error: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(error));
  switch (what) {
    case 'drop':
      response.destroy();
      return;
    case 'hang':
      return; // until the client gives up, or the stand-in is stopped
    case 'half':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"id":"pi_');
      setImmediate(() => response.destroy());
      return;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
      return;
    case 'error':
      answer(500, { error: { type: 'api_error', message: 'Something went wrong on our end.' } });
      return;
    case 'rate-limit':
      answer(429, { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' } });
      return;
    case 'lock':
      answer(429, { error: { type: 'invalid_request_error', code: 'lock_timeout', message: 'Another request has the object.' } });
  }
}
