// What every request must have, before anybody looks at what it wants.
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from './refusal';

const wrong = (status: number, message: string): Refusal => new Refusal(status, { type: 'invalid_request_error', message }, false);

export interface Expected {
  readonly key: string;
  readonly version: string;
}

export function checkRequest(method: string, headers: IncomingHttpHeaders, { key, version }: Expected): void {
  if (headers.authorization !== `Bearer ${key}`)
    throw new Refusal(401, { type: 'invalid_request_error', message: 'Invalid API Key provided.' }, false);
  if (headers['stripe-version'] !== version) throw wrong(400, 'the request does not name the version that it was written for');
  checkSilence(headers);
  if (method !== 'POST') return;
  if (headers['content-type'] !== 'application/x-www-form-urlencoded') throw wrong(400, 'bodies are form-encoded');
  const { 'idempotency-key': idempotencyKey } = headers;
  if (typeof idempotencyKey !== 'string' || idempotencyKey === '' || idempotencyKey.length > 255)
    throw wrong(400, 'a request that changes something has an idempotency key');
}

/** Nothing about the machine, and nothing about earlier requests. */
function checkSilence(headers: IncomingHttpHeaders): void {
  const about = String(headers['x-stripe-client-user-agent'] ?? '{}');
  if (headers['x-stripe-client-telemetry'] !== undefined || /telemetry_id|platform/.test(about)) throw wrong(400, 'telemetry is off');
}
